"""What happens at the door, for whoever watches the log: in a line of its own logger, without a person or an address.

`subject` is a keyed digest: lines about the same login can be put together, and it tells nobody whose it is.
"""

from __future__ import annotations

import logging

LOG = logging.getLogger("rukun.security")
SUBJECT_SIGNS = 16


def tell(event: str, *, subject: str = "", **facts: str) -> None:
    """One line; `rukun.channels.web.request.logs` adds the moment and the request it belongs to."""
    told = {"event": event, **({"subject": subject[:SUBJECT_SIGNS]} if subject else {}), **facts}
    LOG.info(" ".join(f"{name}={value}" for name, value in told.items()), extra={"facts": told})
