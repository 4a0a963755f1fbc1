"""Where student code runs: the wire it speaks over, the worker, and what confines it."""
