"""Addresses: each door brings its own."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import RoutePattern

from rukun.channels.web.request.straight import Straight

# What nobody caught.
handler500 = "rukun.channels.web.request.broken.page"

urlpatterns = [
    path("api/v1/", include("rukun.channels.api.urls")),
    path("open311/", include("rukun.channels.open311.urls")),
    path("webhooks/", include("rukun.channels.webhooks.urls")),
    path("chat/", include("rukun.channels.chat.urls")),
    Straight(RoutePattern("", is_endpoint=False), "rukun.channels.web.urls"),
]
