"""Entry point: `python -m pipeline`."""

import gc
import sys

from pipeline.installed import speak_utf8, unloadable

speak_utf8()
# A command is short: what it makes can stay until its end.
gc.disable()
try:
    from pipeline.cli import app
except (ImportError, MemoryError, OSError) as error:
    sys.exit(unloadable(error))
except KeyboardInterrupt:
    sys.exit(130)

app(prog_name="python -m pipeline")
