"""A real IMAP server on the loopback: Dovecot, over TLS, with one mailbox; gone afterwards."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rukun.channels.bench.servers.postgres import free_port

USER, PASSWORD = "lapor", "kata/sandi:rahasia"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def program() -> str | None:
    """Dovecot's program; None where it is not on this machine."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


@dataclass
class Postbox:
    """The mailbox, as its owner sees it; `certificate` is what has to be trusted to reach it."""

    port: int
    certificate: Path

    @property
    def way(self) -> dict[str, Any]:
        """As the setting `RUKUN_INTAKE_IMAP` is read."""
        return {"host": "127.0.0.1", "port": self.port, "security": "tls", "user": USER, "password": PASSWORD,
                "folder": "INBOX"}  # fmt: skip

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4_SSL]:
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        with imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=trusted, timeout=5) as box:
            box.login(USER, PASSWORD)
            yield box

    def put(self, content: bytes) -> None:
        """A letter arrives."""
        with self.opened() as box:
            assert box.append("INBOX", "", imaplib.Time2Internaldate(time.time()), content)[0] == "OK"

    def unread(self) -> int:
        with self.opened() as box:
            box.select("INBOX", readonly=True)
            return len(box.search(None, "UNSEEN")[1][0].split())


@contextmanager
def keeping_post() -> Iterator[Postbox]:
    """The server, until the block ends. As root its processes run as the user that its package brings."""
    from tests.webhooks.servers import own_certificate

    dovecot = program()
    assert dovecot is not None, "Dovecot is not on this machine"
    user = pwd.getpwnam("dovecot") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="rukun-imap-"))
    folder.chmod(0o755)
    own_certificate(folder)
    (folder / "mail").mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder / "mail", user.pw_uid, user.pw_gid)
    box = Postbox(free_port(), folder / "certificate.pem")
    written = CONFIGURATION.format(
        folder=folder, user=user.pw_name, group=grp.getgrgid(user.pw_gid).gr_name, port=box.port, password=PASSWORD
    )
    (folder / "dovecot.conf").write_text(written)
    server = subprocess.Popen([dovecot, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)
    try:
        _wait_for(box, server, folder)
        yield box
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(box: Postbox, server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError, imaplib.IMAP4.error), box.opened():
            return
        time.sleep(0.1)
    log = folder / "log"
    told = log.read_text() if log.exists() else ""
    raise RuntimeError(f"Dovecot did not begin: {told}")
