"""Start the viewer: python -m app [--port N]."""

import argparse
import contextlib
import gc
import logging
import re
import socket
import sys
from collections.abc import Callable
from typing import Any

from pipeline.build import run
from pipeline.paths import ROOT, Paths, PipelineError

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 20
BIND = "_bind_socket"
SCRIPT = ROOT / "app" / "streamlit_app.py"


def free_port() -> int:
    """Return the first port from 8501 on that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
            return port
    sys.exit(
        f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are taken. "
        "Name another: python -m app --port N"
    )


def main() -> None:
    """Build if nothing is published, then serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, help="Default: the first free from 8501 on.")
    add("--base-path", default="", help="Path under which a proxy serves it.")
    add(
        "--host", action="append", default=[], help="Name that a proxy has; repeatable."
    )
    add("--embed-in", action="append", default=[], metavar="ORIGIN",
        help="Origin whose pages may embed charts, as https://example.org; repeatable.",
        )  # fmt: skip
    asked = parser.parse_args()
    wrong = [o for o in asked.embed_in if not re.fullmatch(r"https?://[\w.:-]+", o)]
    wrong += [h for h in asked.host if not re.fullmatch(r"[\w.-]+", h)]
    if wrong or not re.fullmatch(r"[\w/.-]*", asked.base_path):
        parser.error(f"no host, origin or path: {', '.join(wrong) or asked.base_path}")
    port = asked.port or free_port()
    try:
        paths = Paths.from_environment()
        if paths.published() is None:
            print("Nothing is published yet: building (about a minute) ...", flush=True)
            run.build(paths)
    except PipelineError as error:
        for problem in getattr(error, "problems", []):
            print(f"  {problem}", file=sys.stderr)
        sys.exit(str(error))
    serve(port, asked.base_path.strip("/"), asked.host, asked.embed_in)


def serve(port: int, base: str, hosts: list[str], embedding: list[str]) -> None:
    """Run the Streamlit server, with everything at hand that a first page needs."""
    import streamlit
    import streamlit.net_util
    from starlette.middleware import Middleware
    from streamlit.web import bootstrap
    from streamlit.web.server.starlette import starlette_server

    from app import assets

    # A page of another origin that tries to connect would make Streamlit ask a host on
    # the internet for this machine's address.
    streamlit.net_util.get_external_ip = lambda: None
    # Private: without it an answer is 40 ms later, and all else is the same.
    if hasattr(starlette_server, BIND):
        setattr(starlette_server, BIND, at_once(getattr(starlette_server, BIND)))
    config = {"server.port": port, "server.address": ADDRESS,
              "server.baseUrlPath": base}  # fmt: skip
    if hosts:
        config["server.allowedHosts"] = [ADDRESS, "localhost", *hosts]
        config["server.corsAllowedOrigins"] = [
            f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")
        ]
    # Known before a page is drawn, it is no change that Streamlit would warn of.
    bootstrap.load_config_options(config)
    draw_all()
    assets.warm_up()
    # Streamlit collects garbage after each run of a page, all threads waiting: what is
    # here to stay need not be looked through again.
    gc.collect()
    gc.freeze()
    path = f"/{base}/" if base else ""
    print(f"Viewer: http://{ADDRESS}:{port}{path}  (Ctrl-C ends it)", flush=True)
    files = Middleware(assets.Assets, base=path.rstrip("/"), embedding=tuple(embedding))
    viewer = streamlit.App(SCRIPT, middleware=[files])
    try:
        with contextlib.suppress(KeyboardInterrupt):
            viewer.run(config=config)
    finally:
        # What is frozen at the end, DuckDB reports as leaked.
        gc.unfreeze()


def draw_all() -> None:
    """Draw all pages for a reader who has chosen nothing, and the first one for each year.

    What that imports and asks is at hand when the first reader comes.
    """
    from streamlit.testing.v1 import AppTest

    from app import data, state

    # It says of each page that no browser shows it.
    logging.disable()
    page = AppTest.from_file(SCRIPT, default_timeout=60)
    # What is wrong with the published build, a page says.
    with contextlib.suppress(RuntimeError, data.NoAnswerError):
        asked = [{"page": name} for name in state.PAGES]
        asked += [
            {"year": str(year)} for year in data.reading_years(reading=data.PAPER)
        ]
        for page.query_params in asked:
            page.run()
    logging.disable(logging.NOTSET)


def at_once(bind: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
    """Return how a port is bound, but so that each message is sent at once.

    asyncio sets TCP_NODELAY only where a socket names its protocol, and Streamlit's does
    not: the last part of an answer then waits 40 ms for the reader to confirm the first.
    """

    def bound(*arguments: Any) -> socket.socket:
        listening = bind(*arguments)
        # Connections inherit it.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    return bound


if __name__ == "__main__":
    main()
