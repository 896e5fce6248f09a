"""A port that somebody listens on: said before anything is prepared, with one that is free."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from rukun.channels.cli import main


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which a server listens that would share it, as ours does."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


@pytest.mark.parametrize(
    ("command", "instead"),
    [("demo", "make demo PORT={port} (rukun demo --port {port})"), ("serve", "rukun serve --port")],
)
def test_a_second_server_on_a_port_is_refused_and_told_how_to_take_another(
    command: str, instead: str, taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--port", str(taken)])
    said = capsys.readouterr().err
    assert ended.value.code == 1 and f"Port {taken} di 127.0.0.1 sudah dipakai" in said
    free = int(said.rsplit("port ", 1)[1].strip(" )\n"))
    assert free > taken and instead.format(port=free) in said
    with socket.socket() as another:
        another.bind(("127.0.0.1", free))
