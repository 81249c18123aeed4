"""Ways from a panel to the index, one a file; `python -m contenders` runs one of them."""

# The exit code of a contender without memory: what a shell says of a killed process.
NO_MEMORY = 137
