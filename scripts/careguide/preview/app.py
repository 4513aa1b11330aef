"""What the preview serves: the pages of guides, the news of their changes, and a few assets. Nothing else exists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import PurePosixPath
from string import Template

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from careguide.preview.guard import Guard
from careguide.preview.live_page import LivePage
from careguide.preview.live_pages import LivePages
from careguide.preview.styles import book_style
from careguide.project import ProjectError
from careguide.reports.parts.printable import printable

_BEAT = 15.0
"""After so many seconds without news a sign of life is sent, by which a connection that has gone is noticed."""

_TYPES = {".css": "text/css", ".js": "text/javascript"}


def app(live_pages: LivePages, hosts: Iterable[str]) -> Starlette:
    """The application; ``hosts`` are the names, each with its port, under which it may be asked."""
    routes = [
        Route("/", _start),
        Route("/guide/{name}", _guide),
        Route("/guide/{name}/news", _news),
        Route("/assets/{name}", _asset),
    ]
    made = Starlette(routes=routes, middleware=[Middleware(Guard, hosts=hosts)])
    made.state.live_pages = live_pages
    return made


def _start(request: Request) -> Response:
    """The only guide, or a list of all."""
    try:
        names = _live_pages(request).names()
    except (ProjectError, OSError) as error:
        raise _absent(error) from error
    if len(names) == 1:
        return RedirectResponse(f"/guide/{names[0]}", 307)
    items = "\n".join(f'<li><a href="/guide/{escape(name)}">{escape(name)}</a></li>' for name in names)
    return HTMLResponse(Template(_text("guides.html")).substitute(items=items or "<li>None yet.</li>"))


def _guide(request: Request) -> Response:
    """The whole page, or what of it is new since a revision."""
    return HTMLResponse(_live_page(request).page(request.query_params.get("since", "")))


async def _news(request: Request) -> Response:
    if request.method == "HEAD":  # whoever asks for no content waits for no end of it
        return Response(media_type="text/event-stream")
    return StreamingResponse(news(_live_page(request)), media_type="text/event-stream")


async def news(live_page: LivePage) -> AsyncIterator[str]:
    """The revision of a guide's page whenever it is a new one, as server-sent events."""
    told = ""
    yield "retry: 1000\n\n"
    while not live_page.closed:
        await live_page.news(told, _BEAT)
        revision = live_page.revision
        yield f"data: {revision}\n\n" if revision != told else ": still here\n\n"
        told = revision


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _assets():
        raise HTTPException(404)
    return Response(_assets()[name], media_type=_TYPES[PurePosixPath(name).suffix])


def _live_pages(request: Request) -> LivePages:
    live_pages: LivePages = request.app.state.live_pages
    return live_pages


def _live_page(request: Request) -> LivePage:
    try:
        live_page = _live_pages(request).live_page(request.path_params["name"])
    except (ProjectError, OSError) as error:
        raise _absent(error) from error
    if live_page is None:
        raise HTTPException(404, "There is no such guide here.")
    return live_page


def _absent(error: Exception) -> HTTPException:
    """Says why there is nothing to show. It may quote names of folders, which need not be text."""
    said = f"{error.filename}: {error.strerror}." if isinstance(error, OSError) else str(error)
    return HTTPException(404, printable(said))


@cache
def _assets() -> Mapping[str, str]:
    folder = files(__package__) / "assets"
    own = {file.name: file.read_text("utf-8") for file in folder.iterdir() if PurePosixPath(file.name).suffix in _TYPES}
    return {**own, "book.css": book_style()}


def _text(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text("utf-8")
