"""Documents read in processes of their own, each with a time limit and a memory limit."""
