"""Two people give a unit another bank account; it rests before money goes there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.funds.access import account_to_decide, seat_to_name_account
from rukun.funds.models import AccountDecision, BankAccount
from rukun.people.rules import Actor
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

NUMBER_LENGTHS = (6, 34)
BANK_MAX, HOLDER_MAX, WORDS_MAX = 20, 80, 300


@transaction.atomic
def propose_account(unit: Area, *, bank: str, number: str, holder: str, by: Actor, at: datetime) -> BankAccount:
    """Say to which account the unit's money should go. Nothing changes until another person agrees, and a week after.

    The trail tells the last four digits and a digest, never the number.
    """
    seat = seat_to_name_account(by, unit.area_code)
    bank, holder, plain = clean_words(bank), clean_words(holder), "".join(number.split()).replace("-", "")
    least, most = NUMBER_LENGTHS
    if not plain.isascii() or not plain.isdigit() or not least <= len(plain) <= most:
        raise Refused("number", "Nomor rekening ditulis dengan {least} sampai {most} angka.", field="number",
                      least=least, most=most)  # fmt: skip
    if not 0 < len(bank) <= BANK_MAX:
        raise Refused("bank", "Tulis kode atau nama bank, paling panjang {most} huruf.", field="bank", most=BANK_MAX)
    if not 0 < len(holder) <= HOLDER_MAX:
        raise Refused("holder", "Tulis nama pada rekening, paling panjang {most} huruf.", field="holder",
                      most=HOLDER_MAX)  # fmt: skip
    list(Area.objects.select_for_update().filter(pk=unit.pk).values_list("pk"))
    if BankAccount.objects.filter(unit=unit, decision=None).exists():
        raise Refused("twice", "Sudah ada rekening yang menunggu persetujuan untuk unit ini.")
    made = BankAccount.objects.create(
        unit=unit, bank=bank, number=plain, holder=holder, proposed_by_id=by.known_id, seat_id=seat.id, at=at
    )
    record("account.proposed", at=at, seat=seat.named, about=f"unit:{unit.code}", facts=_facts(made))
    return made


@transaction.atomic
def decide_account(number: int, *, is_agreed: bool, words: str = "", by: Actor, at: datetime) -> AccountDecision:
    """Another person agrees to the account, or turns it down with a reason; once."""
    account, seat = account_to_decide(by, number)
    said = clean_words(words)
    if not is_agreed and not said:
        raise Refused("words", "Tulis mengapa rekening ini ditolak.", field="words")
    if len(said) > WORDS_MAX:
        raise Refused("words", "Tulis paling panjang {most} huruf.", field="words", most=WORDS_MAX)
    made = AccountDecision(account=account, is_agreed=is_agreed, words=said, by_id=by.known_id, seat_id=seat.id, at=at)
    if not append_first(made):
        raise Refused("twice", "Rekening ini sudah diputuskan.")
    verb = "account.agreed" if is_agreed else "account.turned-down"
    record(verb, at=at, seat=seat.named, about=f"unit:{account.unit.code}", facts=_facts(account))
    return made


def _facts(account: BankAccount) -> dict[str, str]:
    whole = f"{account.bank} {account.number} {account.holder}"
    return {"account": str(account.pk), "ends": account.number[-4:], "digest": digest_of_words(f"{account.pk} {whole}")}
