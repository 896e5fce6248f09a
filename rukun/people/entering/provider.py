"""The city's own sign-in (an OpenID Connect provider), as the operator named it (pure)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

OPENID = "openid"


@dataclass(frozen=True, slots=True)
class Provider:
    """Whom we ask and as whom. `acr` and `amr` are the values that count as a second factor; none of them: none do.

    `hosts` are `host` or `host:port` beside the issuer's own that the server may call where the issuer names them.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    name: str = "SSO"
    scopes: tuple[str, ...] = (OPENID, "profile", "email")
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    ends_session: bool = False
    trusts_email: bool = False

    @property
    def is_set(self) -> bool:
        """Whether anybody can sign in with it."""
        return bool(self.issuer) and not self.lacks

    @property
    def lacks(self) -> list[str]:
        """The variables without which nobody can sign in with it; none where nothing of it was set."""
        needed = {
            "RUKUN_OIDC_ISSUER": self.issuer, "RUKUN_OIDC_CLIENT_ID": self.client_id,
            "RUKUN_OIDC_CLIENT_SECRET": self.client_secret,
        }  # fmt: skip
        empty = [name for name, value in needed.items() if not value]
        is_begun = len(empty) < len(needed) or bool(self.acr or self.amr or self.ends_session or self.trusts_email)
        return empty if is_begun else []

    @property
    def tells_of_factors(self) -> bool:
        """Whether anything that it says may stand for our own second factor."""
        return bool(self.acr or self.amr)

    def is_twice(self, acr: str, amr: Collection[str]) -> bool:
        """Whether these ways of signing in count as a second factor."""
        return acr in self.acr or bool(set(amr) & set(self.amr))
