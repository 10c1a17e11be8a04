"""Community workers: the scale of grades, the workers, their grading, training and appraisal (G3)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse
from offices.human_resources.patterns.appraisal import Appraisal
from offices.human_resources.patterns.person import Group, PersonInPost, one_open
from offices.human_resources.patterns.training import Training


class WorkerGrade(Record):
    """One grade of the scale and what it pays (Shanghai Regulations on Sub-district Offices, art. 21)."""

    class Sequence(models.TextChoices):
        """The posts along which grades run."""

        LEADING = "leading", _("In charge")
        SENIOR = "senior", _("Section lead")
        GENERAL = "general", _("General work")

    sequence = models.CharField(_("sequence of posts"), max_length=8, choices=Sequence, db_index=True)
    step = models.PositiveSmallIntegerField(_("grade"), validators=(MinValueValidator(1), MaxValueValidator(30)))
    pay = models.DecimalField(
        _("pay a month (yuan)"), max_digits=9, decimal_places=2, validators=(MinValueValidator(0),)
    )
    since = models.DateField(_("in force since"))
    source = models.CharField(_("rule that says so"), max_length=160)

    class Meta:
        verbose_name = _("grade of community workers")
        verbose_name_plural = _("grades of community workers")

    def clean(self) -> None:
        """Each grade stands once in a sequence while it is in force."""
        same = WorkerGrade.objects.filter(sequence=self.sequence, step=self.step, ended_on=None).exclude(pk=self.pk)
        refuse({"step": gettext("This grade of the sequence is in force. End that entry first.")} if same else {})


class CommunityWorker(PersonInPost):
    """A community worker: hired on trial, then graded; the grade says the pay."""

    class Standing(models.TextChoices):
        """How far somebody has come."""

        TRIAL = "trial", _("On trial")
        GRADED = "graded", _("Graded")

    duty = models.CharField(_("what they see to"), max_length=80)
    certificate = models.CharField(_("certificate in social work"), max_length=60, blank=True)
    trial_until = models.DateField(_("trial ends on"))
    standing = models.CharField(
        _("standing"), max_length=6, choices=Standing, default=Standing.TRIAL, editable=False, db_index=True
    )
    grade = models.ForeignKey(
        WorkerGrade, models.PROTECT, null=True, editable=False, related_name="workers", verbose_name=_("grade held")
    )
    graded_on = models.DateField(_("grade held since"), null=True, editable=False)

    class Meta:
        verbose_name = _("community worker")
        verbose_name_plural = _("community workers")

    def own_rules(self) -> tuple[Problems, ...]:
        """The trial ends after it began, and there is a neighbourhood."""
        nowhere: Problems = {} if self.neighbourhood_id else {"neighbourhood": gettext("Name the neighbourhood.")}
        return (in_order(self, "joined_on", "trial_until"), nowhere)


class WorkerGrading(Case):
    """A grade given after the trial, or another one later (提出→听取居委会意见→公示→审定→执行)."""

    class Reason(models.TextChoices):
        """Why it is given."""

        FIRST = "first", _("First grade after the trial")
        UP = "up", _("Promotion")
        DOWN = "down", _("Lower grade")

    worker = models.ForeignKey(
        CommunityWorker, models.PROTECT, related_name="gradings", verbose_name=_("community worker")
    )
    why = models.CharField(_("on what occasion"), max_length=5, choices=Reason)
    grade = models.ForeignKey(WorkerGrade, models.PROTECT, related_name="+", verbose_name=_("grade proposed"))
    grounds = models.TextField(_("grounds: conditions met, appraisals"))
    committee_view = models.TextField(_("what the neighbourhood committee says"), blank=True)
    shown_on = models.DateField(_("shown to colleagues since"), null=True, blank=True)
    heard = models.TextField(_("what was said against it"), blank=True)
    effective_on = models.DateField(_("grade and pay from"), null=True, blank=True)

    class Meta:
        verbose_name = _("grading of a community worker")
        verbose_name_plural = _("gradings of community workers")
        permissions = (
            ("handle_workergrading", _("Propose grades of community workers")),
            ("close_workergrading", _("Decide grades of community workers")),
        )

    def clean(self) -> None:
        """One at a time; the first grade follows the trial, a promotion leads up the scale, and the days have come.

        The worker as they are now is looked at when it is opened and when the grade is given: what has become wrong
        between can still be refused.
        """
        looked_at = self.pk is None or (self.effective_on and not self.closed_at)
        as_held = (self._occasion(), self._direction()) if self.worker_id and looked_at else ()
        refuse(not_ahead(self, "shown_on"), one_open(self, "worker"), *as_held)

    def _occasion(self) -> Problems:
        on_trial = self.worker.standing == CommunityWorker.Standing.TRIAL
        if on_trial == (self.why == self.Reason.FIRST):
            return {}
        return {"why": gettext("The first grade follows the trial; whoever has a grade gets a higher or a lower one.")}

    def _direction(self) -> Problems:
        held = self.worker.grade
        if held is None or self.grade_id is None or self.why == self.Reason.FIRST:
            return {}
        up = self.grade.pay > held.pay
        if self.grade.pay != held.pay and up == (self.why == self.Reason.UP):
            return {}
        return {"grade": gettext("The pay of this grade does not go that way.")}


class CommunityWorkerTraining(Training):
    """A course of a community worker."""

    class Topic(models.TextChoices):
        GOVERNANCE = "governance", _("Community governance")
        LAW = "law", _("Law and mediation")
        CARE = "care", _("Care and social work")
        SAFETY = "safety", _("Safety and emergencies")
        DIGITAL = "digital", _("Digital tools")

    person = models.ForeignKey(
        CommunityWorker, models.PROTECT, related_name="trainings", verbose_name=_("community worker")
    )
    topic = models.CharField(
        pgettext_lazy("community worker training", "topic"), max_length=10, choices=Topic, db_index=True
    )
    practice = models.TextField(_("what was practised in the neighbourhood"), blank=True)

    class Meta:
        verbose_name = _("training of a community worker")
        verbose_name_plural = _("training of community workers")
        permissions = (
            ("handle_communityworkertraining", _("Register training of community workers")),
            ("close_communityworkertraining", _("Credit training of community workers")),
        )


class CommunityWorkerAppraisal(Appraisal):
    """The yearly appraisal of a community worker: the committee and the residents are heard."""

    class Rank(models.TextChoices):
        """The results."""

        EXCELLENT = "excellent", _("Excellent")
        QUALIFIED = "qualified", _("Qualified")
        BASIC = "basic", _("Basically qualified")
        NOT = "not", _("Not qualified")

    group = Group.COMMUNITY
    person = models.ForeignKey(
        CommunityWorker, models.PROTECT, related_name="appraisals", verbose_name=_("community worker")
    )
    committee_view = models.TextField(_("what the neighbourhood committee says"), blank=True)
    satisfied = models.PositiveSmallIntegerField(
        _("residents asked who were satisfied (%)"), null=True, blank=True, validators=(MaxValueValidator(100),)
    )
    rank = models.CharField(_("appraised as"), max_length=10, choices=Rank, blank=True, default="", db_index=True)

    class Meta:
        verbose_name = _("appraisal of a community worker")
        verbose_name_plural = _("appraisals of community workers")
        permissions = (
            ("handle_communityworkerappraisal", _("Prepare appraisals of community workers")),
            ("close_communityworkerappraisal", _("Decide appraisals of community workers")),
        )
