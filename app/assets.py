"""The files of Streamlit's page: from memory, and asked for early.

Streamlit reads each of the hundred files of its page from the disk in a thread, and the
page asks for half of them, the chart library among them, only when the first chart
arrives: most of what a reader waits for. Here they come from memory, compressed once, and
the page names them before its own code has run.

The page also says what it may do: it asks this machine alone, and runs no script but its
own, whatever a name in the data looks like.
"""

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
SCRIPTS = FOLDER / "static" / "js"
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
# What every page shows: the words first; once the page's own code has run, its controls
# and its chart; and what some pages show, which is fetched when all is idle.
AT_ONCE = ("Html",)
THEN = ("Selectbox", "ButtonGroup", "ArrowVegaLiteChart")
LATER = ("Slider", "Checkbox", "DownloadButton", "TextArea")
IMPORT = re.compile(r'\b(?:from|import)"\./([\w.-]+\.js)"')
FOREVER = "public, immutable, max-age=31536000"
LANGUAGE = re.compile(rb"(?:^|&)lang=zh(?:&|$)")
LINK = '<link rel="modulepreload" crossorigin href="./static/js/{}">\n'
SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
INLINE = re.compile(r"<script>(.*?)</script>", re.S)


class Assets:
    """ASGI middleware that answers for the files of the page; all else goes on."""

    def __init__(self, app: ASGIApp, base: str, embedding: tuple[str, ...]) -> None:
        """Keep the application behind it, its path, and who may embed its pages."""
        self.app, self.base, self.embedding = app, base, embedding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the page and its files."""
        found = None
        if scope["type"] == "http" and scope["method"] == "GET":
            path = scope["path"].removeprefix(self.base)
            found = self.found(path, scope.get("query_string", b""))
        if found is None:
            await self.app(scope, receive, send)
            return
        body, headers = found
        headers |= {"vary": "accept-encoding", "x-content-type-options": "nosniff"}
        if b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b""):
            body = compressed(body)
            headers["content-encoding"] = "gzip"
        await Response(body, headers=headers)(scope, receive, send)

    def found(self, path: str, query: bytes) -> tuple[bytes, dict[str, str]] | None:
        """Return body and headers of a file of the page; None where it is not one."""
        if path == "/":
            return page("zh-CN" if LANGUAGE.search(query) else "en"), {
                "content-type": "text/html; charset=utf-8",
                "cache-control": "no-cache",
                "content-security-policy": policy(self.embedding),
                "referrer-policy": "no-referrer",
            }
        if path not in files():
            return None
        kind = KINDS[Path(path).suffix]
        return content(path), {"content-type": kind, "cache-control": FOREVER}


@cache
def compressed(body: bytes) -> bytes:
    """Return what a file holds, compressed."""
    return gzip.compress(body, 6, mtime=0)


@cache
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


@cache
def page(language: str) -> bytes:
    """Return Streamlit's page, naming the scripts that the first view needs."""
    html = (FOLDER / "index.html").read_text(encoding="utf-8")
    html = html.replace('<html lang="en">', f'<html lang="{language}">', 1)
    named = set(re.findall(r"\./static/js/([\w.-]+\.js)", html))
    at_once = [s for s in needed(AT_ONCE) if s not in named]
    then = [s for s in needed(THEN) if s not in named.union(at_once)]
    later = [s for s in needed(LATER) if s not in named.union(at_once, then)]
    links = "".join(map(LINK.format, at_once))
    more = json.dumps({"modulepreload": then, "prefetch": later})
    script = f"<script>const more = {more};\n{SCRIPT}</script>\n"
    return html.replace("</head>", f"{links}{script}</head>", 1).encode()


@cache
def policy(embedding: tuple[str, ...]) -> str:
    """Return what the page may do: its scripts are those that it is served with."""
    scripts = INLINE.findall(page("en").decode())
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()) for s in scripts]
    known = " ".join(f"'sha256-{digest.decode()}'" for digest in hashes)
    # Whatever drives a browser evaluates texts in the page; no script of others gets in
    # that could.
    return f"""default-src 'self'; script-src 'self' 'unsafe-eval' {known};
        style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;
        font-src 'self' data:; connect-src 'self' ws://127.0.0.1:* ws://localhost:*;
        worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none';
        frame-ancestors {" ".join(("'self'", *embedding))}""".replace("\n       ", "")


def needed(parts: tuple[str, ...]) -> list[str]:
    """Return the scripts of parts of the page, with all that they import."""
    open_ = [f.name for part in parts for f in sorted(SCRIPTS.glob(f"{part}.*.js"))]
    found: dict[str, None] = {}
    while open_:
        script = open_.pop()
        if script not in found and (SCRIPTS / script).exists():
            found[script] = None
            text = content(f"/static/js/{script}").decode("utf-8")
            open_ += IMPORT.findall(text)
    return list(found)


def warm_up() -> None:
    """Read what a first view asks for."""
    for path in re.findall(r"\./(static/[\w./-]+)", page("en").decode()):
        if f"/{path}" in files():
            compressed(content(f"/{path}"))
