"""What a page was made of is given back when it is sent, and not when garbage is looked for.

Django ties a request to itself (who asks is a promise that holds the request, its messages point back at it) and a
template's context, too: every layer of it names the whole. So all that was found for a page, a desk's fifty rows or
three hundred offices, stays until Python looks for what nobody reaches. That takes long, so a web process does it
rarely, and what waits for it is five megabytes of a process that may hold a hundred and twenty.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django as backends
from django.template.context import make_context

# What points back at the request it hangs on.
TIED = ("user", "auser", "actor", "_messages")


class Template(backends.Template):
    """A template of Django's whose context is taken apart once it is drawn."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> Any:
        """As Django's own does."""
        drawn = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(drawn)
        except TemplateDoesNotExist as missing:
            backends.reraise(missing, self.backend)
        finally:
            drawn.dicts.clear()


class Templates(backends.DjangoTemplates):
    """Django's own, with what they drew given back."""

    def from_string(self, template_code: str) -> Template:
        """A template of these words."""
        return Template(super().from_string(template_code).template, self)

    def get_template(self, template_name: str) -> Template:
        """The template of this name."""
        return Template(super().get_template(template_name).template, self)


def let_go(request: HttpRequest) -> None:
    """Untie a request that has been answered whole. What is still being sent may ask who it is for."""
    for name in TIED:
        request.__dict__.pop(name, None)
