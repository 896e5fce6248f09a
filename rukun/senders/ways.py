"""The ways out that come with the house, and which of them an address takes (settings `EMAIL_URL`, `TEXT_URL`)."""

from __future__ import annotations

import logging
import smtplib
from functools import lru_cache

import httpx
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from rukun.senders.message import Message, NotSent, Sender, is_email

log = logging.getLogger("rukun.senders")
TIMEOUT_SECONDS = 10


class Console:
    """Prints the message into the log: for trying out, and for the first day of an installation."""

    def send(self, message: Message) -> None:
        log.info("to %s: %s\n%s", message.to, message.subject, message.words)


class Email:
    """By SMTP. `host`, `port`, `user`, `password`, `security` ("", "tls" or "starttls") come from `EMAIL_URL`."""

    def __init__(self, *, host: str, port: int, user: str, password: str, security: str) -> None:
        self.backend = EmailBackend(
            host=host, port=port, username=user, password=password, use_tls=security == "starttls",
            use_ssl=security == "tls", timeout=TIMEOUT_SECONDS, fail_silently=False,
        )  # fmt: skip

    def send(self, message: Message) -> None:
        email = EmailMessage(
            message.subject, message.words, settings.DEFAULT_FROM_EMAIL, [message.to],
            headers={"X-Rukun-Key": message.key}, connection=self.backend,
        )  # fmt: skip
        try:
            email.send()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise NotSent(f"the mail server refused {message.to}", is_final=min(codes, default=0) >= 500) from refused
        except (OSError, smtplib.SMTPException) as broken:
            raise NotSent(f"the mail server did not take it: {broken}") from broken


class TextGateway:
    """Posts `{"to", "text", "key"}` as JSON to a gateway (an SMS provider, or a small bridge to WhatsApp or Telegram).

    The gateway answers 2xx when it took the message; 400, 404, 410 and 422 mean that the number is of no use, anything
    else that it should be tried again. `Idempotency-Key` carries the message's key.
    """

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def send(self, message: Message) -> None:
        headers = {"Idempotency-Key": message.key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = {"to": message.to, "text": message.words, "key": message.key}
        try:
            answer = httpx.post(self.address, json=body, headers=headers, timeout=TIMEOUT_SECONDS)
        except httpx.HTTPError as broken:
            raise NotSent(f"the gateway did not answer: {broken}") from broken
        if not answer.is_success:
            raise NotSent(
                f"the gateway answered {answer.status_code}", is_final=answer.status_code in (400, 404, 410, 422)
            )


@lru_cache(maxsize=1)
def email_sender() -> Sender:
    """The way for e-mail, by `EMAIL_URL`; the console without one."""
    return Email(**settings.EMAIL_WAY) if settings.EMAIL_WAY else Console()


@lru_cache(maxsize=1)
def text_sender() -> Sender:
    """The way for telephone numbers, by `TEXT_URL`; the console without one."""
    return TextGateway(settings.TEXT_URL, settings.TEXT_TOKEN) if settings.TEXT_URL else Console()


def sender_for(address: str) -> Sender:
    """The way that an address takes."""
    return email_sender() if is_email(address) else text_sender()
