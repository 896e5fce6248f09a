"""Addresses of this door, from its table."""

from __future__ import annotations

from rukun.channels.webhooks.routes import addresses

urlpatterns = addresses()
