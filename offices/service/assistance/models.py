"""Social assistance (D4): households in assistance, visits to them, and re-checks with change or end.

Staff keep what they learn secret except what must be posted (Shanghai Regulations on Social Assistance, art. 48). The
street itself decides (art. 36).
"""

import datetime as dt
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse, wanted

RELIEF_MONTHS = (
    3  # for which temporary relief is granted as a rule (Shanghai Regulations on Social Assistance, art. 29)
)
NOT_BELOW = _("An amount of aid is not below zero.")
PAYS = ("aidroll_approved", "aidroll_paid")  # the states of a payment roll that is paid, or about to be


class Overpaid(models.TextChoices):
    """What becomes of months that were paid before the aid was stopped or lowered for them."""

    SET_OFF = "set_off", _("Set it off by a further roll of each month")
    STANDS = "stands", _("Let it stand: nothing is set off")


class AssistedHousehold(Record):
    """A household that receives assistance; the person of the entry is the head of the household."""

    class Category(models.TextChoices):
        MINIMUM = "minimum", _("Minimum living allowance")
        HARDSHIP = "hardship", _("Support in extreme hardship")
        RIGID = "rigid", _("Aid for rigid expenses")
        RELIEF = "relief", _("Temporary relief")
        MEDICAL = "medical", _("Medical assistance")

    category = models.CharField(_("category of assistance"), max_length=8, choices=Category, db_index=True)
    members = models.PositiveSmallIntegerField(_("members of the household"), validators=(MinValueValidator(1),))
    reasons = models.TextField(_("cause of the hardship"))
    monthly = models.DecimalField(
        _("aid a month (yuan)"),
        max_digits=9,
        decimal_places=2,
        validators=(MinValueValidator(0, NOT_BELOW),),
        help_text=_("Medical assistance: the whole sum, paid once."),
    )
    monthly_since = models.DateField(
        _("this amount since"),
        null=True,
        blank=True,
        help_text=_(
            "Where the amount changes: from which day. Wrong from the start: the day the aid began. Empty: as before."
        ),
    )
    since = models.DateField(_("in assistance since"))
    until = models.DateField(_("granted until"), null=True, blank=True)
    longer_why = models.CharField(
        _("why for more than three months"),
        max_length=200,
        blank=True,
        help_text=_("Temporary relief is granted for three months as a rule (art. 29)."),
    )
    consent_on = models.DateField(
        _("consent to the means check given on"),
        null=True,
        blank=True,
        help_text=_("Temporary relief that is urgent comes first, the papers later."),
    )
    rechecked_on = models.DateField(_("last re-check"), null=True, blank=True)
    visited_on = models.DateField(_("last visit to the home"), null=True, blank=True)

    class Meta:
        verbose_name = _("household in assistance")
        verbose_name_plural = _("households in assistance")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(monthly__gte=0), name="aid_not_below_zero", violation_error_message=NOT_BELOW
            ),
        )

    @property
    def withdrawn_on(self) -> dt.date | None:
        """When the consent was withdrawn last, whether or not another was given since. One query."""
        gone = AssistanceReview.objects.filter(household_id=self.pk, cause=AssistanceReview.Cause.CONSENT)
        return gone.aggregate(day=models.Max("begun_on"))["day"] if self.pk else None

    @property
    def may_be_checked(self) -> bool:
        """Whether the means may be checked: consented to, and not withdrawn since (PIPL, arts. 15, 29). One query.

        Withdrawing empties the day of the consent, so that one of the same day was given afterwards.
        """
        gone = self.withdrawn_on
        return self.consent_on is not None and (gone is None or self.consent_on >= gone)

    def clean(self) -> None:
        """What was done lies in the past, in its order; consent and end of the aid are as the law asks."""
        refuse(
            not_ahead(self, "rechecked_on", "consent_on", "visited_on"),
            self._consent(),
            in_order(self, "since", "rechecked_on"),
            end_of_aid(self, self.category),
            self._new_amount(),
        )

    def _consent(self) -> Problems:
        """Consent comes before the grant, except of relief; where it was withdrawn, another may come later or never."""
        gone = self.withdrawn_on
        if gone is None:
            relief = self.category == self.Category.RELIEF
            return {} if relief else {**wanted(self, "consent_on"), **in_order(self, "consent_on", "since")}
        if self.consent_on is None or self.consent_on >= gone:
            return {}
        said = gettext("This consent was withdrawn. Enter the day of a new one, or leave it empty.")
        return {"consent_on": said}

    def _new_amount(self) -> Problems:
        """What was paid already changes from a day that comes with it: else past months would be counted again.

        A day before the last one, except that of the beginning, would change what others decided: a re-check does that.
        """
        stored = None if self._state.adding else AssistedHousehold.objects.filter(pk=self.pk).first()
        if stored is None or stored.monthly == self.monthly:
            return {}
        last, day = stored.monthly_since, self.monthly_since
        paid = stored.payments.filter(roll__state__in=PAYS, roll__month__gte=f"{last:%Y-%m}" if last else "")
        later = day and (last is None or day > last or day == self.since != last)
        if later or not paid.exists():
            return {}
        if last is None:
            return {"monthly_since": gettext("It was paid already. Say from which day the new amount holds.")}
        words = gettext("The amount of before holds from %(day)s. Give a later day, or have a re-check decide.")
        return {"monthly_since": words % {"day": date_format(last)}}


def end_of_aid(entry: Any, category: str) -> Problems:
    """Relief has an end, within three months or with reasons (Shanghai Regulations on Social Assistance, art. 29)."""
    if category == AssistedHousehold.Category.RELIEF:
        if entry.until is None:
            return {"until": gettext("Temporary relief is granted until a day.")}
        if entry.since and entry.until > months_after(entry.since, RELIEF_MONTHS) and not entry.longer_why:
            return {"longer_why": gettext("More than three months: say why.")}
    return in_order(entry, "since", "until")


LASTING = (AssistedHousehold.Category.MINIMUM, AssistedHousehold.Category.HARDSHIP, AssistedHousehold.Category.RIGID)


class AssistanceVisit(Record):
    """A visit to the home of a household in assistance: who lives there now, and what has changed."""

    class Change(models.TextChoices):
        NONE = "none", _("Nothing has changed")
        BETTER = "better", _("Income or assets have grown")
        WORSE = "worse", _("The hardship has grown")
        MEMBERS = "members", _("Members came or left")
        AWAY = "away", _("Nobody lives there any more")

    household = models.ForeignKey(
        AssistedHousehold, models.PROTECT, related_name="visits", verbose_name=_("household in assistance")
    )
    visited_on = models.DateField(_("home visited on"))
    visitors = models.CharField(_("who visited"), max_length=80, help_text=_("Two people, one of them of the office."))
    change = models.CharField(_("what has changed"), max_length=7, choices=Change, db_index=True)
    seen = models.TextField(_("what was seen and said"))

    class Meta:
        verbose_name = _("visit to a household in assistance")
        verbose_name_plural = _("visits to households in assistance")

    def clean(self) -> None:
        """A visit is written down once it was made."""
        refuse(not_ahead(self, "visited_on"))


class AssistanceReview(Case):
    """A re-check of a household (核对→入户→初审→决定→告知): the aid goes on, changes, or ends."""

    class Cause(models.TextChoices):
        DUE = "due", _("Regular re-check")
        TOLD = "told", _("Change told by the household")
        REPORT = "report", _("Somebody else reported a change")
        DATA = "data", _("Data of another body differ")
        CONSENT = "ended", _("Consent to the means check withdrawn")
        FIRST = "first", _("Help came first, papers and checks do not follow")

    class Proposal(models.TextChoices):
        GO_ON = "go_on", _("Goes on unchanged")
        CHANGE = "change", _("Aid changes")
        STOP = "stop", _("Aid ends")

    household = models.ForeignKey(
        AssistedHousehold, models.PROTECT, related_name="reviews", verbose_name=_("household in assistance")
    )
    cause = models.CharField(_("why it is re-checked"), max_length=6, choices=Cause, db_index=True)
    begun_on = models.DateField(_("re-check begun on"))
    means_on = models.DateField(_("means check answered on"), null=True, blank=True)
    means = models.TextField(_("what the means check says"), blank=True)
    home_on = models.DateField(_("home visited on"), null=True, blank=True)
    seen = models.TextField(_("what was seen and said"), blank=True)
    proposal = models.CharField(_("what is proposed"), max_length=6, choices=Proposal, blank=True, default="")
    grounds = models.TextField(_("grounds of the proposal"), blank=True)
    new_monthly = models.DecimalField(
        _("new aid a month (yuan)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0, NOT_BELOW),),
    )
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    overpaid = models.CharField(
        _("what becomes of what was paid too much"), max_length=7, choices=Overpaid, blank=True, default=""
    )
    overpaid_why = models.TextField(_("reason for this choice"), blank=True)
    carried_out = models.BooleanField(_("brought into the household's entry"), default=False, editable=False)
    told_on = models.DateField(_("household told on"), null=True, blank=True)

    class Meta:
        verbose_name = _("re-check of a household")
        verbose_name_plural = _("re-checks of households")
        permissions = (
            ("handle_assistancereview", _("Re-check households in assistance")),
            ("close_assistancereview", _("Decide on re-checks of assistance")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(new_monthly__gte=0), name="new_aid_not_below_zero", violation_error_message=NOT_BELOW
            ),
        )

    @property
    def decider(self) -> User:
        """Whoever decided it, in person. Raises User.DoesNotExist before that. One query."""
        made = CaseEvent.objects.filter(case_id=self.pk, move="aidreview_decide").order_by("-id")
        return User.objects.get(pk=made.values("actor_user_id")[:1])

    @property
    def is_to_come(self) -> bool:
        """Whether what was decided takes effect on a later day."""
        goes_on = self.proposal == self.Proposal.GO_ON
        return not goes_on and self.effective_on is not None and self.effective_on > timezone.localdate()

    def clean(self) -> None:
        """What was done lies in the past; aid that changes has a new amount and a day."""
        refuse(not_ahead(self, "begun_on", "means_on", "home_on", "told_on"), self._amount())

    def _amount(self) -> Problems:
        changes, stops = self.proposal == self.Proposal.CHANGE, self.proposal == self.Proposal.STOP
        found: Problems = {}
        if changes and self.new_monthly is None:
            found["new_monthly"] = gettext("Say what the aid will be.")
        if not changes and self.new_monthly is not None:
            found["new_monthly"] = gettext("The aid changes only where that is proposed.")
        if (changes or stops) and self.effective_on is None:
            found["effective_on"] = gettext("Say from which day.")
        return found
