"""What a provider signed is believed only as a whole: key, issuer, client, nonce and moment."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from rukun.people.entering.provider import Provider
from rukun.people.entering.tokens import SIGNED_OUT, KeyUnknown, read_id_token, read_logout_token
from rukun.values.refused import Refused
from tests.pushing import in_base64url

WALL = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)
AT = int(WALL.timestamp())
SSO = Provider("https://sso.contoh.id", "rukun", "rahasia", "SSO Kota", amr=("mfa",), acr=("dua",))
RSA = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "dua", "use": "sig"})
KEYS = [key.as_dict(private=False) for key in (RSA, EC)]
RIGHT: dict[str, Any] = {
    "iss": SSO.issuer, "aud": "rukun", "sub": "id-tuti", "nonce": "n", "iat": AT, "exp": AT + 300, "auth_time": AT - 60
}  # fmt: skip


def signed(claims: dict[str, Any], key: Any = RSA, **header: Any) -> str:
    told = {"alg": "ES256" if key is EC else "RS256", "kid": key.kid} | header
    return jwt.encode({name: value for name, value in told.items() if value}, claims, key, algorithms=[told["alg"]])


def read(raw: str, keys: Any = KEYS, wall: datetime = WALL, provider: Provider = SSO) -> Any:
    return read_id_token(raw, keys, provider=provider, nonce="n", wall=wall)


def changed(**claims: Any) -> str:
    return signed({name: value for name, value in (RIGHT | claims).items() if value is not None})


@pytest.mark.parametrize("key", [RSA, EC], ids=["RS256", "ES256"])
def test_what_the_issuer_signed_for_us_just_now_is_believed(key: Any) -> None:
    shown = read(signed(RIGHT, key))
    assert (shown.issuer, shown.subject, shown.is_twice) == (SSO.issuer, "id-tuti", False)
    assert shown.proved_at == WALL - timedelta(minutes=1)
    assert read(signed(RIGHT, key, kid=None)).subject == "id-tuti", "a key need not be named"


@pytest.mark.parametrize(
    ("claims", "code"),
    [({"aud": "lain"}, "sso-audience"), ({"aud": ["rukun", "lain"]}, "sso-audience"), ({"aud": None}, "sso-audience"),
     ({"azp": "lain"}, "sso-audience"), ({"iss": "https://lain.contoh.id"}, "sso-untrusted"),
     ({"nonce": "m"}, "sso-untrusted"), ({"nonce": None}, "sso-untrusted"), ({"sub": ""}, "sso-untrusted"),
     ({"sub": 7}, "sso-untrusted"), ({"sub": "x" * 256}, "sso-untrusted"), ({"exp": AT - 121}, "sso-late"),
     ({"exp": None}, "sso-untrusted"), ({"iat": AT + 3600}, "sso-clock"), ({"iat": AT - 3600}, "sso-clock"),
     ({"iat": "now"}, "sso-untrusted"), ({"iat": None}, "sso-untrusted"), ({"exp": True}, "sso-untrusted")],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_own_name(claims: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(changed(**claims))
    assert refused.value.code == code


def test_clocks_may_differ_by_two_minutes_and_a_list_of_one_client_is_that_client() -> None:
    assert read(changed(exp=AT - 100)).subject and read(changed(iat=AT + 100)).subject
    assert read(changed(aud=["rukun"])).subject and read(changed(aud=["rukun", "lain"], azp="rukun")).subject


def test_another_key_is_told_apart_from_a_forged_signature() -> None:
    other = RSAKey.generate_key(2048, {"kid": "tiga"})
    with pytest.raises(KeyUnknown):
        read(signed(RIGHT, other))
    forged = RSAKey.generate_key(2048, {"kid": "satu"})
    with pytest.raises(Refused, match="tidak dapat dipercaya"):
        read(signed(RIGHT, forged))
    with pytest.raises(KeyUnknown):
        read(signed(RIGHT), [key | {"use": "enc"} for key in KEYS])


def test_neither_no_signature_nor_one_with_our_own_words_is_taken() -> None:
    head, body, tail = signed(RIGHT).split(".")
    confused = f"{in_base64url(json.dumps({'alg': 'HS256', 'kid': 'satu'}).encode())}.{body}"
    by_key = hmac.digest(RSA.as_pem(private=False), confused.encode(), "sha256")
    unsigned = f"{in_base64url(json.dumps({'alg': 'none'}).encode())}.{body}."
    other = signed(RIGHT | {"sub": "id-budi"}).split(".")[1]
    wrongs = (f"{confused}.{in_base64url(by_key)}", unsigned, f"{head}.{other}.{tail}", "", "a.b", "a.b.c", head)
    for wrong in (*wrongs, "é.é.é", "x" * 20_000):
        with pytest.raises(Refused, match="tidak dapat dipercaya"):
            read(wrong)


def test_a_second_factor_is_what_the_operator_named_and_nothing_else() -> None:
    assert read(changed(amr=["pwd", "mfa"])).is_twice and read(changed(acr="dua")).is_twice
    assert not read(changed(amr=["pwd", "otp"])).is_twice and not read(changed(acr="mfa", amr=["dua"])).is_twice
    assert not read(changed(amr=["mfa"], acr="dua"), provider=Provider(SSO.issuer, "rukun", "r")).is_twice
    assert read(changed(amr="mfa")).is_twice, "some write one way as a word"
    assert not read(changed(amr={"mfa": 1}, acr=["dua"])).is_twice


def test_an_address_is_vouched_for_only_by_a_plain_yes() -> None:
    assert read(changed(email="Tuti@Contoh.ID", email_verified=True)).is_email_verified
    told = read(changed(email="Tuti@Contoh.ID", email_verified="true", name=" Tuti "))
    assert (told.email, told.name, told.is_email_verified) == ("tuti@contoh.id", "Tuti", False)


OUT: dict[str, Any] = {"iss": SSO.issuer, "aud": "rukun", "iat": AT, "exp": AT + 60, "jti": "1", "sid": "s",
                       "events": {SIGNED_OUT: {}}}  # fmt: skip


def test_a_logout_token_names_a_session_or_a_subject_and_is_no_id_token() -> None:
    out = read_logout_token(signed(OUT), KEYS, provider=SSO, wall=WALL)
    assert (out.sid, out.subject) == ("s", "")
    wrongs = ({"events": {}}, {"events": "x"}, {"nonce": "n"}, {"sid": ""}, {"aud": "lain"}, {"iat": AT - 3600})
    for wrong in wrongs:
        with pytest.raises(Refused):
            read_logout_token(signed(OUT | wrong), KEYS, provider=SSO, wall=WALL)
    with pytest.raises(Refused):
        read(signed(OUT))
