"""A complaint as a message to whoever the witness was asked to tell; once a day for each fault."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rukun.channels.witness.looking import Looked, Watch
from rukun.channels.witness.memory import Memory
from rukun.senders import ways
from rukun.senders.message import Message, NotSent


def tell(watch: Watch, looked: Looked, addresses: Iterable[str], at: datetime) -> list[str]:
    """Send the complaint by the ways of `EMAIL_URL` and `TEXT_URL`; returns what could not be sent, to try again."""
    memory, complaint = Memory(watch.home), looked.complaint
    if complaint is None or memory.is_told(complaint, at):
        return []
    failed: list[str] = []
    for address in addresses:
        message = Message(
            to=address,
            subject=f"Seals of {watch.url}: {complaint.fault}",
            words=f"{watch.name} complains of {watch.url} ({complaint.fault}): {complaint.words}. "
            f"Evidence: {looked.evidence}",
            key=f"{watch.name}-{complaint.fault}-{at:%Y%m%d}",
        )
        try:
            ways.sender_for(address).send(message)
        except NotSent as broken:
            failed.append(f"{address}: {broken}")
    if not failed:
        memory.mark_told(complaint, at)
    return failed
