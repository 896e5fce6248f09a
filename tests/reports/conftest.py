"""What tests of reports share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from moto.server import ThreadedMotoServer


@pytest.fixture
def bucket(settings: object) -> Iterator[ThreadedMotoServer]:
    """A store that speaks S3 over HTTP on this machine."""
    import boto3
    from django.core.files.storage import storages
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "access_key": "kunci", "secret_key": "rahasia", "bucket_name": "foto",
        "endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1",
    }  # fmt: skip
    boto3.client(
        "s3", endpoint_url=options["endpoint_url"], region_name="us-east-1", aws_access_key_id="kunci",
        aws_secret_access_key="rahasia",
    ).create_bucket(Bucket="foto")  # fmt: skip
    before = settings.STORAGES  # type: ignore[attr-defined]
    settings.STORAGES = before | {"default": {"BACKEND": "rukun.reports.s3.S3Media", "OPTIONS": options}}  # type: ignore[attr-defined]
    assert storages["default"]
    yield server
    server.stop()
