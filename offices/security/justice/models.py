"""Administration of justice (E5): legal aid, legal advice, and counts of correction and resettlement."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.patterns.online_application import Applied
from caojiadu.core.registers.rules import in_order, not_ahead, refuse


class LegalAid(Applied, Case):
    """A request for legal aid that is taken here and passed to the legal aid body, which decides.

    (接收→补正→转送→审查决定→指派→结案; Legal Aid Law, art. 43: decided within 7 days, assigned within 3.)
    """

    class Cause(models.TextChoices):
        WAGES = "wages", _("Pay for work")
        INJURY = "injury", _("Injury at work or in traffic")
        SUPPORT = "support", _("Maintenance of parents, children or spouses")
        VIOLENCE = "violence", _("Violence or maltreatment at home")
        PENSION = "pension", _("Pension, insurance or minimum living allowance")
        CRIMINAL = "criminal", _("Criminal case")
        OTHER = "other", _("Another civil or administrative matter")

    class Form(models.TextChoices):
        """What sort of help is asked for."""

        SUIT = "suit", _("Representation in court")
        DEFENCE = "defence", _("Defence")
        ARBITRATION = "arbitration", _("Labour arbitration or mediation")
        DRAFTING = "drafting", _("Drafting of papers")

    class Means(models.TextChoices):
        """How it is shown that the applicant cannot pay."""

        STATEMENT = "statement", _("Signed statement, to be checked")
        AID = "aid", _("Receives social assistance")
        EXEMPT = "exempt", _("Need not be shown in such a matter")

    reads = ("sent_on", "decision_number", "assigned_on", "lawyer", "outcome")

    cause = models.CharField(_("what it is about"), max_length=9, choices=Cause, db_index=True)
    wanted = models.CharField(_("help asked for"), max_length=12, choices=Form)
    means = models.CharField(_("hardship"), max_length=10, choices=Means)
    facts = models.TextField(_("facts and reasons"))
    sent_on = models.DateField(_("received by the legal aid body on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    assigned_on = models.DateField(_("assigned on"), null=True, blank=True)
    lawyer = models.CharField(_("who was assigned"), max_length=120, blank=True)
    outcome = models.TextField(_("how it ended"), blank=True)

    class Meta:
        verbose_name = _("request for legal aid")
        verbose_name_plural = _("requests for legal aid")
        permissions = (("handle_legalaid", _("Handle legal aid")), ("close_legalaid", _("Close legal aid")))

    def clean(self) -> None:
        """Received, decided and assigned in this order, none of it on a day to come."""
        days = ("sent_on", "decided_on", "assigned_on")
        refuse(not_ahead(self, *days), in_order(self, *days))


class LegalAdvice(Case):
    """A legal question of somebody (咨询→分流→解答或转办)."""

    class Way(models.TextChoices):
        WINDOW = "window", _("At the window")
        PHONE = "phone", _("By phone")
        CLINIC = "clinic", _("On the lawyer's day")
        HOME = "home", _("At their home")

    class Next(models.TextChoices):
        """Where they were sent on."""

        MEDIATION = "mediation", _("People's mediation")
        AID = "aid", _("Legal aid")
        ARBITRATION = "arbitration", _("Labour arbitration")
        COURT = "court", _("Court")
        LETTERS = "letters", _("Letters and calls")
        NOTARY = "notary", _("Notary")

    way = models.CharField(_("how they came"), max_length=8, choices=Way)
    field = models.CharField(_("field of law"), max_length=60)
    question = models.TextField(_("question"))
    adviser = models.CharField(_("who advises"), max_length=60, blank=True)
    answer = models.TextField(_("advice given"), blank=True)
    sent_to = models.CharField(_("sent on to"), max_length=12, choices=Next, blank=True, default="")

    class Meta:
        verbose_name = _("legal advice")
        verbose_name_plural = _("legal advice")
        permissions = (("handle_legaladvice", _("Give legal advice")),)


class CorrectionCount(CountsOnly, Record):
    """How many people were under correction or resettled in a month. The justice office's own system knows who."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Community correction")
        RESETTLED = "resettled", _("Resettlement and help after release")

    kind = models.CharField(_("what is counted"), max_length=10, choices=Kind, db_index=True)
    counted_on = models.DateField(_("counted on"))
    there = models.PositiveIntegerField(_("at the end of the month"))
    came = models.PositiveIntegerField(_("came in the month"))
    left = models.PositiveIntegerField(_("left in the month"))
    reported = models.PositiveIntegerField(
        _("of those who came, reported in time"),
        help_text=_("Within 10 days after judgment or decision took effect (Community Correction Law, art. 21)."),
    )
    not_reported = models.PositiveIntegerField(_("of those who came, not in time"))
    helped = models.PositiveIntegerField(_("helped with work, schooling or livelihood"))

    class Meta:
        verbose_name = _("count of correction and resettlement")
        verbose_name_plural = _("counts of correction and resettlement")

    def clean(self) -> None:
        """The parts are not more than the whole."""
        super().clean()
        if self.reported + self.not_reported > self.came:
            raise ValidationError({"reported": _("More than came in the month.")})
        if self.came > self.there + self.left:
            raise ValidationError({"came": _("More than were there at the end and left together.")})
