"""Who can be called on in managing the community (C1): branches, departments, companies, teams."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record


class Resource(Record):
    """A body that handles what the street sees: a branch sent by a department, a department, a company, a team.

    The street coordinates what they do in its area, and may call them together (Street ordinance, art. 11, 12).
    """

    class Kind(models.TextChoices):
        BRANCH = "branch", _("Branch sent by a department")
        DEPARTMENT = "department", _("Department of the district")
        COMPANY = "company", _("Company for upkeep and cleaning")
        PROPERTY = "property", _("Property company")
        TEAM = "team", _("Team of residents or volunteers")

    kind = models.CharField(_("kind of body"), max_length=10, choices=Kind, db_index=True)
    field = models.CharField(_("what it sees to"), max_length=120)
    contact = models.CharField(
        _("desk to turn to"), max_length=60, help_text=_("A post or a duty room, not a person's name.")
    )
    phone = models.CharField(_("phone of that desk"), max_length=30, blank=True)
    strength = models.PositiveSmallIntegerField(_("people it can send"), null=True, blank=True)
    agreement_until = models.DateField(_("contract or agreement until"), null=True, blank=True)

    class Meta:
        verbose_name = _("body to call on")
        verbose_name_plural = _("bodies to call on")
