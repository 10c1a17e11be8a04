"""Petitioners, the powers of those who act for one, the link to sign, and the rules that administrators set."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core import memory
from caojiadu.core.personal import SealedTextField
from petitions.letters.models import Petition

# So many represent several people who come with one matter, at most (Regulations on petition work, art. 20).
VISIT_REPRESENTATIVES = 5


class PetitionerQuerySet(models.QuerySet["Petitioner"]):
    """Petitioners by whether they are still there and by what they are."""

    def present(self) -> "PetitionerQuerySet":
        """Those who have not left, and whose power to act has not ended by itself."""
        today = timezone.localdate()
        lasts = Q(mandate=None) | Q(mandate__until=None) | Q(mandate__until__gt=today)
        return self.filter(lasts, withdrawn_at=None)

    def own(self) -> "PetitionerQuerySet":
        """Those whose matter it is, not those who act for them."""
        return self.filter(role__in=Petitioner.OWN)

    def acting(self) -> "PetitionerQuerySet":
        """Those who act for somebody."""
        return self.filter(role__in=Petitioner.ACTING)


class PetitionerManager(models.Manager.from_queryset(PetitionerQuerySet)):  # type: ignore[misc]
    """Petitioners with the person behind each."""

    def get_queryset(self) -> PetitionerQuerySet:
        """A row is always shown with its masked name."""
        found: PetitionerQuerySet = super().get_queryset().select_related("resident")
        return found


class Petitioner(models.Model):
    """One person on the residents' side of a matter, with a query code of their own.

    The first one leads: the matter's `resident`, `served_at` and `review_until` are theirs. Who acts for somebody is a
    row too, with a Mandate.
    """

    class Role(models.TextChoices):
        """In what way a person takes part."""

        REPRESENTATIVE = "representative", _("representative")
        PETITIONER = "petitioner", _("petitioner")
        PROXY = "proxy", _("proxy")
        GUARDIAN = "guardian", _("guardian")

    class How(models.TextChoices):
        """How a person came to the matter."""

        WROTE = "wrote", _("wrote it")
        LINK = "link", _("signed online")
        DESK = "desk", _("entered by staff")

    OWN = (Role.REPRESENTATIVE, Role.PETITIONER)
    ACTING = (Role.PROXY, Role.GUARDIAN)

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="petitioners")
    # Nobody, for a letter without a name.
    resident = models.ForeignKey("community.Resident", models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=14, choices=Role)
    first = models.BooleanField(_("leads"), default=False)
    how = models.CharField(_("how"), max_length=5, choices=How, default=How.WROTE)
    joined_at = models.DateTimeField(_("joined"))
    withdrawn_at = models.DateTimeField(_("left"), null=True)
    share_identity = models.BooleanField(_("agrees that helping offices see who signed"), default=False)
    shows_name = models.BooleanField(_("agrees that the representatives see the name"), default=False)
    served_at = models.DateTimeField(_("answer read or handed over"), null=True)
    review_until = models.DateField(_("last day to ask for review"), null=True)

    objects = PetitionerManager()

    class Meta:
        verbose_name = _("petitioner")
        verbose_name_plural = _("petitioners")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("petition",), condition=Q(first=True), name="one_first_petitioner"),
            models.UniqueConstraint(
                fields=("petition", "resident"),
                condition=Q(withdrawn_at=None, role__in=("representative", "petitioner")),
                name="petitioner_once",
            ),
            models.CheckConstraint(
                condition=Q(first=False) | Q(role__in=("representative", "petitioner")), name="first_is_a_petitioner"
            ),
        )

    def __str__(self) -> str:
        return self.resident.masked_name or "***" if self.resident else str(_("Without a name"))

    @property
    def acts(self) -> bool:
        """Say whether the person acts for somebody else."""
        return self.role in self.ACTING


class Mandate(models.Model):
    """The power to act for a petitioner: a proxy's rests on the person's consent, a guardian's on law until an age."""

    class Relation(models.TextChoices):
        """What one is to the other."""

        CHILD = "child", _("Son or daughter")
        SPOUSE = "spouse", _("Husband or wife")
        PARENT = "parent", _("Father or mother")
        RELATIVE = "relative", _("Another relative")
        COMMITTEE = "committee", _("Worker of the neighbourhood committee")
        OTHER = "other", _("Somebody else")

    class Consent(models.TextChoices):
        """How somebody agreed, or is to agree, that another acts for them."""

        PAPER = "paper", _("on a signed paper")
        WINDOW = "window", _("in person at the window")
        CODE = "code", _("with a code of their own")

    petitioner = models.OneToOneField(Petitioner, models.CASCADE, primary_key=True, related_name="mandate")
    principal = models.ForeignKey(Petitioner, models.CASCADE, related_name="mandates")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    consent = models.CharField(_("consent"), max_length=6, choices=Consent, blank=True, default="")
    consent_at = models.DateTimeField(_("agreed"), null=True)
    consent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # A guardian's power ends on the day the child comes of age; without a day it lasts as long as the reason for it.
    until = models.DateField(_("ends on"), null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("power to act")
        verbose_name_plural = _("powers to act")
        default_permissions = ()
        indexes = (
            models.Index(
                fields=("petitioner",), name="mandate_to_confirm", condition=Q(consent_at=None, asked_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.petitioner_id} {self.relation}"

    @property
    def over(self) -> bool:
        """Say whether the day has come on which it ends by itself."""
        return self.until is not None and self.until <= timezone.localdate()


class Joining(models.Model):
    """The link with which neighbours sign a letter: the token is sealed, found by its digest, and ends by itself."""

    petition = models.OneToOneField(Petition, models.CASCADE, primary_key=True, related_name="joining")
    token_sealed = SealedTextField()
    token_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link to sign")
        verbose_name_plural = _("links to sign")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.petition_id)

    @property
    def is_open(self) -> bool:
        """Say whether somebody can still sign."""
        return self.closed_at is None and self.expires_at > timezone.now()


def _between(least: int, most: int) -> dict[str, Any]:
    return {"validators": [MinValueValidator(least), MaxValueValidator(most)]}


class JointRules(models.Model):
    """What practice, not law, decides about joint letters, proxies and guardians: one row for administrators."""

    representatives_online = models.PositiveSmallIntegerField(
        _("representatives of a joint letter, at most"),
        default=VISIT_REPRESENTATIVES,
        help_text=_("For visits the law says five (Regulations on petition work, art. 20), whatever stands here."),
        **_between(1, 20),
    )
    mass_from = models.PositiveSmallIntegerField(
        _("a joint visit begins with so many people"), default=5, help_text=_("Custom."), **_between(2, 100)
    )
    link_days = models.PositiveSmallIntegerField(
        _("days for which a link to sign is good"), default=14, **_between(1, 90)
    )
    consent_days = models.PositiveSmallIntegerField(
        _("days after which the desk asks for a missing consent"), default=7, **_between(1, 60)
    )
    guardian_under = models.PositiveSmallIntegerField(
        _("age below which a guardian has to write"),
        default=14,
        help_text=_("Personal Information Protection Law, art. 31."),
        **_between(14, 18),
    )
    of_age = models.PositiveSmallIntegerField(
        _("age with which a guardian's power ends"),
        default=18,
        help_text=_("Civil Code, art. 17."),
        **_between(16, 18),
    )

    class Meta:
        verbose_name = _("rules for joint letters")
        verbose_name_plural = _("rules for joint letters")
        default_permissions = ("view", "change")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="one_row_of_joint_rules"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def today(cls) -> "JointRules":
        """The rules as they stand, to be read only; the starting values until somebody sets others."""
        return memory.kept("joint rules", lambda: cls.objects.first() or cls(pk=1))


def birthday(born: dt.date, years: int) -> dt.date:
    """The day on which somebody completes so many years; born on 29 February, on 1 March of other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return dt.date(born.year + years, 3, 1)
