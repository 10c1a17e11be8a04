"""Publicity (B5): channels, and articles that three people review before they are out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record


class PublicityChannel(Record):
    """Where the office publishes."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("Public account")
        VIDEO = "video", _("Video account")
        SITE = "site", _("Website")
        BOARD = "board", _("Notice board")
        SCREEN = "screen", _("Screen")
        PAPER = "paper", _("Newsletter")
        MEDIA = "media", _("News media")

    kind = models.CharField(_("kind of channel"), max_length=8, choices=Kind, db_index=True)
    keeper = models.CharField(_("who keeps it"), max_length=60)
    registered_until = models.DateField(_("registration until"), null=True, blank=True)
    posted_on = models.DateField(_("last published there"), null=True, blank=True)
    looked_over_on = models.DateField(_("last looked over"), null=True, blank=True)
    readers = models.PositiveIntegerField(_("readers"), null=True, blank=True)

    class Meta:
        verbose_name = _("channel of publicity")
        verbose_name_plural = _("channels of publicity")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "looked_over_on", "posted_on"))


class Article(Case):
    """An article (起草→初审→二审→终审→发布→撤回), reviewed by three people none of whom wrote it."""

    class Genre(models.TextChoices):
        NEWS = "news", _("News")
        NOTICE = "notice", _("Notice to residents")
        STORY = "story", _("Story of a person or place")
        POLICY = "policy", _("Policy explained")
        STATEMENT = "statement", _("Statement to the media")

    outlet = models.ForeignKey(
        PublicityChannel, models.PROTECT, related_name="articles", verbose_name=_("channel of publicity")
    )
    genre = models.CharField(_("genre"), max_length=10, choices=Genre, db_index=True)
    wanted_on = models.DateField(_("to be out on"))
    sources = models.CharField(_("sources and who confirmed them"), max_length=200)
    body = models.TextField(_("text of the article"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    whereabouts = models.CharField(_("where it stands"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = (
            ("handle_article", _("Write and review articles")),
            ("close_article", _("Pass and withdraw articles")),
        )

    def clean(self) -> None:
        """Published today or before, and without anybody's numbers."""
        rules.refuse(rules.not_ahead(self, "published_on"), rules.no_personal(self, "title", "body"))
