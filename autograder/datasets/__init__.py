"""Data that assignments need, checked by their digests."""
