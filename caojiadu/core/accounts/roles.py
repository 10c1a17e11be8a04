"""The roles a post can carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.administrators import ADMINISTRATORS, AUDIT, SECURITY, SYSTEM


class Role(models.TextChoices):
    """What a person does in a post. `code` is the number that access tokens are made of: never renumber."""

    WINDOW = "window", _("Window clerk")
    LETTERS = "letters", _("Letters-and-calls clerk")
    ACCUSATIONS = "accusations", _("Post for accusations")
    HANDLER = "handler", _("Handler")
    HEAD = "head", _("Head of the office")
    LEADER = "leader", _("Sub-district leader")
    DISTRICT = "district", _("District officer")
    SYSTEM = SYSTEM, _("System administrator")
    SECURITY = SECURITY, _("Security administrator")
    AUDIT = AUDIT, _("Audit administrator")
    COMMITTEE = "committee", _("Neighbourhood committee")

    @property
    def code(self) -> int:
        """A small number that stays the same for ever."""
        return CODES[self]

    @property
    def is_sensitive(self) -> bool:
        """Whether a second administrator must agree before somebody holds it."""
        return self in SENSITIVE_ROLES


CODES = {
    Role.HANDLER: 1,
    Role.HEAD: 2,
    Role.LETTERS: 3,
    Role.WINDOW: 4,
    Role.ACCUSATIONS: 5,
    Role.LEADER: 6,
    Role.DISTRICT: 7,
    # 8 was the one administrator of old.
    Role.COMMITTEE: 9,
    Role.SYSTEM: 10,
    Role.SECURITY: 11,
    Role.AUDIT: 12,
}
# Who reads reports against people, or decides who does: such a post opens only once a second administrator agrees.
SENSITIVE_ROLES = frozenset({Role.ACCUSATIONS, Role.LEADER, Role.HEAD, *ADMINISTRATORS})
# A post of these roles is held in an office; of DISTRICT in a district body; of COMMITTEE in a neighbourhood; of the
# others in the house as a whole.
OFFICE_ROLES = (Role.WINDOW, Role.LETTERS, Role.ACCUSATIONS, Role.HANDLER, Role.HEAD)
HOUSE_ROLES = (Role.LEADER, Role.SYSTEM, Role.SECURITY, Role.AUDIT)
# What a deputy takes on while somebody is away: never the two posts for accusations, which nobody lends.
LENT_ROLES = frozenset({Role.WINDOW, Role.LETTERS, Role.HANDLER, Role.HEAD, Role.LEADER, Role.COMMITTEE})
