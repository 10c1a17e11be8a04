"""CPPCC members (B13): roster, visits, proposals by the district's plan, opinion notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.replies import Appraisal


class CppccMember(Record):
    """A CPPCC member whom the office serves."""

    class Level(models.TextChoices):
        DISTRICT = "district", _("District CPPCC")
        CITY = "city", _("Municipal CPPCC")
        NATION = "nation", _("National CPPCC")

    level = models.CharField(_("level of the CPPCC"), max_length=8, choices=Level, db_index=True)
    sector = models.CharField(_("sector"), max_length=60)
    workplace = models.CharField(_("workplace and post"), max_length=120)
    term_until = models.DateField(_("term until"))
    visited_on = models.DateField(_("last visit"), null=True, editable=False)

    class Meta:
        verbose_name = _("CPPCC member")
        verbose_name_plural = _("CPPCC members")


class CppccVisit(Record):
    """An occasion on which the office was with a member, or brought members together."""

    class Way(models.TextChoices):
        VISIT = "visit", _("Visit to the member")
        TALK = "talk", _("Symposium")
        INSPECTION = "inspection", _("Inspection by members")
        SERVICE = "service", _("Service of the member in the community")

    member = models.ForeignKey(CppccMember, models.PROTECT, related_name="visits", verbose_name=_("CPPCC member"))
    way = models.CharField(pgettext_lazy("cppcc visits", "sort of occasion"), max_length=10, choices=Way, db_index=True)
    visited_on = models.DateField(_("day of the visit"))
    said = models.TextField(_("what the member said"), blank=True)
    promised = models.CharField(_("what was promised"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("visit to a CPPCC member")
        verbose_name_plural = _("visits to CPPCC members")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "visited_on"))


class CppccProposal(Case):
    """A proposal that the district hands to the office, to lead or to join in (提案办理)."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Leads (主办)")
        JOIN = "join", _("Joins in (会办)")

    class Result(models.TextChoices):
        DONE = "done", _("Solved or adopted")
        PLANNED = "planned", _("Planned to be solved")
        KEPT = "kept", _("Explained, kept for reference")

    member = models.ForeignKey(CppccMember, models.PROTECT, related_name="proposals", verbose_name=_("first proposer"))
    file_number = models.CharField(_("number of the proposal"), max_length=40)
    role = models.CharField(_("what the office does"), max_length=4, choices=Role, db_index=True)
    came_on = models.DateField(_("came on"))
    reply_by = models.DateField(_("to be answered by, in the district's plan"))
    content = models.TextField(pgettext_lazy("cppcc proposals", "what is proposed"))
    talked_on = models.DateField(_("talked with the member on"), null=True, blank=True)
    talked = models.TextField(_("what was said then"), blank=True)
    result = models.CharField(_("class of the answer"), max_length=8, choices=Result, blank=True, default="")
    reply = models.TextField(_("answer to the member"), blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    appraisal = models.CharField(_("the member's appraisal"), max_length=8, choices=Appraisal, blank=True, default="")

    class Meta:
        verbose_name = _("proposal of a CPPCC member")
        verbose_name_plural = _("proposals of CPPCC members")
        permissions = (
            ("handle_cppccproposal", _("Work on proposals of CPPCC members")),
            ("close_cppccproposal", _("Sign answers to CPPCC members")),
        )

    def clean(self) -> None:
        days = ("came_on", "talked_on", "sent_on")
        rules.refuse(
            rules.not_ahead(self, *days), rules.in_order(self, *days), rules.in_order(self, "came_on", "reply_by")
        )


class OpinionNote(Case):
    """An opinion of a member that goes up to the district, naming nobody (社情民意信息)."""

    class Topic(models.TextChoices):
        LIVELIHOOD = "livelihood", _("Livelihood")
        ECONOMY = "economy", _("Economy")
        CITY = "city", _("City management")
        CULTURE = "culture", _("Culture and education")
        OTHER = "other", _("Other matters")

    member = models.ForeignKey(CppccMember, models.PROTECT, related_name="notes", verbose_name=_("CPPCC member"))
    topic = models.CharField(pgettext_lazy("opinion notes", "topic"), max_length=10, choices=Topic, db_index=True)
    noted_on = models.DateField(_("noted on"))
    situation = models.TextField(_("what the member sees"))
    proposal = models.TextField(_("what the member proposes"))
    edited = models.TextField(_("the note as the district reads it"), blank=True)
    result = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("opinion note of a CPPCC member")
        verbose_name_plural = _("opinion notes of CPPCC members")
        permissions = (
            ("handle_opinionnote", _("Write opinion notes of CPPCC members")),
            ("close_opinionnote", _("Send opinion notes to the district")),
        )

    @property
    def for_district(self) -> str:
        return self.edited

    def clean(self) -> None:
        """Noted today or before; the words that go up name nobody."""
        rules.refuse(rules.not_ahead(self, "noted_on"), rules.no_personal(self, "title", "edited", or_name=True))
