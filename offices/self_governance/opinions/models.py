"""Social conditions and opinions: what residents say, where it is handled, what goes up, how they hear of it (F4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.rules import in_order, no_personal, not_ahead, refuse


class OpinionDigest(Case):
    """Opinions gathered into one paper for the district: summaries without persons, sent together, answered once."""

    since = models.DateField(_("opinions heard from"))
    until = models.DateField(_("opinions heard until"))
    opening = models.TextField(_("opening words"), blank=True)

    class Meta:
        verbose_name = _("digest of opinions")
        verbose_name_plural = _("digests of opinions")
        permissions = (
            ("handle_opiniondigest", _("Write digests of opinions")),
            ("close_opiniondigest", _("Send digests of opinions to the district")),
        )

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.title}"

    @property
    def for_district(self) -> str:
        """The paper as the district reads it: numbered summaries, no person, no number of ours."""
        found = self.opinions.order_by("heard_on", "pk").values_list("summary", flat=True)
        lines = [f"{place}. {summary}" for place, summary in enumerate(found, start=1)]
        return "\n\n".join(filter(None, [self.opening, *lines]))

    def clean(self) -> None:
        """A period that has passed."""
        refuse(not_ahead(self, "until"), in_order(self, "since", "until"), no_personal(self, "opening", or_name=True))


class Opinion(Case):
    """Something that residents say of their life here (收集→分类→就地处理或报街道→报区→反馈)."""

    class Source(models.TextChoices):
        """Where it was heard."""

        COMMITTEE = "committee", _("Report of a neighbourhood committee")
        VISIT = "visit", _("Visit to residents")
        MEETING = "meeting", _("Residents' meeting")
        SURVEY = "survey", _("Survey")
        ONLINE = "online", _("Said online")
        MEMBERS = "members", _("Deputies and members")

    class Theme(models.TextChoices):
        ESTATE = "estate", _("Estates and property management")
        ENVIRONMENT = "environment", _("Environment and hygiene")
        TRAFFIC = "traffic", _("Traffic and parking")
        CARE = "care", _("Old age and children")
        SERVICE = "service", _("Public services")
        SAFETY = "safety", _("Safety and order")
        POLICY = "policy", _("Policies")
        OTHER = "other", _("Other matters")

    source = models.CharField(_("where it was heard"), max_length=10, choices=Source)
    heard_on = models.DateField(_("heard on"))
    text = models.TextField(_("what was said"))
    voices = models.PositiveIntegerField(_("how many said so"), default=1)
    theme = models.CharField(_("theme"), max_length=12, choices=Theme, blank=True, default="")
    summary = models.TextField(_("summary without persons"), blank=True)
    handled = models.TextField(_("what was done, or is answered"), blank=True)
    told = models.TextField(_("how residents heard of it"), blank=True)
    digest = models.ForeignKey(
        OpinionDigest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opinions",
        limit_choices_to={"state": "opinion_digest_draft"},
        verbose_name=_("digest"),
    )

    class Meta:
        verbose_name = _("opinion of residents")
        verbose_name_plural = _("opinions of residents")
        permissions = (
            ("handle_opinion", _("Collect and follow opinions")),
            ("close_opinion", _("Pass opinions to the district or keep them for study")),
        )
        indexes = (
            models.Index(fields=("theme", "-case_ptr"), name="opinion_theme"),
            models.Index(fields=("source", "-case_ptr"), name="opinion_source"),
        )

    @property
    def for_district(self) -> str:
        """What the district reads of it."""
        return self.summary

    def clean(self) -> None:
        """Heard today or before; it names nobody, neither as it was said nor as it is summed up."""
        refuse(not_ahead(self, "heard_on"), no_personal(self, "title", "text", "summary", or_name=True))
