"""Addresses of this door, from its table."""

from __future__ import annotations

from rukun.channels.open311.routes import addresses

urlpatterns = addresses()
