"""Calls for suggestions, consent, what came of a suggestion, and its public page."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual, in_language
from caojiadu.core.cases.models import Case, Category, Confidentiality
from petitions.letters.models import Answer, Petition


class Call(Bilingual, models.Model):
    """A call for suggestions on one theme, from one day to another."""

    name_zh = models.CharField(_("Chinese title"), max_length=60)
    name_en = models.CharField(_("English title"), max_length=120, blank=True)
    text_zh = models.TextField(_("Chinese text"), max_length=2000)
    text_en = models.TextField(_("English text"), max_length=4000, blank=True)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    published = models.BooleanField(_("shown on the site"), default=False)

    class Meta:
        verbose_name = _("call for suggestions")
        verbose_name_plural = _("calls for suggestions")
        ordering = ("-closes_on", "-id")

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> str:
        """What is asked, in the reader's language."""
        return in_language(self.text_zh, self.text_en)

    def clean(self) -> None:
        """It ends after it begins."""
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("This is before the first day.")})

    @classmethod
    def open_on(cls, day: dt.date) -> models.QuerySet[Self]:
        """The calls that run on a day."""
        return cls.objects.filter(published=True, opens_on__lte=day, closes_on__gte=day)


class Proposal(models.Model):
    """What belongs to a suggestion beside the letter: to which call, whether it may be published, a reward."""

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="suggestion")
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="+", verbose_name=_("call"))
    allowed_at = models.DateTimeField(_("agreed to be published"), null=True)
    reward = models.TextField(_("reward"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return str(self.petition_id)


class Measure(models.Model):
    """Something that was done because of a suggestion: in words, with a link, or as a case of any kind."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="measures")
    text = models.TextField(_("what was done about it"))
    link = models.URLField(_("link"), max_length=300, blank=True)
    day = models.DateField(_("day"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", verbose_name=_("case"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("what was done about it")
        verbose_name_plural = _("measures")
        ordering = ("day", "id")

    def __str__(self) -> str:
        return self.text[:40]


class PublicationQuerySet(models.QuerySet[Any]):
    """Publications, narrowed to what everybody may read."""

    def public(self) -> Self:
        """Released, not taken down, of what is still an ordinary suggestion, with its proposer's agreement."""
        return self.filter(
            released_at__isnull=False,
            taken_down_at=None,
            petition__kind="petition_suggestion",
            petition__confidentiality=Confidentiality.NORMAL,
            petition__suggestion__allowed_at__isnull=False,
        )


class Publication(models.Model):
    """The public text of a suggestion: prepared by one person, released by another, taken down with a reason."""

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="publication")
    theme = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", verbose_name=_("theme"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("suggestion"))
    answer = models.TextField(_("answer"))
    measure = models.TextField(_("what was done about it"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Answer.Outcome)
    answered_on = models.DateField(_("answered"))
    # What was found and stays all the same: keyed digest of the words, and why.
    left = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    taken_down_why = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("published suggestion")
        verbose_name_plural = _("published suggestions")
        indexes = (
            models.Index(
                fields=("-released_at", "-id"),
                name="publication_newest",
                condition=models.Q(released_at__isnull=False, taken_down_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(released_by=None) | ~models.Q(released_by=models.F("prepared_by")),
                name="publication_by_two",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Say whether everybody reads it."""
        return self.released_at is not None and self.taken_down_at is None
