"""Many documents in one run: which they are, what was done with each, and results that do not fit into memory."""
