"""A pipe by which children learn that their parent is gone, however it went: one that is killed says nothing.

Only the parent holds the end that is written to, and never writes. The system closes it with the process, and whoever
reads at the other end reads its end of file.
"""

from __future__ import annotations

import os
import signal
import threading

# What was begun is brought to its end within this time; what takes longer is broken off, and may be done again.
ENDS_WITHIN_SECONDS = 20


class Lifeline:
    """The parent's; whatever is forked from it ends with it, and so does what it tells `reading`."""

    def __init__(self) -> None:
        self.reading, self._writing = os.pipe()
        os.register_at_fork(after_in_child=self._held_by_child)

    def _held_by_child(self) -> None:
        """A child that kept the other end open would keep itself and its siblings alive. Its own children are its own
        affair."""
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1
            end_with(self.reading)


def end_with(reading: int) -> None:
    """Stop this process, as SIGTERM does, when the pipe ends."""
    threading.Thread(target=_wait_and_stop, args=[reading], name="lifeline", daemon=True).start()


def _wait_and_stop(reading: int) -> None:
    while os.read(reading, 1):
        pass  # nobody writes
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(ENDS_WITHIN_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
