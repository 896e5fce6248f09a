"""Asks the city for its own pages as a stranger does: through the same handler, middleware and views."""

from __future__ import annotations

import io
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponseBase

from rukun.transparency.mirror.naming import Copied


class City:
    """The city as whoever has never been there sees it."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        site = urlsplit(settings.SITE_URL)
        self.environ = {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": site.hostname or "localhost", "SERVER_PORT": str(site.port or 80), "HTTP_HOST": site.netloc,
            "wsgi.url_scheme": site.scheme, "HTTP_X_FORWARDED_PROTO": site.scheme,
        }  # fmt: skip

    def ask(self, wanted: Copied) -> HttpResponseBase:
        """What it answers; whoever takes a stream closes it."""
        path, _, asked = wanted.address.partition("?")
        environ = self.environ | {
            # As WSGI has it: the bytes of the path, one a character.
            "PATH_INFO": unquote(path).encode().decode("latin-1"), "QUERY_STRING": asked,
            "HTTP_COOKIE": f"{settings.LANGUAGE_COOKIE_NAME}={wanted.language}", "wsgi.input": io.BytesIO(),
        }  # fmt: skip
        return self.handler.get_response(WSGIRequest(environ))
