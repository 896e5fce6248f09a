"""The judged reports of units, sorted out as the decrees that rule a month say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rukun.areas.models import Area
from rukun.databases.kept import Kept
from rukun.funds.decree import Decree, Grant
from rukun.funds.rules import Sorted, sort_capped
from rukun.reports.models import Category
from rukun.validation.counted import Judged, Stands, Terms, judged
from rukun.values.code import Kind
from rukun.values.time import Month


def judged_under(units: Iterable[Area], month: Month, ruling: Mapping[Kind, Decree]) -> dict[int, Judged]:
    """What was judged of the units, by their ids; two queries, and one more where RT and RW go by other borders,
    distances or kinds."""
    kinds = KINDS.rows()
    terms = {kind.value: _terms(decree, kinds) for kind, decree in ruling.items()}
    asked: dict[Terms, list[int]] = defaultdict(list)
    for unit in units:
        asked[terms[unit.kind]].append(unit.id)
    return {found.unit: found for one, ids in asked.items() for found in judged(ids, month, one)}


def sorted_out(grant: Grant, judged: Judged) -> Sorted:
    """What became of a unit's reports: those that may count by the caps, of the others what kept them from it."""
    out = sort_capped(grant, judged.days, judged.codes)
    if judged.others:
        apart = {Stands.STRUCK: out.struck, Stands.OTHER_KIND: out.not_counting, Stands.FAR: out.out_of_bound}
        for other, code in zip(judged.others, judged.codes_of_others, strict=True):
            apart[other[0]].append(code)  # type: ignore[index]
    return out


def _terms(decree: Decree, kinds: Iterable[tuple[int, str, bool]]) -> Terms:
    """What a decree that names no kinds leaves out are those that do not count in this city."""
    named = decree.categories
    left_out = (pk for pk, code, counts in kinds if not (counts if named is None else code in named))
    return Terms(decree.place_bound, decree.tolerance_m, frozenset(left_out))


KINDS: Kept[tuple[int, str, bool]] = Kept(lambda: Category.objects.values_list("id", "code", "counts"))
