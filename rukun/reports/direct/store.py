"""The store as a telephone sends to it, and as the worker fetches from it. Knows no tables."""

from __future__ import annotations

import base64
from contextlib import suppress
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac

from rukun.reports.direct.rules import GOOD_FOR_SECONDS, Claim, name_of
from rukun.reports.storage import reached

MISSING = ("404", "NoSuchKey", "NotFound")


def is_open() -> bool:
    """Whether telephones may send straight to the store."""
    return bool(settings.RUKUN_DIRECT_UPLOADS)


def name_for(claim: Claim, person: int) -> str:
    """Where the photo of this person lies; nobody outside can tell whose it is, or name it for another."""
    return name_of(claim.day, salted_hmac("rukun.upload", str(person)).hexdigest()[:16], claim.digest)


def permission(claim: Claim, person: int) -> dict[str, Any]:
    """Where to send it, and with which fields: this name, these bytes, so many, of this kind; for a while."""
    options = settings.MEDIA_STORE
    signer = _signer(
        settings.RUKUN_DIRECT_UPLOADS, options["region_name"] or "us-east-1", options["access_key"],
        options["secret_key"],
    )  # fmt: skip
    checksum = base64.b64encode(bytes.fromhex(claim.digest)).decode()
    fields = {"Content-Type": claim.kind, "x-amz-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": checksum}
    conditions: list[Any] = [{name: value} for name, value in fields.items()]
    conditions.append(["content-length-range", claim.size, claim.size])
    signed: dict[str, Any] = signer.generate_presigned_post(
        options["bucket_name"], name_for(claim, person), Fields=fields, Conditions=conditions,
        ExpiresIn=GOOD_FOR_SECONDS,
    )  # fmt: skip
    return signed


@lru_cache(maxsize=1)
def _signer(endpoint: str, region: str, key: str, secret: str) -> Any:
    """To sign asks nobody; to make ready for it takes a tenth of a second."""
    from boto3 import client
    from botocore.config import Config

    return client(
        "s3", endpoint_url=endpoint, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )  # fmt: skip


def is_there(name: str, size: int) -> bool:
    """Whether so many bytes lie under this name."""
    with reached():
        return bool(default_storage.exists(name)) and default_storage.size(name) == size


def fetched(name: str) -> bytes:
    """The bytes; raises `FileNotFoundError` where nothing lies there."""
    with reached(), default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def removed(name: str) -> None:
    """Take it away; what is gone already is no mistake."""
    with reached(), suppress(FileNotFoundError):
        default_storage.delete(name)
