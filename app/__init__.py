"""The viewer: pages that read the published marts and compute nothing of the method."""
