"""The operations as ninja serves them: made at the first request, so that a process that never sees one pays nothing.

Ninja reads what stands in the address and in the query, and describes everything as OpenAPI. What is answered is not
checked again: plain dicts go out as they are, and schemathesis holds them against the description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any, NoReturn, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router

from rukun.channels.api.describing import described
from rukun.channels.api.serving import OPERATIONS, Served

# Every module that puts views into the table, in the order of the documentation.
ROOMS = (
    "places", "nearby", "reports", "filing", "retracting", "talking", "desk", "standing", "money", "seals", "learning",
    "own",
)  # fmt: skip
BEFORE = "rukun.channels.api"


class Api(NinjaAPI):
    """Ninja's API, whose refusals are written by the door."""

    def on_exception(self, request: HttpRequest, exc: Any) -> NoReturn:  # noqa: ARG002  ninja's own form
        raise exc


class House:
    """Every operation by its address and method, and the description of all of them."""

    def __init__(self) -> None:
        for room in ROOMS:
            import_module(f"{BEFORE}.{room}")
        api = Api(title="Rukun", version="1.0.0", openapi_url=None, docs_url=None, urls_namespace="rukun-api")
        router = Router()
        for one in OPERATIONS:
            router.add_api_operation(one.path, [one.method], one.view, operation_id=one.name,
                                     response={one.terms.success: one.terms.answers}, tags=[one.terms.tag])  # fmt: skip
        api.add_router("", router)
        self.description = described(api.get_openapi_schema(path_prefix=""), OPERATIONS)
        runs = {
            str(operation.operation_id): cast(Callable[..., HttpResponse], operation.run)
            for bound in api._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
        }
        self.addresses: list[tuple[URLPattern, dict[str, Served]]] = []
        by_path: dict[str, dict[str, Served]] = defaultdict(dict)
        for one in OPERATIONS:
            told = self.description["paths"][f"/api/v1{one.path}"][one.method.lower()]
            asks = frozenset(each["name"] for each in told.get("parameters", ()) if each["in"] == "query")
            by_path[one.path][one.method] = Served(one, runs[one.name], asks)
        for address in sorted(by_path, key=_open_parts):
            methods = by_path[address]
            if "GET" in methods:
                methods["HEAD"] = methods["GET"]
            self.addresses.append((_pattern(address), methods))
        # A word comes before a code that may stand in its place, so that whatever has no gap can be looked up.
        self.fixed = {address.lstrip("/"): methods for address, methods in by_path.items() if "{" not in address}

    def at(self, rest: str) -> tuple[dict[str, Served], dict[str, str]] | None:
        """What is served at an address below `/api/v1/`, by method, and what stands in the address."""
        if rest in self.fixed:
            return self.fixed[rest], {}
        for pattern, methods in self.addresses:
            found = pattern.resolve(rest)
            if found is not None:
                return methods, found.kwargs
        return None


def _open_parts(address: str) -> list[bool]:
    """A word that stands in an address comes before a code that may stand there."""
    return [part.startswith("{") for part in address.split("/")]


def _pattern(address: str) -> URLPattern:
    route = address.lstrip("/").replace("{", "<str:").replace("}", ">")
    return path(route, lambda _: None)  # type: ignore[arg-type, return-value]


@lru_cache(maxsize=1)
def house() -> House:
    return House()
