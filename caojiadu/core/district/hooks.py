"""What the district's pages ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from caojiadu.core.district.models import Report


@many
def district_links(user: Visitor) -> list[dict[str, Any]]:
    """Further pages for an officer of the district: url, label."""


@many
def district_steps(report: Report, user: Visitor) -> list[dict[str, Any]]:
    """What else an officer may do from a report: url, label."""
