"""Every decree of every city gives what the cases beside it say."""

from __future__ import annotations

from pathlib import Path

import pytest

from rukun.funds.cases import Case, failures, read_cases
from rukun.funds.decree import Decree, read_decree
from rukun.funds.library import check_folder, read_with_cases
from rukun.values.refused import Refused
from tests.made import KOTA

ROOT = Path(__file__).resolve().parents[2] / "kota"


def cases() -> list[tuple[Decree, Case]]:
    return [
        (read_decree(name, file.with_name(f"{name}.toml").read_bytes()), case)
        for file in sorted(ROOT.glob("*/decrees/*.cases.toml"))
        if (name := file.name.removesuffix(".cases.toml"))
        for case in read_cases(file.name, file.read_text())
    ]


@pytest.mark.parametrize(
    ("decree", "case"), cases(), ids=lambda value: getattr(value, "title", getattr(value, "id", ""))
)
def test_a_decree_gives_what_its_case_says(decree: Decree, case: Case) -> None:
    assert list(failures(decree, [case])) == []


@pytest.mark.parametrize("city", ["jakarta", "contoh", "surabaya"])
def test_the_decrees_of_a_city_have_no_mistake_and_never_rule_two_at_once(city: str) -> None:
    assert check_folder(ROOT / city / "decrees").mistakes == ()


def test_a_case_that_comes_out_otherwise_is_told() -> None:
    decree, case = cases()[0]
    wrong = read_cases("x", f'[[case]]\ntitle = "salah"\nunit = "{case.unit}"\nmonth = "{case.month}"\ntotal = 1\n')
    assert len(list(failures(decree, wrong))) == 1


@pytest.mark.parametrize(
    "slip",
    [
        '[case]\ntitle = "Satu"\n', 'case = ["x"]\n', '[[case]]\ntitle = "x"\nunit = "rt"\nmonth = 2016\ntotal = 1\n',
        '[[case]]\ntitle = "x"\nunit = "rt"\nmonth = "2016-06"\ntotal = "banyak"\n',
        '[[case]]\ntitle = "x"\nunit = "rt"\nmonth = "2016-06"\ntotal = 1\non_days = {1 = "dua"}\n',
        '[[case]]\ntitle = "x"\nunit = "rt"\nmonth = "2016-06"\ntotal = 1\ncame = {1 = "besok"}\n',
        '[[case]]\ntitle = "x"\nunit = "rt"\nmonth = "2016-06"\ntotal = 1\nmeasured = 3\n',
    ],
)  # fmt: skip
def test_a_case_that_says_something_else_than_it_should_is_refused_by_its_file(slip: str) -> None:
    decree = (KOTA / "contoh" / "decrees" / "sk-2-2016.toml").read_bytes()
    with pytest.raises(Refused, match=r"sk-2-2016\.cases\.toml"):
        read_with_cases("sk-2-2016", decree, slip.encode())
