"""Makes the smaller sizes of pictures, in the background. It changes no fact, so it leaves no trace in the trail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from rukun.reports import storage
from rukun.reports.decoding.redraw import sized
from rukun.reports.models import Picture
from rukun.values.refused import Refused

log = logging.getLogger("rukun.sizes")

MADE_AT_ONCE = 40
# The row comes before the file, and a store may show that a moment late: what is not there after a day is lost.
LOOKED_FOR = timedelta(days=1)


def make_sizes(*, at: datetime, most: int = MADE_AT_ONCE) -> int:
    """800 and 320 pixels wide or high for pictures that have none yet, the newest first; returns for how many.

    May run twice and at once: what is there already is not written again. Until then pages show the kept picture.
    """
    waiting = Picture.objects.filter(sized_at=None).order_by("-kept_at").values_list("digest", flat=True)[:most]
    made = 0
    for digest in list(waiting):
        try:
            made += _make(digest, at)
        except FileNotFoundError:
            log.warning("the picture %s is not in the store", digest)
            # Else it would stand before all that are older, in every round.
            Picture.objects.filter(digest=digest, kept_at__lt=at - LOOKED_FOR).update(sized_at=at)
        except Refused:
            log.warning("the store is away; %d sizes were made before", made)
            break
    return made


def _make(digest: str, at: datetime) -> int:
    file, _ = storage.opened(digest)
    with file:
        kept = file.read()
    for edge, content in sized(kept).items():
        storage.put(storage.path_of(digest, edge), content)
    return Picture.objects.filter(digest=digest, sized_at=None).update(sized_at=at)
