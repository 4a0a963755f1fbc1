"""Learning platforms: what each hands over and takes back."""
