"""Applications for assistance (D4), from the application to the decision, and the days for which findings are posted.

The street decides itself (Shanghai Regulations on Social Assistance, art. 36). What is posted is name and outcome only
(arts. 33, 38), everything else its staff keep secret (art. 48).
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import trusted_until
from caojiadu.core.cases.models import Case
from caojiadu.core.front.templatetags.portal import day
from caojiadu.core.registers.patterns.online_application import Applied
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse, wanted
from offices.service.assistance.models import AssistedHousehold, end_of_aid

Category = AssistedHousehold.Category
WITH_COSTS = (Category.RIGID, Category.MEDICAL)


class AidRules(models.Model):
    """One row of figures; the numbers of days of posting are not confirmed by a source that is known."""

    posting_days = models.PositiveSmallIntegerField(
        _("days for which a finding is posted"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Calendar days, the first and the last included. Confirm the figure before it is relied on."),
    )
    housing_days = models.PositiveSmallIntegerField(
        _("days for which a housing application is posted at least"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Calendar days, the first and the last included. Confirm the figure before it is relied on."),
    )

    class Meta:
        verbose_name = _("rules for assistance and housing")
        verbose_name_plural = _("rules for assistance and housing")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="aid_rules_one_row"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "AidRules":
        """The row; its defaults where nobody has loaded the lists yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class AidApplication(Applied, Case):
    """One application (申请→受理→核对→入户→初审→公示→确认→告知); its resident is who applies for the household."""

    class Proposal(models.TextChoices):
        GRANT = "grant", _("Meets the conditions")
        REFUSE = "refuse", _("Does not meet the conditions")

    class Delivery(models.TextChoices):
        """How the written decision reached the applicant."""

        HAND = "hand", _("Handed to the applicant")
        POST = "post", _("By post")
        HOME = "home", _("Left at home with somebody who signed")

    aid = models.CharField(_("assistance applied for"), max_length=8, choices=Category, db_index=True)
    urgent = models.BooleanField(
        _("help is needed at once"),
        default=False,
        help_text=_("Only where one cannot wait: help comes first, papers and checks later."),
    )
    members = models.PositiveSmallIntegerField(
        _("members of the household"), validators=(MinValueValidator(1), MaxValueValidator(30))
    )
    people = models.TextField(
        _("who belongs to the household"),
        help_text=_("Each on a line: name, relation to you, age, work or school."),
    )
    income = models.DecimalField(
        _("income of the household a month (yuan)"),
        max_digits=10,
        decimal_places=2,
        validators=(MinValueValidator(0),),
        help_text=_("Wages, pensions and allowances of all together."),
    )
    assets = models.TextField(
        pgettext_lazy("assistance applications", "assets"),
        help_text=_("Homes, savings, vehicles; “none” if there are none."),
    )
    causes = models.TextField(_("cause of the hardship"))
    costs = models.DecimalField(
        _("costs that cannot be avoided, last twelve months (yuan)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0),),
        help_text=_("What was left to pay after insurance, or for schooling."),
    )
    consent = models.BooleanField(
        _("consent to the check of the household's means"),
        default=False,
        help_text=_(
            "The Sub-district Office, with the body that checks the means of residents, asks registers, banks and "
            "insurers about the income, savings, homes and vehicles of the household, only to decide on this "
            "assistance and to re-check it. This is sensitive information; without it nobody can find whether the "
            "conditions are met. The consent can be withdrawn at any time by withdrawing the application or at the "
            "window; the check then ends, and so does the assistance that rests on it. Other adults of the household "
            "are asked for their own consent."
        ),
    )
    consent_on = models.DateField(
        _("consent to the means check given on"),
        null=True,
        blank=True,
        help_text=_("The day on the paper, if it was signed before today."),
    )
    consent_ended_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)
    received_on = models.DateField(_("application received on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    agreed = models.CharField(
        _("who else agreed to the check, in writing"),
        max_length=200,
        blank=True,
        help_text=_("The other adults of the household. Nobody is checked who did not agree."),
    )
    means_on = models.DateField(_("means check answered on"), null=True, blank=True)
    means = models.TextField(_("what the means check says"), blank=True)
    home_on = models.DateField(_("home visited on"), null=True, blank=True)
    visitor = models.CharField(_("first visitor"), max_length=40, blank=True)
    second_visitor = models.CharField(_("second visitor"), max_length=40, blank=True)
    at_home = models.TextField(_("what was seen and said"), blank=True)
    proposal = models.CharField(_("first finding"), max_length=6, choices=Proposal, blank=True, default="")
    grounds = models.TextField(_("grounds of the finding"), blank=True)
    monthly = models.DecimalField(
        _("aid a month (yuan)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0),),
        help_text=_("Medical assistance: the whole sum, paid once."),
    )
    since = models.DateField(_("granted from"), null=True, blank=True)
    until = models.DateField(_("granted until"), null=True, blank=True)
    longer_why = models.CharField(_("why for more than three months"), max_length=200, blank=True)
    posted_on = models.DateField(_("posted from"), null=True, blank=True)
    posted_until = models.DateField(_("posted until"), null=True, blank=True, db_index=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.TextField(_("grounds of the decision"), blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    told_on = models.DateField(_("applicant told on"), null=True, blank=True)
    delivery = models.CharField(_("how it was delivered"), max_length=4, choices=Delivery, blank=True, default="")
    household = models.ForeignKey(
        AssistedHousehold,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("household in assistance"),
    )

    class Meta:
        verbose_name = _("application for assistance")
        verbose_name_plural = _("applications for assistance")
        permissions = (
            ("handle_aidapplication", _("Work on applications for assistance")),
            ("close_aidapplication", _("Decide on applications for assistance")),
        )

    @property
    def comes_first(self) -> bool:
        """Whether help comes before papers and checks: temporary relief that cannot wait."""
        return self.urgent and self.aid == Category.RELIEF

    @property
    def consent_stands(self) -> bool:
        """Whether assistance that is paid, or a check that follows it, rests on the consent."""
        rests = self.household is not None and (self.household.is_current or self.state == "aid_later")
        return self.consent and rests

    @property
    def what_is_granted(self) -> list[tuple[str, object]]:
        if self.household_id is None:
            return []
        once = self.aid == Category.MEDICAL
        amount = gettext("Amount, paid once (yuan)") if once else gettext("Amount a month (yuan)")
        given = [
            (amount, f"{self.monthly:,}"),
            (gettext("Granted from"), day(self.since)),
            (gettext("Granted until"), day(self.until) if self.until else None),
            (gettext("To withdraw the consent to the means check"), self._where_to_withdraw()),
        ]
        return [(label, value) for label, value in given if value is not None]

    def _where_to_withdraw(self) -> str | None:
        if not self.consent_stands:
            return None
        until = day(trusted_until(self.closed_at or self.opened_at))
        return gettext("Until %(day)s on this page, at any time at the window.") % {"day": until}

    def clean(self) -> None:
        """Consent before anything is checked, two visitors, a grant with amount and days; each day in its order."""
        super().clean()
        done: tuple[str, ...] = ("received_on", "accepted_on", "means_on", "home_on", "decided_on", "told_on")
        if self.comes_first and self.accepted_on is None:  # help first, checks afterwards
            done = ("received_on", "decided_on", "told_on", "means_on")
        refuse(
            not_ahead(self, *done, "consent_on"),
            in_order(self, *done),
            self._consent(),
            self._while_typed(),
            self._applied(),
            self._visitors(),
            self._grant(),
        )

    def _while_typed(self) -> Problems:
        """No means are checked before the consent, nor is it decided while it is posted; what was typed before stands.

        Personal Information Protection Law, arts. 14, 29; Shanghai Regulations on Social Assistance, art. 33.
        """
        if self.state in ("aid_accepted", "aid_later"):
            return in_order(self, "consent_on", "means_on")
        until = self.posted_until if self.state == "aid_posted" else None
        if until and self.decided_on and self.decided_on <= until < timezone.localdate():
            return {"decided_on": gettext("It was still posted on that day.")}
        return {}

    def _consent(self) -> Problems:
        """Separate consent (Personal Information Protection Law, arts. 14, 29); what was done before it ended stands.

        What is urgent is not held up by it, but no means are checked without.
        """
        waits = self.comes_first and self.accepted_on is None and self.means_on is None
        if self.consent or self.consent_ended_on or waits:
            return {}
        if self.household_id:
            return {
                "consent": gettext("No means are checked without this consent. Have the household re-checked instead.")
            }
        return {"consent": gettext("Without this consent the means cannot be checked and the application not decided.")}

    def _applied(self) -> Problems:
        found = wanted(self, "costs") if self.aid in WITH_COSTS else {}
        if self.urgent and self.aid != Category.RELIEF:
            found["urgent"] = gettext("Only temporary relief can come before papers and checks.")
        return found

    def _visitors(self) -> Problems:
        if self.visitor and self.visitor.strip() == self.second_visitor.strip():
            return {"second_visitor": gettext("Two people visit a home together.")}
        return {}

    def _grant(self) -> Problems:
        """A grant says how much and from when; not from before the consent, except of urgent relief."""
        if self.proposal == self.Proposal.REFUSE:
            return {"monthly": gettext("What is refused has no amount.")} if self.monthly is not None else {}
        if not self.proposal and self.monthly is None:
            return {}
        begins = {} if self.aid == Category.RELIEF else in_order(self, "consent_on", "since")
        return {**end_of_aid(self, self.aid), **begins, **wanted(self, "monthly", "since")}
