"""Who is answered, and how: the browser of the person at this machine, with pages that can do nothing elsewhere."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="starlette is missing: pip install 'careguide[preview]'")

from starlette.testclient import TestClient

from careguide.preview.app import app, news
from careguide.preview.live_pages import LivePages
from careguide.preview.styles import book_style
from preview.conftest import Edit

HOSTS = ("127.0.0.1:8420", "localhost:8420")
HERE = "http://127.0.0.1:8420"


@pytest.fixture
def client(root: Path) -> TestClient:
    return TestClient(app(LivePages(root), HOSTS), base_url=HERE, follow_redirects=False)


def test_the_only_guide_is_the_first_page(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/guide/base")
    page = client.get("/guide/base")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Knead the muscles." in page.text


def test_several_guides_are_listed(root: Path, client: TestClient) -> None:
    shutil.copytree(root / "sources" / "base", root / "sources" / "other")
    page = client.get("/").text
    assert '<a href="/guide/base">base</a>' in page
    assert '<a href="/guide/other">other</a>' in page
    shutil.rmtree(root / "sources")
    assert client.get("/").status_code == 404


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_a_folder_whose_name_is_no_text_is_told(root: Path, client: TestClient) -> None:
    (root / "sources" / os.fsdecode(b"\xff")).mkdir()
    answer = client.get("/")
    assert answer.status_code == 404
    assert "“<U+DCFF>” cannot be the name of a guide" in answer.text


def test_sources_that_may_not_be_read_are_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: LivePages) -> list[str]:
        raise PermissionError(13, "Permission denied", "sources")

    monkeypatch.setattr(LivePages, "names", refused)
    for path in ("/", "/guide/base"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (404, "sources: Permission denied.")


def test_whoever_asks_for_no_content_gets_an_end(client: TestClient) -> None:
    answer = client.head("/guide/base/news")
    assert (answer.status_code, answer.content) == (200, b"")


def test_assets_are_ours_and_no_others(client: TestClient) -> None:
    page = client.get("/guide/base").text
    for name in ("book.css", "preview.css", "switches.js", "preview.js"):
        assert f"/assets/{name}" in page
        answer = client.get(f"/assets/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(("text/css", "text/javascript"))
    for module in ("margin.js", "places.js", "follow.js"):
        assert f"./{module}" in client.get("/assets/preview.js").text
        assert client.get(f"/assets/{module}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/guide/absent",
        "/guide/absent/news",
        "/guide/..%2f..%2fcareguide.toml",
        "/guide/%00",
        "/assets/page.html",
        "/assets/../app.py",
        "/assets/..%2fapp.py",
        "/assets/%2e%2e/app.py",
        "/assets//etc/passwd",
        "/careguide.toml",
        "/sources/base/guide.yaml",
        "/favicon.ico",
    ],
)
def test_nothing_else_exists(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_done_but_looking(client: TestClient, method: str) -> None:
    assert client.request(method, "/guide/base").status_code == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:80"},
        {"Host": "127.0.0.1:8420.evil.example"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:8420"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/guide/base", "/guide/base/news", "/assets/preview.js", "/absent"])
def test_strangers_are_refused(client: TestClient, headers: dict[str, str], path: str) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 403
    assert "Knead" not in answer.text
    assert "content-security-policy" in answer.headers


def test_two_hosts_are_none(client: TestClient) -> None:
    answer = client.get("/guide/base", headers=[("Host", HOSTS[0]), ("Host", "evil.example")])
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost:8420"},
        {"Host": "localhost:8420", "Origin": "http://localhost:8420"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
def test_its_own_pages_are_answered(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/guide/base", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/guide/base", "/assets/book.css", "/absent"])
def test_every_answer_forbids_what_it_does_not_need(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


def test_websockets_are_not_answered(client: TestClient) -> None:
    with pytest.raises(Exception), client.websocket_connect("/guide/base/news"):  # noqa: B017, PT011 -- any refusal will do
        pass


def test_news_come_when_a_page_changes_and_end_with_the_preview(root: Path, edit: Edit) -> None:
    live_pages = LivePages(root)
    live_page = live_pages.live_page("base")
    assert live_page is not None
    first = live_page.shown().revision

    async def listen() -> list[str]:
        heard = []
        async for event in news(live_page):
            heard.append(event)
            if event.startswith("data: ") and len(heard) == 2:
                edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
                asyncio.get_running_loop().run_in_executor(None, live_page.renew)
            elif event.startswith("data: "):
                asyncio.get_running_loop().call_later(0.05, live_pages.close)
        return heard

    heard = asyncio.run(asyncio.wait_for(listen(), 20))
    assert heard[:2] == ["retry: 1000\n\n", f"data: {first}\n\n"]
    assert heard[2] == f"data: {live_page.revision}\n\n"
    assert live_page.revision != first


def test_the_books_style_hangs_on_the_switches() -> None:
    style = book_style()
    assert style.startswith(".book {")
    assert "prefers-color-scheme" not in style
    assert "@media (max-width" not in style
    assert '[data-scheme="dark"] & {' in style
    assert "@container device (max-width: 28em)" in style
    assert "\nbody {" not in style
    assert "  body {" not in style
    assert "@charset" not in style
    assert style.count("{") == style.count("}")
