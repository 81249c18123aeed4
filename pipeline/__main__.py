"""Entry point: `python -m pipeline`."""

import sys

from pipeline.installed import speak_utf8, unloadable

speak_utf8()
try:
    from pipeline.cli import app
except (ImportError, MemoryError, OSError) as error:
    sys.exit(unloadable(error))
except KeyboardInterrupt:
    sys.exit(130)

app(prog_name="python -m pipeline")
