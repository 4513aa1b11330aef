"""A page from elsewhere, open in the same browser, learns nothing of the guide."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from preview_conformance.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance

ATTACK = Path(__file__).with_name("attack.js").read_text("utf-8").partition("\n")[2]


class Stranger(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>elsewhere</title><body></body>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_page_from_elsewhere_is_refused(browser: Browser, preview: Running, elsewhere: str) -> None:
    page = browser.new_page()
    page.goto(elsewhere)
    told = page.evaluate(ATTACK, preview.address)
    assert len(told) == 6
    # An opaque answer tells a page nothing, not even whether there was one.
    assert {name: said for name, said in told.items() if said and not said.startswith("refused:")} == {}
    page.evaluate(
        "address => document.body.append(Object.assign(document.createElement('iframe'), { src: address }))",
        preview.address,
    )
    page.wait_for_timeout(500)
    inside = [frame for frame in page.frames if frame is not page.main_frame]
    assert all("Massage" not in frame.content() for frame in inside)
    page.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80", "Origin": "http://evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_strange_names_and_origins_are_refused(preview: Running, headers: dict[str, str]) -> None:
    address = urlsplit(preview.address)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=10)
    connection.request("GET", address.path, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 403
    assert b"Massage" not in answer.read()
    connection.close()
