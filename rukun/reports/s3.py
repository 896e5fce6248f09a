"""A store that speaks S3, loaded only where it is configured."""

from __future__ import annotations

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from storages.backends.s3 import S3Storage

# Somebody with a telephone waits meanwhile.
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 2, 10, 2


class S3Media(S3Storage):  # type: ignore[misc]  # the library tells no types
    """A private bucket: the pages ask for every picture and hand it on, so that what is hidden is hidden at once."""

    def __init__(self, **options: object) -> None:
        config = Config(
            connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            s3={"addressing_style": "path"}, signature_version="s3v4",
        )  # fmt: skip
        # Pictures are small: threads for their parts cost more than they save.
        super().__init__(client_config=config, transfer_config=TransferConfig(use_threads=False), **options)
