"""What ninja describes, finished: refusals, headers, what is sent, scopes, and what holds for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from rukun.channels.api import problems
from rukun.channels.api.serving import Operation
from rukun.channels.api.shapes.problem import ProblemTold
from rukun.people.rules import Scope

BASE, REF = "/api/v1", "#/components/schemas/{model}"
ABOUT = """Reports of a city, what became of them, how its kelurahan stand, what its neighbourhoods receive, and the
seals that prove it. Everything public is read without a key; filing, talking and acting ask for one
(`Authorization: Bearer rk_…`) with the scope that the operation names. The city's own pages read as whoever is signed
in (`Rukun-Session`); pages of others cannot.

Lists are turned by `next` (also in `Link`); refusals are problem details (RFC 9457) with a `code` that never changes;
a POST sent again with the same `Idempotency-Key` is answered as the first time. `/api/v1/` explains it for people."""
TAGS = {
    "areas": "Areas from province to RT, and the kinds of reports.",
    "reports": "Public reports, one report with its course, and what was said to it.",
    "filing": "Filing a report with photos, and taking one's own back.",
    "talk": "Support and comments, in the name of the key's holder.",
    "desk": "The tickets of the office of the key's holder.", "ranking": "Published tables, and why.",
    "money": "What areas received and spent, and the decrees.", "seals": "The sealed log and its proofs.",
    "sosialisasi": "Sessions to come, and what was taught where.", "own": "The key itself and its holder's reports.",
}  # fmt: skip
SCOPES = {
    Scope.READ: "Read what the key's holder may read: own and private reports, the desk's tickets.",
    Scope.REPORT: "File reports, and take back those of the key's holder.",
    Scope.TALK: "Support and comment for the key's holder.",
    Scope.ACT: "Act on tickets in the seat of the key's holder.",
}  # fmt: skip
HEADERS = {
    "ETag": "Names this answer; send it back as If-None-Match.",
    "RateLimit": "What is left: `\"hour\";r=59;t=1800` (r uses, until t seconds from now).",
    "RateLimit-Policy": "The limits: `\"hour\";q=60;w=3600`.",
    "Link": "`rel=\"next\"` where a page follows.",
}  # fmt: skip


# What stands in an address: ninja drops what is said of it there.
IN_PATH = {
    "code": "The code of what is asked for: a report's, an area's (with dots or without), a decree's.",
    "number": "A number, from 1.", "month": "A month, such as 2016-06.",
}  # fmt: skip


def described(found: dict[str, Any], operations: Sequence[Operation]) -> dict[str, Any]:
    """The whole description as it is served, but for the server it is asked at."""
    document: dict[str, Any] = dict(found)
    paths: dict[str, Any] = {}
    schemas = document["components"]["schemas"]
    _put(schemas, ProblemTold)
    for one in operations:
        told = document["paths"][one.path][one.method.lower()]
        paths.setdefault(f"{BASE}{one.path}", {})[one.method.lower()] = _operation(told, one, schemas)
    document["paths"] = paths
    document["info"] |= {
        "description": ABOUT,
        "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    }
    document["tags"] = [{"name": name, "description": words} for name, words in TAGS.items()]
    document["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "\n".join(
            ["A key that the city's administrator gives; its scopes:", *(f"- `{k}`: {v}" for k, v in SCOPES.items())]
        )}
    }  # fmt: skip
    return document


def _operation(told: dict[str, Any], one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    lines = (one.view.__doc__ or one.name).strip().split("\n\n", 1)
    told["summary"] = " ".join(lines[0].split()).rstrip(".")
    told["description"] = "\n\n".join(" ".join(part.split()) for part in lines)
    if one.terms.scope is not None:
        told["security"] = [{"key": []}]
        told["x-scope"] = one.terms.scope.value
        told["description"] += f"\n\nAsks for a key with the scope `{one.terms.scope.value}`."
    else:
        told["security"] = [{}, {"key": []}]
    for parameter in told.get("parameters", ()):
        _plain(parameter["schema"])
        parameter.setdefault("description", IN_PATH.get(parameter["name"], ""))
    if one.terms.takes is not None:
        told["requestBody"] = _sent(one, schemas)
    if one.method != "GET" and one.terms.scope is not None:
        told.setdefault("parameters", []).append(NAMED)
    if one.terms.leaving is not None:
        told["deprecated"] = True
    told["responses"] = _responses(told["responses"], one)
    return told


def _responses(found: dict[Any, Any], one: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {}
    headers = {name: {"description": words, "schema": {"type": "string"}} for name, words in HEADERS.items()}
    for status, response in found.items():
        told[str(status)] = response | {"headers": headers}
        if one.name == "file_report":
            told["200"] = told[str(status)] | {"description": "The same was sent already within a day."}
        if one.terms.example is not None:
            response["content"]["application/json"]["example"] = one.terms.example
    if one.method == "GET":
        told["304"] = {"description": "The program has this answer already (If-None-Match)."}
    for status in one.refuses:
        told[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": REF.format(model="ProblemTold")}}},
        }
    return told


NAMED = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "description": "The program's own name for this sending, such as a UUID: sent again with it, the same is answered "
    "and nothing happens twice; with something else under it, 422.",
    "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~]+$"},
    "example": "0b9f0a4e-5a5e-4a56-8f0e-9d1c6f0d7c11",
}  # fmt: skip


def _sent(one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    """The same fields as JSON or as a form; photos only with the form."""
    assert one.terms.takes is not None
    name = _put(schemas, one.terms.takes)
    schema: dict[str, Any] = {"$ref": REF.format(model=name)}
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if one.terms.takes_photos:
        fields = schemas[name]
        photos = {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "JPEG, PNG, WebP or HEIC.",
        }
        form = fields | {"properties": fields["properties"] | {"photos": photos}, "title": f"{name}WithPhotos"}
        schemas[f"{name}WithPhotos"] = form
        content["multipart/form-data"] = {"schema": {"$ref": REF.format(model=f"{name}WithPhotos")}}
    return {"required": True, "content": content}


def _put(schemas: dict[str, Any], model: Any) -> str:
    """The description of a model among the others, and its name."""
    found = model.model_json_schema(ref_template=REF)
    schemas.update(found.pop("$defs", {}))
    schemas[model.__name__] = found
    return str(model.__name__)


def _plain(schema: dict[str, Any]) -> None:
    """A parameter that may be left out is described by what it is where it stands there."""
    options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(options) == 1:
        del schema["anyOf"]
        schema.update(options[0])
    if schema.get("default", 0) is None:
        del schema["default"]
