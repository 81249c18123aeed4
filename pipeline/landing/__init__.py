"""Read seeds, landing files and panels, strictly, and load what landed: the first stage."""
