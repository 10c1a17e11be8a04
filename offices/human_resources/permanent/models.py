"""Permanent staff of public institutions, their training and their appraisal (G2)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.rules import Problems, in_order, not_ahead
from offices.human_resources.patterns.appraisal import Appraisal
from offices.human_resources.patterns.person import Group, PersonInPost
from offices.human_resources.patterns.training import Training


class PermanentStaff(PersonInPost):
    """Somebody on the establishment of a public institution: class and level of the post, contract of employment."""

    class PostClass(models.TextChoices):
        """The three classes of posts of public institutions."""

        MANAGEMENT = "management", _("Management post")
        PROFESSIONAL = "professional", _("Professional and technical post")
        SKILLED = "skilled", _("Skilled worker's post")

    LEVELS = {PostClass.MANAGEMENT: 10, PostClass.PROFESSIONAL: 13, PostClass.SKILLED: 5}

    institution = models.CharField(_("centre or institution"), max_length=80)
    post_class = models.CharField(_("class of the post"), max_length=12, choices=PostClass, db_index=True)
    level = models.PositiveSmallIntegerField(
        _("level of the post"), validators=(MinValueValidator(1), MaxValueValidator(13))
    )
    contract_from = models.DateField(_("contract begins on"))
    contract_until = models.DateField(
        _("contract ends on"), null=True, blank=True, help_text=_("Empty: until retirement.")
    )
    trial_until = models.DateField(_("trial ends on"), null=True, blank=True)
    trial_passed_on = models.DateField(_("trial passed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of the permanent staff")
        verbose_name_plural = _("permanent staff")

    def own_rules(self) -> tuple[Problems, ...]:
        """A level that the class has, and a contract that ends after it began."""
        most = self.LEVELS.get(self.post_class, 13)  # type: ignore[call-overload]
        too_high = self.level is not None and self.level > most
        return (
            in_order(self, "contract_from", "contract_until"),
            in_order(self, "contract_from", "trial_until", "contract_until"),
            not_ahead(self, "trial_passed_on"),
            self._long_trial(),
            {"level": gettext("This class has the levels 1 to %(n)d.") % {"n": most}} if too_high else {},
        )

    def _long_trial(self) -> Problems:
        """A first contract of three years or more has twelve months on trial (art. 13); no other has longer."""
        if not self.trial_until or not self.contract_from or self.trial_until <= months_after(self.contract_from, 12):
            return {}
        return {
            "trial_until": gettext("Twelve months at most (Regulations on Personnel of Public Institutions, art. 13).")
        }


class PermanentStaffTraining(Training):
    """A course of a member of the permanent staff, and the certificate that it gave."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("Before taking up the post")
        IN_POST = "in_post", _("In the post")
        BETWEEN = "between", _("For another post")
        SPECIAL = "special", _("For a special task")

    person = models.ForeignKey(
        PermanentStaff, models.PROTECT, related_name="trainings", verbose_name=_("member of the permanent staff")
    )
    occasion = models.CharField(_("when it is held"), max_length=8, choices=Kind, db_index=True)
    certificate = models.CharField(_("number of the certificate"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("training of permanent staff")
        verbose_name_plural = _("training of permanent staff")
        permissions = (
            ("handle_permanentstafftraining", _("Register training of permanent staff")),
            ("close_permanentstafftraining", _("Credit training of permanent staff")),
        )


class PermanentStaffAppraisal(Appraisal):
    """The yearly appraisal of permanent staff, or that of a term of employment."""

    class Scope(models.TextChoices):
        YEAR = "year", _("Yearly appraisal")
        TERM = "term", _("Appraisal of the term of employment")

    class Rank(models.TextChoices):
        """The results (Regulations on Personnel of Public Institutions, art. 21)."""

        EXCELLENT = "excellent", _("Excellent")
        QUALIFIED = "qualified", _("Qualified")
        BASIC = "basic", _("Basically qualified")
        NOT = "not", _("Not qualified")

    group = Group.PERMANENT
    person = models.ForeignKey(
        PermanentStaff, models.PROTECT, related_name="appraisals", verbose_name=_("member of the permanent staff")
    )
    scope = models.CharField(_("what is appraised"), max_length=4, choices=Scope, default=Scope.YEAR)
    served = models.TextField(_("what those say who are served"), blank=True)
    rank = models.CharField(_("appraised as"), max_length=10, choices=Rank, blank=True, default="", db_index=True)

    class Meta:
        verbose_name = _("appraisal of permanent staff")
        verbose_name_plural = _("appraisals of permanent staff")
        permissions = (
            ("handle_permanentstaffappraisal", _("Prepare appraisals of permanent staff")),
            ("close_permanentstaffappraisal", _("Decide appraisals of permanent staff")),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(scope="term", rank__in=("excellent", "basic")),
                name="term_appraisal_ranks",
                violation_error_message=_(
                    "A term of employment is appraised as qualified or not, nothing else"
                    " (Regulations on Personnel of Public Institutions, art. 21)."
                ),
            ),
        )

    def alike(self) -> models.QuerySet["PermanentStaffAppraisal"]:
        """A year and a term may be appraised in the same year."""
        return super().alike().filter(scope=self.scope)
