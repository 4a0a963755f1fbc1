"""Where student code runs: what starts and confines its hosts, and how they are spoken to."""
