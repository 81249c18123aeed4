"""The files of Streamlit's page: from memory, and asked for early.

Streamlit reads each of the hundred files of its page from the disk in a thread, and the
page asks for half of them, the chart library among them, only when the first chart
arrives. On a busy machine that is most of what a reader waits for. Here they come from
memory, and the page names them before its own code has run.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
SCRIPTS = FOLDER / "static" / "js"
PREFIX = "/static/"
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
# What every page shows, and what some pages show: the latter is fetched when all is idle.
AT_ONCE = ("ButtonGroup", "Html", "Selectbox", "ArrowVegaLiteChart")
LATER = (
    "Slider",
    "Checkbox",
    "DownloadButton",
    "TextArea",
    "StreamlitSyntaxHighlighter",
)
IMPORT = re.compile(r'\b(?:from|import)"\./([\w.-]+\.js)"')
FOREVER = "public, immutable, max-age=31536000"


class Assets:
    """ASGI middleware that answers for the files of the page; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep the application behind it."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the page and its files."""
        found = None
        if scope["type"] == "http" and scope["method"] == "GET":
            found = answer(scope["path"])
        if found is None:
            await self.app(scope, receive, send)
            return
        body, kind, keep = found
        headers = {"content-type": kind, "cache-control": keep,
                   "content-length": str(len(body))}  # fmt: skip
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
            }
        )
        await send({"type": "http.response.body", "body": body})


def answer(path: str) -> tuple[bytes, str, str] | None:
    """Return body, type and lifetime of a file of the page; None where it is not one."""
    if path == "/":
        return page(), "text/html; charset=utf-8", "no-cache"
    if path not in files():
        return None
    return content(path), KINDS[Path(path).suffix], FOREVER


@lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """Return the files with a hash in their name, by path of the address."""
    return {
        f"/{file.relative_to(FOLDER).as_posix()}": file
        for file in (FOLDER / "static").rglob("*")
        if file.suffix in KINDS
    }


@cache
def content(path: str) -> bytes:
    """Return what a file holds."""
    return files()[path].read_bytes()


@lru_cache(maxsize=1)
def page() -> bytes:
    """Return Streamlit's page, naming the scripts that the first view needs."""
    html = (FOLDER / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r"\./static/js/([\w.-]+\.js)", html))
    at_once = [s for s in needed(AT_ONCE) if s not in named]
    later = [s for s in needed(LATER) if s not in named.union(at_once)]
    links = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{s}">' for s in at_once
    ] + [f'<link rel="prefetch" as="script" crossorigin href="./static/js/{s}">'
         for s in later]  # fmt: skip
    return html.replace("</head>", "\n".join([*links, "</head>"]), 1).encode()


def needed(parts: tuple[str, ...]) -> list[str]:
    """Return the scripts of parts of the page, with all that they import."""
    open_ = [f.name for part in parts for f in sorted(SCRIPTS.glob(f"{part}.*.js"))]
    found: dict[str, None] = {}
    while open_:
        script = open_.pop()
        if script not in found and (SCRIPTS / script).exists():
            found[script] = None
            text = content(f"{PREFIX}js/{script}").decode("utf-8")
            open_ += IMPORT.findall(text)
    return list(found)


def warm_up() -> None:
    """Read what a first view asks for."""
    for path in re.findall(r"\./(static/[\w./-]+)", page().decode()):
        if f"/{path}" in files():
            content(f"/{path}")
