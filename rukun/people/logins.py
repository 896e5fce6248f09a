"""What somebody signs in with: a telephone number in any spelling, an e-mail address, or a name given by the house."""

from __future__ import annotations

import re

import phonenumbers

from rukun.values.refused import Refused

REGION = "ID"
# `081...`, `+62 812-...`, `(0812) ...`: only such texts are worth a look at as a telephone number.
LIKE_A_NUMBER = re.compile(r"[+(]?[0-9][0-9 ().\-/]{5,24}")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LOGIN_LENGTH_MAX = 120


def normal_login(typed: str) -> str:
    """One spelling for a login: E.164 for a telephone number (Indonesian without a country), lower case otherwise."""
    text = typed.strip()
    if LIKE_A_NUMBER.fullmatch(text):
        number = _parsed(text)
        if number is not None and phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return text.lower()


def login_to_register(typed: str) -> str:
    """The login in its one spelling; refused when it is neither a number that exists nor an e-mail address."""
    login = normal_login(typed)
    if not login:
        raise Refused("login", "Isi nomor telepon atau surel Anda.", field="login")
    if len(login) <= LOGIN_LENGTH_MAX and (is_email(login) or _is_valid_number(login)):
        return login
    if "@" in login:
        raise Refused("login", "Surel ditulis seperti nama@contoh.id.", field="login")
    raise Refused("login", "Nomor telepon ditulis seperti 0812 3456 7890.", field="login")


def login_in_place_of(present: str, typed: str) -> str:
    """Another login than the present one, in its one spelling; refused as when one registers."""
    wanted = login_to_register(typed)
    if wanted == normal_login(present):
        raise Refused("same", "Itu nomor atau surel Anda yang sekarang.", field="login")
    return wanted


def is_email(login: str) -> bool:
    return EMAIL.fullmatch(login) is not None


def is_reachable(login: str) -> bool:
    """Whether a code can be sent to it: a number or an address, not a name given by the house."""
    return is_email(login) or _is_valid_number(login)


def shown_login(login: str) -> str:
    """For its owner's eyes: `0812-3456-7890` at home, `+1 650-253-0000` abroad, an e-mail address as it is."""
    if not _is_valid_number(login):
        return login
    number = phonenumbers.parse(login)
    at_home = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _is_valid_number(login: str) -> bool:
    number = _parsed(login) if login.startswith("+") else None
    return number is not None and phonenumbers.is_valid_number(number)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """`62812...` without a plus and `0062812...` are read as what was meant: the country's code stands in front."""
    digits = re.sub(r"[^0-9+]", "", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    try:
        return phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return None
