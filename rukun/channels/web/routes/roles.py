"""Who sits at which desk: the sets of roles that rows of the access table name."""

from __future__ import annotations

from rukun.channels.web.request.guard import Roles
from rukun.followup.oversight.rules import OVERSEERS, OWN_FIGURES
from rukun.penataan.rules import ANSWERS, PROPOSES
from rukun.people.rules import INVITES, Role
from rukun.validation.rules import OVERSEERS as WATCHERS

DESK: Roles = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD, Role.CAMAT})
FIGURES: Roles = OVERSEERS | OWN_FIGURES
TAPEM: Roles = frozenset({Role.VALIDATOR})
OVERSIGHT: Roles = frozenset(WATCHERS)
ADMINISTRATOR: Roles = frozenset({Role.ADMINISTRATOR})
DECIDING: Roles = DESK | TAPEM
INVITERS: Roles = frozenset(INVITES)
UNITS_IN_TIME: Roles = PROPOSES | ANSWERS
