"""Whether anything is due, asked by a question that is put together once, before anything is begun for it.

The worker asks every other second, and mostly nothing is: to put the question together anew, and to take one's turn to
write, costs ten times as much as the answer.
"""

from __future__ import annotations

from typing import Any

from rukun.databases.kept import Shaped


class Due(Shaped[Any]):
    """`OVERDUE = Due(lambda at: overdue(at), datetime)`, then `if OVERDUE.any(at):`; one query."""

    def any(self, *values: Any) -> bool:
        """Whether there is a row for these values."""
        return bool(self._ask("SELECT 1 FROM ({}) AS due LIMIT 1", values)[1])
