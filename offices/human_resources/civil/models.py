"""Civil servants, their training and their appraisal (G1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.rules import Problems, in_order, not_ahead
from offices.human_resources.patterns.appraisal import Appraisal
from offices.human_resources.patterns.person import Group, PersonInPost
from offices.human_resources.patterns.training import Training


class CivilServant(PersonInPost):
    """A civil servant: rank, post, and whether the year on trial is over (Civil Servants Law, art. 34)."""

    class Rank(models.TextChoices):
        """The ranks of those in general administration (Civil Servants Law, art. 19)."""

        INSPECTOR_1 = "inspector1", _("First-grade inspector")
        INSPECTOR_2 = "inspector2", _("Second-grade inspector")
        RESEARCHER_1 = "researcher1", _("First-grade researcher")
        RESEARCHER_2 = "researcher2", _("Second-grade researcher")
        RESEARCHER_3 = "researcher3", _("Third-grade researcher")
        RESEARCHER_4 = "researcher4", _("Fourth-grade researcher")
        CHIEF_1 = "chief1", _("First-grade principal staff member")
        CHIEF_2 = "chief2", _("Second-grade principal staff member")
        CHIEF_3 = "chief3", _("Third-grade principal staff member")
        CHIEF_4 = "chief4", _("Fourth-grade principal staff member")
        CLERK_1 = "clerk1", _("First-grade staff member")
        CLERK_2 = "clerk2", _("Second-grade staff member")

    works_in = models.ForeignKey("organisation.Office", models.PROTECT, related_name="+", verbose_name=_("works in"))
    post = models.CharField(_("post"), max_length=60)
    rank = models.CharField(_("rank"), max_length=12, choices=Rank, blank=True, default="")
    rank_since = models.DateField(_("in this rank since"), null=True, blank=True)
    confirmed_on = models.DateField(_("appointed after the trial on"), null=True, blank=True)
    posted_on = models.DateField(_("in this post since"))

    class Meta:
        verbose_name = _("civil servant")
        verbose_name_plural = _("civil servants")

    def own_rules(self) -> tuple[Problems, ...]:
        """Appointed after the trial, and a rank not before that."""
        days = ("confirmed_on", "rank_since", "posted_on")
        ranked = self.rank and not self.confirmed_on
        return (
            not_ahead(self, *days),
            in_order(self, "joined_on", "confirmed_on"),
            in_order(self, "joined_on", "posted_on"),
            in_order(self, "confirmed_on", "rank_since"),
            {"confirmed_on": _("A rank is given after the trial: since when?")} if ranked else {},
        )


class CivilServantTraining(Training):
    """A course of a civil servant: registered, and counted in the appraisal (Civil Servants Law, art. 68)."""

    class Kind(models.TextChoices):
        """What it is for (Civil Servants Law, art. 67)."""

        INITIAL = "initial", _("Training of new entrants")
        OFFICE = "office", _("Training for a leading post")
        SPECIAL = "special", _("Training for special work")
        IN_SERVICE = "in_service", _("In-service training")

    person = models.ForeignKey(CivilServant, models.PROTECT, related_name="trainings", verbose_name=_("civil servant"))
    purpose = models.CharField(_("kind of training"), max_length=10, choices=Kind, db_index=True)
    mark = models.CharField(_("result of the course"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("training of a civil servant")
        verbose_name_plural = _("training of civil servants")
        permissions = (
            ("handle_civilservanttraining", _("Register training of civil servants")),
            ("close_civilservanttraining", _("Credit training of civil servants")),
        )


class CivilServantAppraisal(Appraisal):
    """The yearly appraisal of a civil servant (Civil Servants Law, art. 35–39)."""

    class Rank(models.TextChoices):
        """The four results (art. 38)."""

        EXCELLENT = "excellent", _("Excellent")
        COMPETENT = "competent", _("Competent")
        BASIC = "basic", _("Basically competent")
        NOT = "not", _("Not competent")

    # Art. 95: who was found not competent may ask for a review.
    contestable = frozenset({Rank.NOT.value})

    group = Group.CIVIL
    person = models.ForeignKey(CivilServant, models.PROTECT, related_name="appraisals", verbose_name=_("civil servant"))
    colleagues = models.TextField(_("what colleagues say"), blank=True)
    rank = models.CharField(_("appraised as"), max_length=10, choices=Rank, blank=True, default="", db_index=True)

    class Meta:
        verbose_name = _("appraisal of a civil servant")
        verbose_name_plural = _("appraisals of civil servants")
        permissions = (
            ("handle_civilservantappraisal", _("Prepare appraisals of civil servants")),
            ("close_civilservantappraisal", _("Decide appraisals of civil servants")),
        )
