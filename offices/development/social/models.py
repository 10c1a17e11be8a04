"""Social organisations (H13): who there is, who is being grown, which projects are given money."""

from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.credit_code import credit_code
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.project import Project
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse
from offices.development.social.grants import NO_DEBT, GrantRound, within_the_round


class SocialOrganisation(Record):
    """A social organisation that works in the sub-district. The district's civil affairs bureau registers it."""

    class Kind(models.TextChoices):
        """What it is in law."""

        ASSOCIATION = "association", _("Association")
        SERVICE = "service", _("Social service body")
        FOUNDATION = "foundation", _("Foundation")
        GROUP = "group", _("Community group, not registered")

    class Grade(models.TextChoices):
        """Grade of its assessment."""

        NONE = "none", _("Not assessed")
        A3 = "3a", _("Grade 3A")
        A4 = "4a", _("Grade 4A")
        A5 = "5a", _("Grade 5A")

    kind = models.CharField(_("kind of organisation"), max_length=11, choices=Kind, db_index=True)
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        blank=True,
        help_text=_("Eighteen characters; a group that is not registered has none."),
    )
    does = models.CharField(_("services it gives"), max_length=200)
    members = models.PositiveIntegerField(_("staff and members"))
    seat = models.CharField(_("where it sits"), max_length=120)
    grade = models.CharField(_("grade of assessment"), max_length=4, choices=Grade, default=Grade.NONE)
    certificate_until = models.DateField(_("certificate until"), null=True, blank=True)
    looked_at_on = models.DateField(_("last visited by the office"), null=True, blank=True)

    class Meta:
        verbose_name = _("social organisation")
        verbose_name_plural = _("social organisations")
        constraints = (
            models.UniqueConstraint(
                fields=("credit_code",),
                condition=~models.Q(credit_code=""),
                name="organisation_once",
                violation_error_message=_("An organisation with this code is entered already."),
            ),
        )

    def clean(self) -> None:
        """Whoever is registered has a valid code of its own, whoever is not has none."""
        wrong: Problems = {}
        if self.kind == self.Kind.GROUP:
            if self.credit_code:
                wrong = {"credit_code": gettext("A group that is not registered has no code.")}
        else:
            wrong = credit_code(self)
        refuse(not_ahead(self, "looked_at_on"), wrong)


class Incubation(Case):
    """Help for a young organisation: applied for, vetted, supported by terms, evaluated at the end."""

    class Help(models.TextChoices):
        ROOM = "room", _("Room and address")
        TRAINING = "training", _("Training and advice")
        REGISTERING = "registering", _("Help with registration")
        START = "start", _("Start-up project")

    class Result(models.TextChoices):
        """How it stands at the end."""

        GROWN = "grown", _("Stands on its own")
        FAILED = "failed", _("Does not go on")

    organisation = models.ForeignKey(
        SocialOrganisation, models.PROTECT, related_name="incubations", verbose_name=_("social organisation")
    )
    help_wanted = models.CharField(_("help wanted"), max_length=11, choices=Help, db_index=True)
    plan = models.TextField(_("what it wants to become"))
    vetting = models.TextField(_("what the vetting found"), blank=True)
    mentor = models.CharField(_("mentor"), max_length=120, blank=True)
    since = models.DateField(_("support since"), null=True, blank=True)
    until = models.DateField(_("support until"), null=True, blank=True)
    helped_times = models.PositiveSmallIntegerField(_("times helped"), default=0, editable=False)
    outcome = models.CharField(_("result of the evaluation"), max_length=6, choices=Result, blank=True, default="")
    evaluation = models.TextField(_("evaluation"), blank=True)

    class Meta:
        verbose_name = _("incubation")
        verbose_name_plural = _("incubations")
        permissions = (
            ("handle_incubation", _("Support young organisations")),
            ("close_incubation", _("Decide on the support of young organisations")),
        )

    def clean(self) -> None:
        """Support ends after it begins."""
        refuse(in_order(self, "since", "until"))


class SponsoredProject(Project):
    """A project of a social organisation that gets a grant: vetted, paid by milestones, evaluated, published."""

    class Field(models.TextChoices):
        OLDER = "older", _("Older people")
        FAMILIES = "families", _("Children and families")
        DISABLED = "disabled", _("Disabled people")
        COMMUNITY = "community", _("Community building")
        GREEN = "green", _("Environment and sorting of waste")

    organisation = models.ForeignKey(
        SocialOrganisation, models.PROTECT, related_name="projects", verbose_name=_("social organisation")
    )
    round = models.ForeignKey(
        GrantRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("round of grants"),
        help_text=_("Empty: granted outside the rounds."),
    )
    field = models.CharField(_("people it serves"), max_length=9, choices=Field, db_index=True)
    people = models.PositiveIntegerField(_("people it is to reach"))
    own_money = models.DecimalField(_("money of its own (yuan)"), max_digits=12, decimal_places=2, default=0)
    reached = models.PositiveIntegerField(_("people the project reached"), null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField(
        _("satisfied (%)"), null=True, blank=True, validators=(MaxValueValidator(100),)
    )
    returned = models.DecimalField(
        _("money given back (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=(NO_DEBT,)
    )
    returned_on = models.DateField(_("money given back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("grant project of a social organisation")
        verbose_name_plural = _("grant projects of social organisations")
        permissions = (
            ("handle_sponsoredproject", _("Accompany grant projects")),
            ("close_sponsoredproject", _("Grant money to projects")),
        )

    def clean(self) -> None:
        """Only an organisation that still works here gets a grant."""
        super().clean()
        wrong = {}
        if self._state.adding and self.organisation_id and not self.organisation.is_current:
            wrong = {"organisation": gettext("This organisation does not work here any more.")}
        refuse(wrong, within_the_round(self), not_ahead(self, "returned_on"), self._given_back())

    @property
    def unspent(self) -> Decimal:
        """Money that was granted and neither spent nor given back (yuan)."""
        return super().unspent - (self.returned or Decimal(0))

    def _given_back(self) -> Problems:
        if self.returned is None or self.unspent >= 0:
            return {}
        left = {"left": self.unspent + self.returned}
        return {"returned": gettext("Only %(left)s yuan were not spent.") % left}
