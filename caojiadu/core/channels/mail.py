"""E-mail in plain text and HTML. A repeat cannot be told from a new message, so a cut-off send is uncertain."""

import hashlib
import smtplib
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import BadHeaderError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from caojiadu.core.channels.outcomes import Rejected, Retry, Sent, Uncertain

IDEMPOTENT = False


def message_id(dedup_key: str) -> str:
    """Give the same Message-ID for the same key, so that a mailbox that folds repeats can."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(dedup_key.encode()).hexdigest()[:40]}@{domain}>"


def send(*, to: str, subject: str, text: str, html: str, dedup_key: str) -> Sent:
    """Send one message. Raises Retry, Rejected or Uncertain."""
    try:
        validate_email(to)
    except ValidationError as error:
        raise Rejected(gettext_noop("The address is not valid")) from error
    connection = get_connection()
    # "Auto-Submitted" keeps holiday answers from coming back (RFC 3834).
    headers = {"Message-ID": message_id(dedup_key), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject, text, None, [to], connection=connection, headers=headers)
    message.attach_alternative(html, "text/html")
    _open(connection)
    try:
        return _hand_over(message)
    finally:
        _close(connection)


def _hand_over(message: EmailMultiAlternatives) -> Sent:
    try:
        taken = message.send()
    except (BadHeaderError, ValueError) as error:
        raise Rejected(gettext_noop("The address is not valid")) from error
    except smtplib.SMTPRecipientsRefused as error:
        # The exception's own text holds the address.
        raise _by_code(min(code for code, _ in error.recipients.values())) from None
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Uncertain(gettext_noop("Cut off in the middle of sending"), type(error).__name__) from error
    if not taken:
        raise Rejected(gettext_noop("The address is not valid"))
    return Sent(message.extra_headers["Message-ID"])


def _open(connection: Any) -> None:
    """Go as far as the greeting: whatever breaks until here broke before any message."""
    try:
        connection.open()
        if isinstance(server := getattr(connection, "connection", None), smtplib.SMTP):
            server.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError) as error:
        raise Retry(gettext_noop("The mail server cannot be reached"), type(error).__name__) from error


def _close(connection: Any) -> None:
    """Say goodbye; the message is already taken or not, so a bad farewell changes nothing."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        return


def _by_code(code: int) -> Rejected | Retry:
    """4xx is "not now", 5xx is "not ever"."""
    if 400 <= code < 500:
        return Retry(gettext_noop("The mail server put it off"), code)
    return Rejected(gettext_noop("The mail server refused it"), code)
