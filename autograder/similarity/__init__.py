"""Which submissions are alike beyond what a class shares. Code is read as text and never run."""
