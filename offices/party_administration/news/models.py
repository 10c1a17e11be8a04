"""News and notices (政务公开): written by any office, reviewed by somebody else, read by everybody."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules


class NewsItem(Case):
    """A notice or a piece of news (撰稿→保密审查→发布→更正或撤回)."""

    class Topic(models.TextChoices):
        NOTICE = "notice", _("Notices and announcements")
        NEWS = "news", _("News of the sub-district")
        SERVICES = "services", _("Services and benefits")
        LIFE = "life", _("Neighbourhood life")
        POLICY = "policy", _("Policies explained")

    asked_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office that publishes it")
    )
    topic = models.CharField(_("topic"), max_length=8, choices=Topic)
    area = models.ForeignKey(
        "organisation.Neighbourhood",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("neighbourhood"),
        help_text=_("Empty: the whole sub-district."),
    )
    body = models.TextField(_("text"), help_text=_("An empty line begins a new paragraph."))
    shown_on = models.DateField(_("shown from"))
    until_on = models.DateField(_("holds until"), null=True, blank=True, help_text=_("Empty: it stays in the list."))
    published_on = models.DateField(_("published on"), null=True, editable=False)
    corrected_on = models.DateField(_("corrected on"), null=True, editable=False)
    told_on = models.DateField(_("subscribers told on"), null=True, editable=False)
    taken_back = models.CharField(
        _("why it was taken back"), max_length=200, blank=True, help_text=_("Everybody reads this in its place.")
    )

    class Meta:
        verbose_name = _("news or notice")
        verbose_name_plural = _("news and notices")
        permissions = (
            ("handle_newsitem", _("Work on news and notices")),
            ("write_newsitem", _("Write news and notices for one's own office")),
            ("close_newsitem", _("Review news and notices and publish them")),
        )
        indexes = (
            models.Index(fields=("-shown_on", "-case_ptr"), name="news_shown"),
            models.Index(fields=("topic", "-shown_on", "-case_ptr"), name="news_topic"),
        )

    def clean(self) -> None:
        """Its days follow one another, and nobody is found by what everybody reads."""
        days = rules.in_order(self, "shown_on", "until_on")
        rules.refuse(days, rules.no_personal(self, "title", "body", "taken_back"))


class NewsWish(models.Model):
    """What a resident wants to be told of by e-mail. There is none until they ask, and none once they stop it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    topics = ArrayField(models.CharField(max_length=8), verbose_name=_("topics"))
    areas = models.ManyToManyField(
        "organisation.Neighbourhood", blank=True, related_name="+", verbose_name=_("neighbourhoods")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("wish for news")
        verbose_name_plural = _("wishes for news")

    def __str__(self) -> str:
        return str(self.user_id)
