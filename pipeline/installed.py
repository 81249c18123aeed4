"""Whether the packages can be used: nothing but the standard library is needed to ask.

The Makefile runs it with the Python of an environment, before anything else:

    .venv/bin/python -I pipeline/installed.py .venv
"""

import os
import re
import sys
from pathlib import Path

# While this file is there, the make whose number it has installs, or did when all ended.
UNDER_WAY = ".installing"


def speak_utf8() -> None:
    """Begin again with UTF-8 where the locale knows ASCII alone: files have other names."""
    if sys.getfilesystemencoding() == "ascii":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def unloadable(error: BaseException) -> str:
    """Return a sentence for packages that cannot be loaded."""
    if isinstance(error, ModuleNotFoundError) and sys.prefix == sys.base_prefix:
        return (
            f"{sys.executable} lacks the packages ({error}). The project's own Python has "
            "them: call .venv/bin/python, which `make run` makes."
        )
    return (
        f"A package cannot be loaded ({error}). Either memory is short (`ulimit -v`), or "
        "the environment is damaged: `make clean run` makes it anew."
    )


def damage(environment: Path) -> str | None:
    """Return what is wrong with an environment that this Python should be of, or None."""
    if sys.prefix == sys.base_prefix or not os.path.samefile(sys.prefix, environment):
        return f"{environment} is no environment of its own"
    if not (3, 11) <= sys.version_info < (3, 14):
        return f"{environment} is of Python {sys.version.split()[0]}"
    if (environment / UNDER_WAY).exists():
        return f"{environment} was left half installed"
    try:
        import pip  # noqa: F401
    except ImportError:
        return f"{environment} has no pip"
    for script in ("pip", "dbt"):
        if not leads_here(environment / "bin" / script, environment):
            return f"{environment} was moved: its commands call a Python elsewhere"
    return None


def leads_here(script: Path, environment: Path) -> bool:
    """Whether a script that pip wrote calls the Python of this environment."""
    try:
        head = script.read_text(encoding="utf-8", errors="surrogateescape")[:2000]
        python = re.search(r"(/[^\n\"']*)/bin/python", head)
    except FileNotFoundError:
        return True
    if python is None:
        return True
    return os.path.isdir(python[1]) and os.path.samefile(python[1], environment)


if __name__ == "__main__":
    sys.exit(damage(Path(sys.argv[1])))
