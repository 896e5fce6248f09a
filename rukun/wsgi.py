"""The application that a web server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from rukun.databases.pages import ask_as_pages
from rukun.threads import keep_to_threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

application = get_wsgi_application()
ask_as_pages()
keep_to_threads()
