"""Audit (A5): projects from the notice to the report, and findings until each is struck off."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from offices.party_administration.finance.models import money

NOTICE_DAYS = 3  # days that the notice lies before the audit (Audit Law, art. 42)


class AuditProject(Case):
    """One audit of a unit (计划→通知→实施→征求意见→报告→整改公布)."""

    class Sort(models.TextChoices):
        FINANCE = "finance", _("Income and expenditure")
        DUTY = "duty", _("Economic responsibility of a leader")
        WORKS = "works", _("Settlement of works")
        SPECIAL = "special", _("One subject")

    class Auditor(models.TextChoices):
        OURSELVES = "ourselves", _("The sub-district itself")
        FIRM = "firm", _("A firm that was commissioned")
        DISTRICT = "district", _("The district's audit bureau")

    sort = models.CharField(_("sort of audit"), max_length=10, choices=Sort, db_index=True)
    auditor = models.CharField(_("audited by"), max_length=10, choices=Auditor)
    unit = models.CharField(_("unit audited"), max_length=120)
    covers = models.CharField(_("period covered"), max_length=60)
    planned_on = models.DateField(_("audit begins on"))
    notified_on = models.DateField(_("notice served on"), null=True, blank=True)
    draft_report = models.TextField(_("draft of the report"), blank=True)
    draft_sent_on = models.DateField(_("draft sent for comments on"), null=True, blank=True)
    comments = models.TextField(_("comments of the unit"), blank=True)
    report = models.TextField(_("audit report"), blank=True)
    shown_on = models.DateField(_("rectification published on"), null=True, blank=True)
    shown_at = models.CharField(_("where it was published"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("audit project")
        verbose_name_plural = _("audit projects")
        permissions = (
            ("handle_auditproject", _("Work on audits")),
            ("close_auditproject", _("Sign audit reports")),
        )

    def clean(self) -> None:
        """The notice is served three days before the audit begins; what comes later does not come before."""
        if self.notified_on and self.notified_on > self.notice_by:
            words = _("The notice is served at least three days before the audit begins (Audit Law, art. 42).")
            raise ValidationError({"notified_on": words})
        rules.refuse(
            rules.not_ahead(self, "notified_on", "draft_sent_on", "shown_on"),
            rules.in_order(self, "planned_on", "draft_sent_on", "shown_on"),
        )

    @property
    def notice_by(self) -> dt.date:
        return self.planned_on - dt.timedelta(days=NOTICE_DAYS)


class AuditFinding(Case):
    """Something that an audit found, until it is struck off (发现→整改→复核→销号)."""

    class Weight(models.TextChoices):
        CARELESS = "careless", _("Not in order")
        BREACH = "breach", _("Against the rules")
        GRAVE = "grave", _("Grave breach")

    audit = models.ForeignKey(AuditProject, models.PROTECT, related_name="findings", verbose_name=_("from the audit"))
    weight = models.CharField(_("how grave it is"), max_length=10, choices=Weight, db_index=True)
    described = models.TextField(_("what the audit found"))
    sum = money(_("amount concerned"), null=True, blank=True)
    answers = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office that puts it right")
    )
    demanded = models.TextField(_("what has to be done"), blank=True)
    right_by = models.DateField(_("to be put right by"), null=True, blank=True)
    measures = models.TextField(_("what was done to put it right"), blank=True)
    sent_back = models.PositiveSmallIntegerField(_("not struck off, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("audit finding")
        verbose_name_plural = _("audit findings")
        permissions = (
            ("handle_auditfinding", _("Work on audit findings")),
            ("close_auditfinding", _("Strike audit findings off")),
            ("answer_auditfinding", _("Report that an audit finding was put right")),
        )

    def clean(self) -> None:
        """It is put right after the audit began; an amount is no debt."""
        found: dict[str, Any] = {}
        if self.right_by and self.right_by < self.audit.planned_on:
            found["right_by"] = _("This day lies before the audit.")
        if self.sum is not None and self.sum < 0:
            found["sum"] = _("An amount is not below nothing.")
        if found:
            raise ValidationError(found)
