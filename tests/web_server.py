"""A web server on loopback for tests: files of a folder, and addresses that refuse, break off or never answer."""

from __future__ import annotations

import asyncio
import base64
import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

USER, PASSWORD, TOKEN = "alice", "geheim-7", "sig-1234567890"


class _Handler(SimpleHTTPRequestHandler):
    """/403, /500, /endless.txt, /slow.txt and /closed/… (a password, or a token) beside plain files. HEAD is refused."""

    def do_HEAD(self) -> None:
        self.send_error(405)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path in {"/403", "/500"}:
            self.send_error(int(path[1:]))
        elif path == "/endless.txt":
            self._pour()
        elif path == "/slow.txt":
            time.sleep(30)
        elif path.startswith("/closed/") and not self._may(query):
            self.send_error(401)
        elif path.startswith("/closed/elsewhere"):
            self.send_response(302)
            self.send_header("Location", f"/500?X-Amz-Signature={TOKEN}")
            self.end_headers()
        else:
            super().do_GET()

    def _may(self, query: str) -> bool:
        said = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        return query == f"token={TOKEN}" or self.headers.get("Authorization") == f"Basic {said}"

    def _pour(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.server.broken_off += 1  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the lines would stand between those of the tests."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server for the files of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    server.broken_off = 0  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def end_of_fsspec() -> None:
    """End the thread that fsspec reads the web by, which would stay as long as the tests run."""
    if "fsspec.asyn" not in sys.modules:
        return
    from fsspec import asyn, get_filesystem_class

    loop, thread = asyn.loop[0], asyn.iothread[0]
    if loop is None or thread is None:
        return
    get_filesystem_class("http").clear_instance_cache()
    gc.collect()  # closes what is connected, while its thread still runs
    asyncio.run_coroutine_threadsafe(_rest(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    asyn.loop[0] = asyn.iothread[0] = None


async def _rest() -> None:
    """Wait for all that still goes on."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=5)
