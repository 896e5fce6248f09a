"""Addresses of the pages, from the access table."""

from __future__ import annotations

from rukun.channels.web.routes import addresses

urlpatterns = addresses()
