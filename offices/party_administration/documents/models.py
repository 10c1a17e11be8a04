"""Papers received and issued (A2): circulation, numbers, the day on which a paper goes to the archive."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record

SYSTEM = "document-exchange"
ARCHIVE_MONTHS = 120  # from its creation until a paper goes to the archive (Regulations on the Archives Law, art. 20)


class Urgency(models.TextChoices):
    """How fast a paper is handled."""

    PLAIN = "plain", _("Ordinary paper")
    URGENT = "urgent", _("Urgent paper")
    EXTRA = "extra", _("Extra urgent paper")


class Grade(models.TextChoices):
    """The secrecy grade that a paper carries. The portal keeps only those that carry none."""

    NONE = "none", _("No secrecy grade")
    SECRET = "secret", _("Secret (秘密)")
    CONFIDENTIAL = "confidential", _("Confidential (机密)")
    TOP = "top", _("Top secret (绝密)")


class Retention(models.TextChoices):
    """How long an archived paper is kept."""

    FOREVER = "forever", _("For ever")
    THIRTY = "30", _("30 years")
    TEN = "10", _("10 years")


def refuse_secret(grade: str) -> None:
    """Only papers without a grade are kept here. Raises ValidationError (State Secrets Law, art. 31(3))."""
    if grade and grade != Grade.NONE:
        words = _(
            "No secret paper may be kept here. Register it on paper with the confidential post, and count it only."
        )
        raise ValidationError({"grade": words})


class NumberSeries(Record):
    """One line of issue numbers (发文代字): its `title` stands before the year, such as 某街办〔2026〕1号."""

    class Issuer(models.TextChoices):
        COMMITTEE = "committee", _("Party working committee")
        OFFICE = "office", _("Sub-district office")
        PARTY_ADMIN = "party_admin", _("Party and Administration Office")

    issuer = models.CharField(_("issued in the name of"), max_length=12, choices=Issuer)
    used_for = models.CharField(_("used for"), max_length=120)
    since = models.DateField(_("in use since"))

    class Meta:
        verbose_name = _("line of issue numbers")
        verbose_name_plural = _("lines of issue numbers")

    def clean(self) -> None:
        """Two lines that read the same would give a number twice."""
        if NumberSeries.objects.exclude(pk=self.pk).filter(title=self.title).exists():
            raise ValidationError({"title": _("A line of issue numbers is called so already.")})


class ReceivedPaper(Case):
    """A paper that came in (登记→拟办→批办→承办→催办→办结→归档)."""

    sender = models.CharField(_("sending body"), max_length=120)
    reference = models.CharField(_("number on the paper"), max_length=60, blank=True)
    dated_on = models.DateField(_("date on the paper"))
    received_on = models.DateField(_("paper received on"))
    urgency = models.CharField(_("urgency"), max_length=6, choices=Urgency, default=Urgency.PLAIN, db_index=True)
    grade = models.CharField(_("secrecy grade"), max_length=12, choices=Grade)
    exchange_number = models.CharField(_("number in the document exchange"), max_length=60, blank=True)
    wanted_on = models.DateField(_("to be done by"), null=True, blank=True)
    proposal = models.TextField(_("proposed handling"), blank=True)
    direction = models.TextField(_("direction of the leader"), blank=True)
    directed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("directed by"),
    )
    outcome = models.TextField(_("what came of it"), blank=True)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)
    retention = models.CharField(_("kept for"), max_length=8, choices=Retention, blank=True, default="")

    class Meta:
        verbose_name = _("paper received")
        verbose_name_plural = _("papers received")
        permissions = (
            ("handle_receivedpaper", _("Work on papers received")),
            ("direct_receivedpaper", _("Direct how papers are handled")),
            ("read_receivedpaper", _("Read papers that are passed round")),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(grade=Grade.NONE), name="received_paper_not_secret"),
            models.UniqueConstraint(
                fields=("exchange_number",),
                condition=~models.Q(exchange_number=""),
                name="received_paper_exchange_number_once",
            ),
        )

    def clean(self) -> None:
        """No secret paper; days in their order; an urgent paper names its day; the exchange gives a number once."""
        refuse_secret(self.grade)
        rules.refuse(
            rules.not_ahead(self, "dated_on", "received_on"),
            rules.in_order(self, "dated_on", "received_on", "wanted_on"),
        )
        if self.urgency != Urgency.PLAIN and not self.wanted_on:
            raise ValidationError({"wanted_on": _("An urgent paper names the day by which it is wanted.")})
        same = ReceivedPaper.objects.exclude(pk=self.pk).filter(exchange_number=self.exchange_number)
        if self.exchange_number and same.exists():
            words = _("A paper with this number in the document exchange is here already.")
            raise ValidationError({"exchange_number": words})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A number in the document exchange is its number in the system that it came from."""
        if self.exchange_number:
            self.foreign_system, self.foreign_number = SYSTEM, self.exchange_number
        super().save(*args, **kwargs)

    @property
    def transfer_on(self) -> dt.date:
        """The day on which it goes to the archive: ten years after its creation."""
        return months_after(self.dated_on, ARCHIVE_MONTHS)


class IssuedPaper(Case):
    """A paper that goes out (拟稿→核稿→会签→签发→编号→用印→分发→归档)."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("Notice (通知)")
        REPORT = "report", _("Report (报告)")
        REQUEST = "request", _("Request for instructions (请示)")
        LETTER = "letter", _("Letter (函)")
        OPINION = "opinion", _("Opinion (意见)")
        REPLY = "reply", _("Reply (批复)")
        MINUTES = "minutes", _("Minutes (纪要)")

    class Openness(models.TextChoices):
        OPEN = "open", _("To be published")
        ASKED = "asked", _("Given out on request")
        CLOSED = "closed", _("Not given out")

    VOID = frozenset({"issue_void", "issue_void_archived", "issue_void_transferred"})

    line = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="papers", verbose_name=_("line of issue numbers")
    )
    paper_kind = models.CharField(_("sort of document"), max_length=8, choices=Kind, db_index=True)
    addressee = models.CharField(_("main recipient"), max_length=200)
    copies_to = models.CharField(_("copies to"), max_length=200, blank=True)
    urgency = models.CharField(_("urgency"), max_length=6, choices=Urgency, default=Urgency.PLAIN)
    grade = models.CharField(_("secrecy grade"), max_length=12, choices=Grade)
    openness = models.CharField(_("openness"), max_length=6, choices=Openness)
    text = models.TextField(_("text of the paper"))
    issue_by = models.DateField(_("to be issued by"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("signer")
    )
    signed_on = models.DateField(_("paper signed on"), null=True, editable=False)
    issue_number = models.CharField(_("issue number"), max_length=60, blank=True, default="", editable=False)
    copies = models.PositiveSmallIntegerField(_("copies printed"), null=True, blank=True)
    sent_how = models.CharField(_("how it was sent"), max_length=120, blank=True)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)
    retention = models.CharField(_("kept for"), max_length=8, choices=Retention, blank=True, default="")

    class Meta:
        verbose_name = _("paper issued")
        verbose_name_plural = _("papers issued")
        permissions = (
            ("handle_issuedpaper", _("Work on papers to be issued")),
            ("drop_issuedpaper", _("Drop drafts of papers")),
            ("sign_issuedpaper", _("Sign papers of the sub-district")),
            ("countersign_issuedpaper", _("Countersign papers of other offices")),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(grade=Grade.NONE), name="issued_paper_not_secret"),
            models.UniqueConstraint(
                fields=("issue_number",), condition=~models.Q(issue_number=""), name="issued_paper_number_once"
            ),
        )

    def clean(self) -> None:
        """No secret paper; an urgent one names its day."""
        refuse_secret(self.grade)
        if self.urgency != Urgency.PLAIN and not self.issue_by:
            raise ValidationError({"issue_by": _("An urgent paper names the day by which it is wanted.")})

    def __str__(self) -> str:
        named = self.issue_number or super().__str__()
        return gettext("%(paper)s (void)") % {"paper": named} if self.is_void else named

    @property
    def is_void(self) -> bool:
        """Whether it was declared void after it was signed: nobody goes by it any more."""
        return self.state in self.VOID

    @property
    def transfer_on(self) -> dt.date | None:
        """The day on which it goes to the archive: ten years after it was signed."""
        return months_after(self.signed_on, ARCHIVE_MONTHS) if self.signed_on else None


class Passing(models.Model):
    """An office or a leader to whom a paper was passed, to read it or to countersign it, and when that was done."""

    class Purpose(models.TextChoices):
        READ = "read", _("to read")
        COUNTERSIGN = "countersign", _("to countersign")

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    office = models.ForeignKey("organisation.Office", models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    passed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = _("passing of a paper")
        verbose_name_plural = _("passings of papers")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "purpose", "office", "leader"), nulls_distinct=False, name="paper_passed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(office=None, leader__isnull=False) | models.Q(office__isnull=False, leader=None),
                name="paper_passed_to_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.purpose}"
