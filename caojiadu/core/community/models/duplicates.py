"""Which rows are one person, and the assessment without which nobody looks at them together."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core import memory
from caojiadu.core.community.models.residents import Resident


class SamePerson(models.Model):
    """Two rows that may be one person: found by the portal, decided by a head, and taken back at any time.

    Nothing that refers to either row is moved. Each row keeps the phone and paper under which it was written down, and
    with them whoever gets its messages; only what staff see of the person is drawn together.
    """

    class Ground(models.TextChoices):
        """What the two rows have in common."""

        PAPER = "paper", _("same paper")
        PHONE = "phone", _("same name and phone")
        HAND = "hand", _("named by hand")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("to be looked at")
        SAME = "same", _("one person")
        DIFFERENT = "different", _("two people")

    one = models.ForeignKey(Resident, models.PROTECT, related_name="+", verbose_name=_("first row"))
    other = models.ForeignKey(Resident, models.PROTECT, related_name="+", verbose_name=_("second row"))
    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUGGESTED)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pair of rows of one person")
        verbose_name_plural = _("pairs of rows of one person")
        default_permissions = ()
        permissions = (("decide_sameperson", _("Can decide which rows are one person")),)
        indexes = (
            models.Index(fields=("state", "-id"), name="same_person_state"),
            models.Index(fields=("other", "state"), name="same_person_other"),
        )
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="same_person_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="same_person_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"


class ImpactAssessment(models.Model):
    """A personal information protection impact assessment (PIPL, art. 55-56), kept for at least three years.

    As long as none is in force, no page draws a person's rows of several offices together.
    """

    title = models.CharField(_("title"), max_length=120)
    done_on = models.DateField(_("done on"))
    done_by = models.CharField(_("done by"), max_length=120)
    purpose = models.TextField(_("purpose and manner: lawful, justified, necessary"))
    influence = models.TextField(_("influence on people, and risks"))
    measures = models.TextField(_("measures: lawful, effective, fitting the risk"))
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("impact assessment")
        verbose_name_plural = _("impact assessments")
        default_permissions = ("view", "add", "change")
        ordering = ("-done_on", "-id")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_force(cls) -> bool:
        """Whether the rows of one person may be looked at together today."""
        today = timezone.localdate()
        ends = models.Q(valid_until=None) | models.Q(valid_until__gte=today)
        return memory.kept(("assessed", today), cls.objects.filter(ends, done_on__lte=today).exists)
