"""Secrecy (A3): training and checks, the review before anything is published, and counts. Nothing secret is kept."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly
from offices.party_administration.documents.models import IssuedPaper


class SecrecyWork(Case):
    """A training, or a check of how secrecy is kept, and what had to be put right (计划→完成→整改)."""

    class Sort(models.TextChoices):
        TRAINING = "training", _("Secrecy training")
        SELF_CHECK = "self_check", _("Check by ourselves")
        DISTRICT_CHECK = "district_check", _("Check by the district")
        DEVICES = "devices", _("Check of computers and devices")

    sort = models.CharField(_("sort of secrecy work"), max_length=16, choices=Sort, db_index=True)
    scope = models.CharField(_("offices and posts concerned"), max_length=200)
    planned_on = models.DateField(_("planned day"))
    attended = models.PositiveSmallIntegerField(_("people who took part"), null=True, blank=True)
    gist = models.TextField(_("course and content"), blank=True)
    shortcomings = models.TextField(
        _("what has to be put right"), blank=True, help_text=_("Without anything that is itself secret.")
    )
    right_by = models.DateField(_("to be put right by"), null=True, blank=True)
    put_right = models.TextField(_("how it was put right"), blank=True)

    class Meta:
        verbose_name = _("secrecy work")
        verbose_name_plural = _("secrecy work")
        permissions = (
            ("handle_secrecywork", _("Work on secrecy")),
            ("close_secrecywork", _("See that shortcomings in secrecy are gone")),
        )

    def clean(self) -> None:
        """What is found is put right after it was found."""
        rules.refuse(rules.in_order(self, "planned_on", "right_by"))


class PublicationReview(Case):
    """The look at a text before it is published anywhere (保密审查: 提交→通过或退回→公开)."""

    class Channel(models.TextChoices):
        SITE = "site", _("Government website")
        ACCOUNT = "account", _("Official account")
        BOARD = "board", _("Notice board")
        PRESS = "press", _("Newspaper, radio or television")
        OTHER = "other", _("Another channel")

    asked_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("submitted by the office")
    )
    medium = models.CharField(_("to be published in"), max_length=8, choices=Channel, db_index=True)
    paper = models.ForeignKey(
        IssuedPaper, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("paper issued")
    )
    publish_on = models.DateField(_("to be published on"), null=True, blank=True)
    wording = models.TextField(_("text to be published"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    ground = models.TextField(_("ground of the decision"), blank=True)
    rejections = models.PositiveSmallIntegerField(_("rejected, times"), default=0, editable=False)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    where = models.CharField(_("where it was published"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("review before publication")
        verbose_name_plural = _("reviews before publication")
        permissions = (
            ("handle_publicationreview", _("Review texts before publication")),
            ("submit_publicationreview", _("Submit texts for the secrecy review")),
            ("close_publicationreview", _("Decide in the secrecy review")),
        )

    def clean(self) -> None:
        """What is noted as published is; and a paper that is void is neither submitted nor published."""
        rules.refuse(rules.not_ahead(self, "published_on"))
        ends = not self._state.adding and not self.published_on
        if self.paper and self.paper.is_void and not ends:
            raise ValidationError({"paper": _("This paper is void.")})


class SecrecyTally(CountsOnly, Record):
    """How many secret papers passed through the confidential post in a period: numbers, and nothing else of them."""

    until = models.DateField(_("counted until"))
    brought_over = models.PositiveIntegerField(_("there at the beginning"))
    came_in = models.PositiveIntegerField(_("secret papers that came in"))
    given_back = models.PositiveIntegerField(_("secret papers given back"))
    destroyed = models.PositiveIntegerField(_("destroyed by the approved body"))
    trained = models.PositiveIntegerField(_("people trained"), default=0)
    incidents = models.PositiveIntegerField(_("irregularities reported up"), default=0)

    class Meta:
        verbose_name = _("count of secret papers")
        verbose_name_plural = _("counts of secret papers")

    def clean(self) -> None:
        super().clean()
        rules.refuse(rules.not_ahead(self, "until"))
        if self.given_back + self.destroyed > self.brought_over + self.came_in:
            raise ValidationError({"given_back": _("More left than were there and came in.")})
