"""Who answers for a case, and what somebody has to do beside its moves."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models.case import Case
from caojiadu.core.organisation.models import Neighbourhood, Office


class WithPlaces(models.Manager["Assignment"]):
    """Assignments with the office or neighbourhood that each names."""

    def get_queryset(self) -> models.QuerySet["Assignment"]:
        """With the two in the same query."""
        return super().get_queryset().select_related("office", "neighbourhood")


class Assignment(models.Model):
    """A lead office, whoever helps it, or a person, from one moment to another. A person belongs to the lead office.

    A co-office or committee has a limit of its own (`due_at`); `next_at` is when the sweep looks at it, `told` how
    often it has spoken. An office that was asked to take the lead has no say in the matter until it accepts.
    """

    class Role(models.TextChoices):
        """In what way somebody answers."""

        LEAD = "lead", _("lead office")
        CO = "co", _("co-office")
        PERSON = "person", _("handler")
        ASKED = "asked", _("asked to take the lead")
        COMMITTEE = "committee", _("neighbourhood committee")

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=10, choices=Role)
    office = models.ForeignKey("organisation.Office", models.PROTECT, null=True, related_name="+")
    neighbourhood = models.ForeignKey("organisation.Neighbourhood", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    question = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True)
    opinion_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opinion_at = models.DateTimeField(null=True)

    objects = WithPlaces()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("next_at", "id"),
                condition=models.Q(until=None, next_at__isnull=False),
                name="assignment_sweep",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(role="lead", until=None),
                name="one_lead_office",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(role="person", until=None),
                name="one_handler",
            ),
            models.UniqueConstraint(
                fields=("case", "office"),
                condition=models.Q(role="co", until=None),
                name="co_office_once",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(role="asked", until=None),
                name="one_office_asked",
            ),
            models.UniqueConstraint(
                fields=("case", "neighbourhood"),
                condition=models.Q(role="committee", until=None),
                name="committee_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role="committee", office=None, neighbourhood__isnull=False)
                | (~models.Q(role="committee") & models.Q(office__isnull=False, neighbourhood=None)),
                name="assignment_place",
            ),
            models.CheckConstraint(
                condition=models.Q(role="person", user__isnull=False)
                | (~models.Q(role="person") & models.Q(user=None)),
                name="assignment_person",
            ),
        )

    def __str__(self) -> str:
        return str(self.helper or self.pk)

    @property
    def helper(self) -> Office | Neighbourhood | None:
        """The office or neighbourhood that helps."""
        return self.office or self.neighbourhood

    @property
    def late(self) -> bool:
        """Say whether an opinion that is still missing was due before now."""
        return self.opinion_at is None and self.due_at is not None and self.due_at < timezone.now()


class Task(models.Model):
    """Something to be done by hand for a case, such as ringing a resident whom no message reaches."""

    class Kind(models.TextChoices):
        """What is to be done."""

        RING = "ring", _("Ring the resident")
        POST = "post", _("Send it by post or ring")
        FILE = "file", _("Ask for another file: one was unsafe")
        CONSENT = "consent", _("Ask the resident whether they agree that somebody acts for them")

    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    key = models.CharField(max_length=120, unique=True)
    office = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        related_name="+",
        verbose_name=_("office"),
    )
    created_at = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(_("due"))
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    result = models.TextField(_("result"), blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("due_at", "id")
        indexes = (
            models.Index(
                fields=("office", "due_at", "id"),
                condition=models.Q(done_at=None),
                name="task_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
