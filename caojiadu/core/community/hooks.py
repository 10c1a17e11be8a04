"""What residents' data asks of those above."""

from __future__ import annotations

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.hooks import many, one


@one
def send_email_code(email: str, code: str, language: str) -> object:
    """Send a code that confirms an e-mail address."""


@many
def residents_of_account(user: Visitor) -> set[int]:
    """As whom an account took part in matters: keys of residents."""
