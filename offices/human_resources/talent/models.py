"""Policies for talent, what talent asks for, and events (G8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.event import Event
from caojiadu.core.registers.rules import in_order, no_personal, not_ahead, refuse


class Area(models.TextChoices):
    """What conditions for talent are about."""

    HOUSING = "housing", _("Housing for talent")
    SETTLING = "settling", _("Household registration and residence")
    SCHOOL = "school", _("Schooling of children")
    MEDICAL = "medical", _("Medical care")
    SUBSIDY = "subsidy", _("Awards and subsidies")
    TRAINING = "training", _("Training and titles")
    OTHER = "other", _("Other matters")


class TalentPolicy(Record):
    """A policy as its issuing body published it: for whom, what, how to apply; residents may read it."""

    area = models.CharField(_("what it is about"), max_length=8, choices=Area, db_index=True)
    issued_by = models.CharField(_("issued by"), max_length=120)
    document = models.CharField(_("document"), max_length=120)
    whom = models.TextField(_("for whom"))
    offers = models.TextField(_("what it offers"))
    apply = models.TextField(_("how to apply"))
    since = models.DateField(_("in force since"))
    until = models.DateField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy for talent")
        verbose_name_plural = _("policies for talent")

    def clean(self) -> None:
        """It ends after it began; what everybody reads says nothing by which somebody is found."""
        texts = ("title", "issued_by", "document", "whom", "offers", "apply")
        refuse(in_order(self, "since", "until"), no_personal(self, *texts))


class TalentRequest(Case):
    """Something that somebody asks for: raised, answered here or with a department (提出→办理→答复→回访)."""

    class Verdict(models.TextChoices):
        """What they say of the answer."""

        CONTENT = "content", _("Content with the answer")
        PARTLY = "partly", _("Partly content")
        NOT = "not", _("Not content")

    area = models.CharField(_("what it is about"), max_length=8, choices=Area, db_index=True)
    employer = models.CharField(_("enterprise or unit"), max_length=120)
    asked = models.TextField(_("what is asked for"))
    raised_on = models.DateField(_("raised on"))
    policy = models.ForeignKey(
        TalentPolicy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("policy that applies"),
    )
    passed_to = models.CharField(_("department asked"), max_length=120, blank=True)
    wanted_by = models.DateField(_("answer of the department wanted by"), null=True, blank=True)
    answer = models.TextField(_("answer given"), blank=True)
    verdict = models.CharField(_("what they say of it"), max_length=7, choices=Verdict, blank=True, default="")

    class Meta:
        verbose_name = _("request of talent")
        verbose_name_plural = _("requests of talent")
        permissions = (("handle_talentrequest", _("Answer requests of talent")),)

    def clean(self) -> None:
        """Raised today or before; the department is given a day after that."""
        refuse(not_ahead(self, "raised_on"), in_order(self, "raised_on", "wanted_by"))


class TalentEvent(Event):
    """A meeting, a talk on policies or a fair at which talent, enterprises and the street meet."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("Talk on policies")
        SALON = "salon", _("Salon")
        FAIR = "fair", _("Job fair")
        STUDY = "study", _("Training day")

    sort = models.CharField(_("what it is"), max_length=8, choices=Kind, db_index=True)
    partners = models.CharField(_("held together with"), max_length=120, blank=True)
    enterprises = models.PositiveSmallIntegerField(_("enterprises that took part"), null=True, blank=True)
    raised = models.TextField(_("what was raised"), blank=True)

    class Meta:
        verbose_name = _("event for talent")
        verbose_name_plural = _("events for talent")
        permissions = (("handle_talentevent", _("Hold events for talent")),)
