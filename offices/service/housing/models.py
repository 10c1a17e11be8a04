"""Housing security (D5): the street checks and sends its findings; the district's housing bureau decides."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.patterns.online_application import Applied
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse, wanted
from offices.service.aid.models import AidRules

NOT_BELOW_ZERO = (MinValueValidator(0),)


class HousingCheck(Applied, Case):
    """One household that applied (受理→核查→报区房管局→公示→登记→轮候或配租→复核).

    The street sends its findings, the housing bureau decides (Shanghai Regulations on Social Assistance, art. 37).
    """

    class Scheme(models.TextChoices):
        LOW_RENT = "low_rent", _("Low-rent housing")
        PUBLIC = "public", _("Public rental homes")
        SHARED = "shared", _("Shared-ownership housing")

    class Proposal(models.TextChoices):
        MEETS = "meets", _("Meets the conditions")
        NOT = "not", _("Does not meet the conditions")

    decided_by = "housing"
    reads = (
        "decision_number",
        "posted_on",
        "posted_until",
        "registered_on",
        "queue",
        "allotted_on",
        "allotted",
        "rechecked_on",
    )

    scheme = models.CharField(_("housing applied for"), max_length=8, choices=Scheme, db_index=True)
    batch = models.CharField(_("batch of applications"), max_length=40, blank=True)
    household_size = models.PositiveSmallIntegerField(
        _("people in the household"), validators=(MinValueValidator(1), MaxValueValidator(30))
    )
    declared_area = models.DecimalField(
        _("living space declared (m²)"), max_digits=6, decimal_places=2, validators=NOT_BELOW_ZERO
    )
    declared_income = models.DecimalField(
        _("yearly income declared (yuan)"), max_digits=12, decimal_places=2, validators=NOT_BELOW_ZERO
    )
    declared_assets = models.DecimalField(
        _("assets declared (yuan)"), max_digits=14, decimal_places=2, validators=NOT_BELOW_ZERO
    )
    received_on = models.DateField(_("application received on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    visited_on = models.DateField(_("home visited on"), null=True, blank=True)
    found_area = models.DecimalField(
        _("living space found (m²)"), max_digits=6, decimal_places=2, null=True, blank=True, validators=NOT_BELOW_ZERO
    )
    findings = models.TextField(_("findings on household, income, assets and housing"), blank=True)
    proposal = models.CharField(_("proposal"), max_length=5, choices=Proposal, blank=True, default="")
    answer = models.TextField(_("what the housing bureau said"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    posted_on = models.DateField(_("posted from"), null=True, blank=True)
    posted_until = models.DateField(_("posted until"), null=True, blank=True)
    registered_on = models.DateField(_("registered in the queue on"), null=True, blank=True)
    queue = models.CharField(_("number in the queue"), max_length=40, blank=True)
    allotted_on = models.DateField(_("allotted on"), null=True, blank=True)
    allotted = models.CharField(_("home or rent subsidy allotted"), max_length=120, blank=True)
    rechecked_on = models.DateField(_("last re-check"), null=True, blank=True)

    class Meta:
        verbose_name = _("housing application")
        verbose_name_plural = _("housing applications")
        permissions = (
            ("handle_housingcheck", _("Check housing applications")),
            ("close_housingcheck", _("Send housing findings to the district")),
        )

    @property
    def for_district(self) -> str:
        """The findings as the housing bureau reads them first."""
        said = {
            gettext("Housing applied for"): self.get_scheme_display(),
            gettext("People in the household"): self.household_size,
            gettext("Home visited on"): self.visited_on or "—",
            gettext("Living space found (m²)"): self.found_area,
            gettext("Proposed by the street"): self.get_proposal_display(),
        }
        return "\n".join([*(f"{name}: {value}" for name, value in said.items()), self.findings])

    @property
    def is_being_checked(self) -> bool:
        """Whether the step that is taken now enters the findings."""
        return self.state in ("housing_received", "housing_missing") and bool(self.findings)

    def clean(self) -> None:
        """What was done lies in the past, in the order of the procedure; shared ownership is applied for by batch."""
        before = ("received_on", "accepted_on", "visited_on", "decided_on")
        after = ("registered_on", "allotted_on")
        refuse(
            not_ahead(self, *before, *after, "rechecked_on"),
            in_order(self, *before, "posted_on", *after),
            in_order(self, "posted_on", "posted_until", *self._registering()),
            in_order(self, "registered_on", "rechecked_on"),  # in the queue or later
            self._posting(),
            wanted(self, "batch") if self.is_being_checked and self.scheme == self.Scheme.SHARED else {},
        )

    def _registering(self) -> tuple[str, ...]:
        """The day of registration, while it is typed: what was registered earlier stands."""
        return ("registered_on",) if self.state == "housing_posted" else ()

    def _posting(self) -> Problems:
        """Nobody could object on a day that is over, nor in less than the days that are set."""
        if self.state != "housing_answered" or self.posted_on is None:  # it is not being posted now
            return {}
        if self.posted_on < timezone.localdate():
            return {"posted_on": gettext("It is posted from today on, or from a later day.")}
        least = AidRules.now().housing_days
        if self.posted_until and (self.posted_until - self.posted_on).days + 1 < least:
            said = gettext("Days of posting: at least %(days)s, the first and the last included.")
            return {"posted_until": said % {"days": least}}
        return {}
