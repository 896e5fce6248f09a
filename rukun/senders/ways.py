"""The ways out that come with the house, and which of them an address takes (settings `EMAIL_URL`, `TEXT_URL`)."""

from __future__ import annotations

import logging
import smtplib
from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.utils.module_loading import import_string

from rukun.senders.message import Message, NotSent, Sender, is_email, seconds_asked

log = logging.getLogger("rukun.senders")
TIMEOUT_SECONDS = 10
# What a gateway answers when the number or the message itself is of no use.
NO_USE = (400, 404, 410, 422)


class Console:
    """Prints the message into the log: for trying out, and for the first day of an installation."""

    def send(self, message: Message) -> None:
        log.info("to %s: %s\n%s", message.to, message.subject, message.words)


class Email:
    """By SMTP. `host`, `port`, `user`, `password`, `security` ("", "tls" or "starttls") come from `EMAIL_URL`.

    The key is the Message-ID, so that a mailbox that gets the same message again shows it once.
    """

    def __init__(
        self, *, host: str, port: int, user: str, password: str, security: str, timeout: float = TIMEOUT_SECONDS
    ) -> None:
        self.backend = EmailBackend(
            host=host, port=port, username=user, password=password, use_tls=security == "starttls",
            use_ssl=security == "tls", timeout=timeout, fail_silently=False,
        )  # fmt: skip

    def send(self, message: Message) -> None:
        try:
            letter = EmailMultiAlternatives(
                message.subject, message.words, settings.DEFAULT_FROM_EMAIL, [message.to],
                headers=_headers(message), connection=self.backend,
            )  # fmt: skip
            if message.html:
                letter.attach_alternative(message.html, "text/html")
            letter.send()
        except BadHeaderError as broken:
            raise NotSent(f"no e-mail can be made of it: {broken}", is_final=True) from broken
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise NotSent(f"the mail server refused {message.to}", is_final=min(codes, default=0) >= 500) from refused
        except smtplib.SMTPDataError as refused:
            is_final = refused.smtp_code >= 500
            raise NotSent(f"the mail server refused the message: {refused}", is_final=is_final) from refused
        except (OSError, smtplib.SMTPException) as broken:
            raise NotSent(f"the mail server did not take it: {broken}") from broken


def _headers(message: Message) -> dict[str, str]:
    _, _, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    headers = {"Message-ID": f"<{message.key}@{domain or 'localhost'}>", "Auto-Submitted": "auto-generated"}
    if message.answers:
        headers |= {"In-Reply-To": message.answers, "References": message.answers, "Auto-Submitted": "auto-replied"}
    if message.unsubscribe:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


class TextGateway:
    """Posts `{"to", "text", "key"}` as JSON to a gateway (an SMS provider, or a small bridge to WhatsApp or Telegram).

    The gateway answers 2xx when it took the message; 400, 404, 410 and 422 mean that the number is of no use, anything
    else that it should be tried again. `Idempotency-Key` carries the message's key.
    """

    def __init__(self, address: str, token: str, timeout: float = TIMEOUT_SECONDS) -> None:
        self.address, self.token, self.timeout = address, token, timeout

    def send(self, message: Message) -> None:
        import httpx

        headers = {"Idempotency-Key": message.key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = {"to": message.to, "text": message.words, "key": message.key}
        try:
            answer = httpx.post(self.address, json=body, headers=headers, timeout=self.timeout)
        except httpx.HTTPError as broken:
            raise NotSent(f"the gateway did not answer: {type(broken).__name__} {broken}") from broken
        if not answer.is_success:
            raise NotSent(
                f"the gateway answered {answer.status_code}",
                is_final=answer.status_code in NO_USE,
                wait_seconds=seconds_asked(answer.headers.get("Retry-After")),
            )


@lru_cache(maxsize=1)
def email_sender() -> Sender:
    """The way for e-mail, by `EMAIL_URL`; the console without one."""
    return Email(**settings.EMAIL_WAY) if settings.EMAIL_WAY else Console()


@lru_cache(maxsize=1)
def text_sender() -> Sender:
    """The way for telephone numbers: the adapter that `TEXT_ADAPTER` names, else the gateway at `TEXT_URL`, else the
    console."""
    if settings.TEXT_ADAPTER:
        made: Sender = import_string(settings.TEXT_ADAPTER)(settings.TEXT_URL, settings.TEXT_TOKEN)
        return made
    return TextGateway(settings.TEXT_URL, settings.TEXT_TOKEN) if settings.TEXT_URL else Console()


def sender_for(address: str) -> Sender:
    """The way that an address takes."""
    return email_sender() if is_email(address) else text_sender()
