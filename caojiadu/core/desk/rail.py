"""The groups of the rail: each folds, with an icon, in the order of the work."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import Text

# Key, name, icon. A link names its group (`RailLink.group`); those of "matters" stand with the queues.
GROUPS: tuple[tuple[str, Text, str], ...] = (
    ("letters", _("Letters and supervision"), "flag"),
    ("city", _("12345 and grid"), "headset"),
    ("services", _("Services and hall"), "building"),
    ("registers", _("Registers"), "journal-text"),
    ("mine", _("People and me"), "person"),
)


@dataclass(frozen=True)
class Group:
    """One group with its links: url, label, and the count, where there is one."""

    key: str
    label: Text
    icon: str
    links: list[dict[str, Any]]


def grouped(links: list[dict[str, Any]]) -> list[Group]:
    """The further pages of the desk by their groups; no group without a page."""
    found = [Group(key, label, icon, [link for link in links if link["group"] == key]) for key, label, icon in GROUPS]
    return [group for group in found if group.links]
