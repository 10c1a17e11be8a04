"""Who answers for a case, and what somebody has to do beside its moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models.case import Case


class Assignment(models.Model):
    """A lead office, a co-office or a person, from one moment to another. A person belongs to the lead office."""

    class Role(models.TextChoices):
        """In what way somebody answers."""

        LEAD = "lead", _("lead office")
        CO = "co", _("co-office")
        PERSON = "person", _("handler")

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=8, choices=Role)
    office = models.ForeignKey("organisation.Office", models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True)
    opinion_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opinion_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("id",)
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
            models.CheckConstraint(
                condition=models.Q(role="person", user__isnull=False)
                | (~models.Q(role="person") & models.Q(user=None)),
                name="assignment_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.role}"


class Task(models.Model):
    """Something to be done by hand for a case, such as ringing a resident whom no message reaches."""

    class Kind(models.TextChoices):
        """What is to be done."""

        RING = "ring", _("Ring the resident")
        POST = "post", _("Send it by post or ring")
        FILE = "file", _("Ask for another file: one was unsafe")

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
