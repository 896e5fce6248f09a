"""Addresses of this door, from its table."""

from __future__ import annotations

from rukun.channels.chat.routes import addresses

urlpatterns = addresses()
