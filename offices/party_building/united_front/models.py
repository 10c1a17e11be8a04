"""The united front (B6): whom the office keeps contact with, and what came of each visit. Sensitive."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record


class UnitedFrontContact(Record):
    """Somebody with whom contact is kept, because he or she agreed to it (PIPL, art. 29: separate consent)."""

    class Group(models.TextChoices):
        PARTIES = "parties", _("Democratic parties and people without party")
        RELIGION = "religion", _("Religious circles")
        ETHNIC = "ethnic", _("Ethnic groups")
        HONG_KONG = "hong_kong", _("Families of people in Hong Kong and Macao")
        TAIWAN = "taiwan", _("Families of people in Taiwan")
        OVERSEAS = "overseas", _("Returned overseas Chinese and their relatives")
        STRATA = "strata", _("New social strata")

    class Way(models.TextChoices):
        VISIT = "visit", _("By visits")
        CALL = "call", _("By telephone")
        MEETING = "meeting", _("At meetings")

    group = models.CharField(_("circle"), max_length=10, choices=Group, db_index=True)
    way = models.CharField(_("how contact is kept"), max_length=8, choices=Way, default=Way.VISIT)
    agreed_on = models.DateField(_("agreed to be listed on"))
    purpose = models.CharField(_("what the contact is for"), max_length=200)
    steward = models.CharField(_("who keeps the contact"), max_length=60)
    visited_on = models.DateField(_("last visit"), null=True, editable=False)

    class Meta:
        verbose_name = _("contact of the united front")
        verbose_name_plural = _("contacts of the united front")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "agreed_on"))


class UnitedFrontVisit(Record):
    """One visit (走访→需求→办结): the occasion, what is needed, what came of it."""

    class Occasion(models.TextChoices):
        FESTIVAL = "festival", _("Festival")
        YEARLY = "yearly", _("Yearly visit")
        HARDSHIP = "hardship", _("Illness or hardship")
        ASKED = "asked", _("Asked for by them")

    contact = models.ForeignKey(
        UnitedFrontContact, models.PROTECT, related_name="visits", verbose_name=_("contact of the united front")
    )
    occasion = models.CharField(_("occasion of the visit"), max_length=10, choices=Occasion, db_index=True)
    visited_on = models.DateField(_("day of the visit"))
    need = models.TextField(_("what is needed"), blank=True)
    answer_by = models.DateField(_("to be seen to by"), null=True, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=120, blank=True)
    answered_on = models.DateField(_("seen to on"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("visit of the united front")
        verbose_name_plural = _("visits of the united front")

    def clean(self) -> None:
        """A need has a day by which it is seen to; what was seen to says how."""
        found: rules.Problems = {}
        if self.need and not self.answer_by:
            found["answer_by"] = gettext("Say by when.")
        if self.answered_on and not self.outcome:
            found["outcome"] = gettext("Say what came of it.")
        rules.refuse(
            rules.not_ahead(self, "visited_on", "answered_on"),
            rules.in_order(self, "visited_on", "answered_on"),
            rules.in_order(self, "visited_on", "answer_by"),
            found,
        )
