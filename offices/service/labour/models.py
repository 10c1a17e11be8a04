"""Labour security (D1): labour disputes, people without work, and aid for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.patterns.intake import Application
from caojiadu.core.registers.patterns.online_application import Applied
from caojiadu.core.registers.rules import in_order, not_ahead, refuse, wanted


class LabourDispute(Case):
    """A dispute between worker and employer that is mediated here (受理→调解→达成协议或不成).

    Without agreement 15 days after receipt it may go to arbitration (Labour Dispute Mediation and Arbitration Law,
    art. 14). The resident is the worker who asks for it.
    """

    class Cause(models.TextChoices):
        WAGES = "wages", _("Unpaid wages")
        OVERTIME = "overtime", _("Working hours and overtime")
        CONTRACT = "contract", _("Labour contract")
        DISMISSAL = "dismissal", _("Dismissal and compensation")
        INJURY = "injury", _("Injury at work")
        INSURANCE = "insurance", _("Social insurance not paid")

    employer = models.CharField(_("employer"), max_length=80)
    cause = models.CharField(_("what is in dispute"), max_length=9, choices=Cause, db_index=True)
    workers = models.PositiveSmallIntegerField(_("workers it concerns"), default=1)
    claim = models.DecimalField(_("money claimed (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True)
    received_on = models.DateField(_("request received on"))
    facts = models.TextField(_("facts and request"))
    mediator = models.CharField(_("who mediates"), max_length=60, blank=True)
    met_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    meetings = models.PositiveSmallIntegerField(_("meetings held"), default=0, editable=False)
    agreement = models.TextField(_("what was agreed"), blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    perform_by = models.DateField(_("to be performed by"), null=True, blank=True)
    performed_on = models.DateField(_("performed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("labour dispute")
        verbose_name_plural = _("labour disputes")
        permissions = (
            ("handle_labourdispute", _("Mediate labour disputes")),
            ("close_labourdispute", _("Decline labour disputes")),
        )

    def clean(self) -> None:
        """Received, met, agreed and performed in this order; the agreement is performed after it was made."""
        days = ("received_on", "met_on", "agreed_on", "performed_on")
        refuse(not_ahead(self, *days), in_order(self, *days), in_order(self, "agreed_on", "perform_by"))


class JobSeeker(Applied, Case):
    """Somebody registered as unemployed, helped until they work again (受理→审核→登记→跟踪)."""

    class Hardship(models.TextChoices):
        NONE = "none", _("No particular hardship")
        OLDER = "older", _("Older job seeker")
        LONG = "long", _("Long without work")
        DISABLED = "disabled", _("Disability")
        HOUSEHOLD = "household", _("Nobody in the household works")
        ALLOWANCE = "allowance", _("Household on minimum living allowance")

    class Schooling(models.TextChoices):
        MIDDLE = "middle", _("Junior middle school or less")
        HIGH = "high", _("Senior middle or vocational school")
        COLLEGE = "college", _("College")
        DEGREE = "degree", _("University degree")

    reads = ("registered_on", "contact_on", "employed_on")
    decided_by = "registered_on"

    lost_on = models.DateField(_("without work since"))
    hardship = models.CharField(
        _("hardship in finding work"), max_length=9, choices=Hardship, default=Hardship.NONE, db_index=True
    )
    schooling = models.CharField(_("schooling"), max_length=7, choices=Schooling)
    skills = models.CharField(_("skills and former work"), max_length=120)
    wanted = models.CharField(_("work looked for"), max_length=120)
    registered_on = models.DateField(_("registered as unemployed on"), null=True, blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    contact_on = models.DateField(_("last contact"), null=True, blank=True)
    offered = models.TextField(_("jobs, training or advice offered"), blank=True)
    contacts = models.PositiveSmallIntegerField(_("contacts"), default=0, editable=False)
    employed_on = models.DateField(_("at work since"), null=True, blank=True)
    employed_at = models.CharField(_("employer or own business"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("job seeker")
        verbose_name_plural = _("job seekers")
        permissions = (
            ("handle_jobseeker", _("Help job seekers")),
            ("close_jobseeker", _("Refuse registrations of unemployment")),
        )

    def clean(self) -> None:
        """Lost, registered, contacted and employed in this order, none of it on a day to come."""
        days = ("lost_on", "registered_on", "contact_on")
        refuse(not_ahead(self, *days, "employed_on"), in_order(self, *days), in_order(self, "lost_on", "employed_on"))


class EmploymentAid(Application):
    """Unemployment benefit or training subsidy, decided within 10 working days of acceptance.

    (Regulations on Social Insurance Administration, art. 24.)
    """

    class Aid(models.TextChoices):
        BENEFIT = "benefit", _("Unemployment benefit")
        TRAINING = "training", _("Subsidy for vocational training")

    reads = ("months", "amount")

    aid = models.CharField(_("aid asked for"), max_length=8, choices=Aid, db_index=True)
    seeker = models.ForeignKey(
        JobSeeker, models.PROTECT, null=True, blank=True, related_name="aids", verbose_name=_("job seeker")
    )
    proof = models.CharField(
        _("proof handed in"), max_length=120, help_text=_("Of the end of work, or the certificate of the training.")
    )
    account = models.BooleanField(_("account for the payment given"), default=False)
    months = models.PositiveSmallIntegerField(_("months granted"), null=True, blank=True)
    amount = models.DecimalField(_("amount granted (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("employment aid")
        verbose_name_plural = _("employment aid")
        permissions = (("handle_employmentaid", _("Take in employment aid")),)

    def clean(self) -> None:
        """A benefit is granted for months; a training is paid for once."""
        super().clean()
        monthly = self.is_being_granted and self.aid == self.Aid.BENEFIT
        refuse(wanted(self, "months") if monthly else {})
