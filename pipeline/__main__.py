"""Entry point: `python -m pipeline`."""

import sys

try:
    from pipeline.cli import app
except (ImportError, MemoryError, OSError) as error:
    from pipeline.installed import unloadable

    sys.exit(unloadable(error))
except KeyboardInterrupt:
    sys.exit(130)

app(prog_name="python -m pipeline")
