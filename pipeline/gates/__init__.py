"""What may be wrong: rules before anything is computed, checks before it is published."""
