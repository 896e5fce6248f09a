"""How the decoding process and whoever asks it speak: a length and as many bytes. Nothing here loads what decodes."""

from __future__ import annotations

from typing import IO

LENGTH_BYTES = 4


def send(stream: IO[bytes], content: bytes) -> None:
    """A length and as many bytes."""
    stream.write(len(content).to_bytes(LENGTH_BYTES, "big"))
    stream.write(content)


def receive(stream: IO[bytes], most: int) -> bytes:
    """What `send` wrote; raises `EOFError` where the sender is gone or says more than may be."""
    length = int.from_bytes(head, "big") if len(head := stream.read(LENGTH_BYTES)) == LENGTH_BYTES else most + 1
    content = stream.read(length) if length <= most else b""
    if len(content) != length:
        raise EOFError
    return content
