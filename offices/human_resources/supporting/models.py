"""Community supporting workers: contracts, their renewal, attendance (G4)."""

import datetime as dt

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse
from offices.human_resources.patterns.person import MONTH, PersonInPost, one_open

DISPATCH_MONTHS = 24  # of a contract with a firm that sends workers, at least (Labour Contract Law, art. 58)
DAY = dt.timedelta(days=1)
DAYS = (MaxValueValidator(31),)


class SupportingWorker(PersonInPost):
    """Somebody who helps in a post for a term, mostly sent by a service firm."""

    class Engaged(models.TextChoices):
        """By whom they are employed."""

        DIRECT = "direct", _("Contract with the street")
        DISPATCH = "dispatch", _("Sent by a labour firm")
        SERVICE = "service", _("Staff of a service firm")

    works_in = models.ForeignKey("organisation.Office", models.PROTECT, related_name="+", verbose_name=_("works in"))
    duty = models.CharField(_("what they help with"), max_length=80)
    engaged = models.CharField(_("employed by"), max_length=8, choices=Engaged, db_index=True)
    firm = models.CharField(_("service firm"), max_length=80, blank=True)
    contract_from = models.DateField(_("contract begins on"))
    contract_until = models.DateField(
        _("contract ends on"), null=True, blank=True, help_text=_("Empty: without a fixed term.")
    )
    renewals = models.PositiveSmallIntegerField(_("renewed, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("supporting worker")
        verbose_name_plural = _("supporting workers")

    def own_rules(self) -> tuple[Problems, ...]:
        """Whoever is sent has a firm, and a contract of two years at least (Labour Contract Law, art. 58)."""
        no_firm = self.engaged != self.Engaged.DIRECT and not self.firm
        return (
            in_order(self, "contract_from", "contract_until"),
            {"firm": gettext("Name the firm that employs them.")} if no_firm else {},
            self.too_short("contract_until", self.contract_from, self.contract_until),
        )

    def too_short(self, name: str, begins: dt.date | None, until: dt.date | None) -> Problems:
        """What is wrong, in the field of that name, with a contract of somebody who is sent (art. 58 of that law)."""
        if self.engaged != self.Engaged.DISPATCH or not begins or not until:
            return {}
        if until >= months_after(begins, DISPATCH_MONTHS) - DAY:
            return {}
        return {name: gettext("Two years at least (Labour Contract Law, art. 58).")}


class ContractRenewal(Case):
    """What becomes of a contract that ends (到期提示→征求意见→评估→续聘或终止)."""

    class Wish(models.TextChoices):
        """What the worker wants."""

        STAY = "stay", _("Wants to stay")
        OPEN = "open", _("Wants a contract without a fixed term")
        LEAVE = "leave", _("Wants to leave")

    worker = models.ForeignKey(
        SupportingWorker, models.PROTECT, related_name="renewals_asked", verbose_name=_("supporting worker")
    )
    ends_on = models.DateField(_("contract ends on"))
    wish = models.CharField(_("what the worker wants"), max_length=5, choices=Wish, blank=True, default="")
    work_seen = models.TextField(_("how the work was done, as the office sees it"), blank=True)
    days_absent = models.PositiveSmallIntegerField(
        _("days absent in the last twelve months"), null=True, editable=False
    )
    new_until = models.DateField(
        _("new contract ends on"), null=True, blank=True, help_text=_("Empty: without a fixed term.")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    left_on = models.DateField(_("last day at work"), null=True, blank=True)

    class Meta:
        verbose_name = _("renewal of a contract")
        verbose_name_plural = _("renewals of contracts")
        permissions = (
            ("handle_contractrenewal", _("Prepare renewals of contracts")),
            ("close_contractrenewal", _("Decide on renewals of contracts")),
        )

    def clean(self) -> None:
        """The day is that of the contract; the new one ends after it, and is long enough when it is agreed."""
        refuse(
            not_ahead(self, "signed_on", "left_on"),
            in_order(self, "ends_on", "new_until"),
            one_open(self, "worker"),
            self._other_day(),
            self._too_short(),
        )

    def _other_day(self) -> Problems:
        if self.worker_id is None or self.pk or self.ends_on == self.worker.contract_until:
            return {}
        return {"ends_on": gettext("That is not the day on which this worker's contract ends.")}

    def _too_short(self) -> Problems:
        if self.worker_id is None or self.signed_on or self.left_on:
            return {}
        return self.worker.too_short("new_until", self.ends_on + DAY, self.new_until)


class AttendanceMonth(Record):
    """How many days of a month somebody owed, worked, was on leave or missing."""

    worker = models.ForeignKey(
        SupportingWorker, models.PROTECT, related_name="months", verbose_name=_("supporting worker")
    )
    month = models.CharField(_("month"), max_length=7, help_text=_("Like this: 1975-03."))
    owed = models.PositiveSmallIntegerField(_("days of work in the month"), validators=DAYS)
    worked = models.PositiveSmallIntegerField(_("days worked"), validators=DAYS)
    leave = models.PositiveSmallIntegerField(_("days on leave"), validators=DAYS)
    absent = models.PositiveSmallIntegerField(_("days absent"), validators=DAYS)

    class Meta:
        verbose_name = _("attendance in a month")
        verbose_name_plural = _("attendance by month")

    def clean(self) -> None:
        """The days add up, and each month stands once."""
        parts = [self.worked, self.leave, self.absent]
        added = None if None in (*parts, self.owed) else sum(parts)
        same = AttendanceMonth.objects.filter(worker=self.worker_id, month=self.month, ended_on=None)
        there = self.worker_id is not None and same.exclude(pk=self.pk).exists()
        refuse(
            {} if MONTH.fullmatch(self.month) else {"month": gettext("Write year and month like this: 1975-03.")},
            {"month": gettext("This worker's month is there already.")} if there else {},
            {} if added in (None, self.owed) else {"worked": gettext("Worked, on leave and absent do not add up.")},
        )
