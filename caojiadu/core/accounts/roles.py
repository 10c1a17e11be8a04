"""The roles a post can carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in a post. `code` is the number that access tokens are made of: never renumber."""

    WINDOW = "window", _("Window clerk")
    LETTERS = "letters", _("Letters-and-calls clerk")
    ACCUSATIONS = "accusations", _("Post for accusations")
    HANDLER = "handler", _("Handler")
    HEAD = "head", _("Head of the office")
    LEADER = "leader", _("Sub-district leader")
    DISTRICT = "district", _("District officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    COMMITTEE = "committee", _("Neighbourhood committee")

    @property
    def code(self) -> int:
        """A small number that stays the same for ever."""
        return CODES[self]


CODES = {
    Role.HANDLER: 1,
    Role.HEAD: 2,
    Role.LETTERS: 3,
    Role.WINDOW: 4,
    Role.ACCUSATIONS: 5,
    Role.LEADER: 6,
    Role.DISTRICT: 7,
    Role.ADMINISTRATOR: 8,
    Role.COMMITTEE: 9,
}
# A post of these roles is held in an office; of DISTRICT in a district body; of COMMITTEE in a neighbourhood; of the
# others in the house as a whole.
OFFICE_ROLES = (Role.WINDOW, Role.LETTERS, Role.ACCUSATIONS, Role.HANDLER, Role.HEAD)
HOUSE_ROLES = (Role.LEADER, Role.ADMINISTRATOR)
# What a deputy takes on while somebody is away: never the two posts for accusations, which nobody lends.
LENT_ROLES = frozenset({Role.WINDOW, Role.LETTERS, Role.HANDLER, Role.HEAD, Role.LEADER, Role.COMMITTEE})
