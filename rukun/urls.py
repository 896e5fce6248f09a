"""Addresses: each door brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("rukun.channels.web.urls"))]
