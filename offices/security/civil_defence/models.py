"""Civil air defence and mobilisation (R6): lessons, siren tests and notices, in numbers only."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.rules import Problems, at_most, in_order, not_ahead, refuse

AHEAD = 5  # days by which a siren test is announced (Shanghai Civil Defence Regulations, art. 19)


class DefenceLesson(CountsOnly, Record):
    """Civil defence education for people outside schools and units (Shanghai Civil Defence Regulations, art. 29)."""

    class Way(models.TextChoices):
        """How it was given."""

        TALK = "talk", _("Talk")
        SHOW = "show", _("Exhibition")
        LEAFLET = "leaflet", _("Leaflets and posters")
        PRACTICE = "practice", _("Practice")
        ONLINE = "online", _("Online")

    way = models.CharField(_("how it is given"), max_length=8, choices=Way, db_index=True)
    given_on = models.DateField(_("given on"))
    place = models.CharField(_("place"), max_length=60)
    reached = models.PositiveIntegerField(_("people reached"))
    handed_out = models.PositiveIntegerField(_("leaflets handed out"), default=0)

    class Meta:
        verbose_name = _("lesson in civil defence")
        verbose_name_plural = _("lessons in civil defence")


class SirenTest(CountsOnly, Case):
    """A test of the sirens (计划→公告→试鸣→上报), announced at least five days ahead."""

    sounds_on = models.DateField(_("day of the test"))
    sounds_at = models.TimeField(_("time of the test"))
    announce_by = models.DateField(
        _("to be announced by"),
        help_text=_("At least 5 days before the test (Shanghai Civil Defence Regulations, art. 19)."),
    )
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    channels = models.CharField(_("where it was announced"), max_length=120, blank=True)
    sirens = models.PositiveSmallIntegerField(_("sirens tested"), null=True, blank=True)
    silent = models.PositiveSmallIntegerField(_("sirens that failed"), null=True, blank=True)
    calls = models.PositiveSmallIntegerField(_("calls from worried residents"), null=True, blank=True)
    result = models.CharField(_("what was reported"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("siren test")
        verbose_name_plural = _("siren tests")
        permissions = (("handle_sirentest", _("Prepare siren tests")), ("close_sirentest", _("Report siren tests")))

    def clean(self) -> None:
        """Announced five days ahead or more (art. 19); no more sirens fail than were tested."""
        super().clean()
        late = [self._too_late("announce_by"), self._too_late("announced_on")]
        refuse(*late, not_ahead(self, "announced_on"), at_most(self, "silent", "sirens"))

    def _too_late(self, name: str) -> Problems:
        day = getattr(self, name)
        if day is None or day <= self.sounds_on - dt.timedelta(days=AHEAD):
            return {}
        return {name: _("Residents are told at least 5 days before the test.")}


class Mobilisation(CountsOnly, Case):
    """A notice of the armed forces department or mobilisation office: passed on, counted, reported (R6)."""

    class Kind(models.TextChoices):
        """What the notice is about."""

        SURVEY = "survey", _("Survey of potential")
        RESERVE = "reserve", _("Reservists")
        EXERCISE = "exercise", _("Exercise")
        PUBLICITY = "publicity", _("Defence education")

    about = models.CharField(_("what the notice is about"), max_length=9, choices=Kind, db_index=True)
    sender = models.CharField(_("who sent the notice"), max_length=60)
    received_on = models.DateField(_("received on"))
    reply_by = models.DateField(_("to be reported by"))
    asked = models.PositiveIntegerField(_("number asked for"), null=True, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=120, blank=True)
    told = models.PositiveIntegerField(_("people told"), null=True, blank=True)
    came = models.PositiveIntegerField(_("people who answered or came"), null=True, blank=True)
    sent_on = models.DateField(_("reported on"), null=True, blank=True)

    class Meta:
        verbose_name = _("mobilisation notice")
        verbose_name_plural = _("mobilisation notices")
        permissions = (
            ("handle_mobilisation", _("Pass mobilisation notices on")),
            ("close_mobilisation", _("Report on mobilisation notices")),
        )

    def clean(self) -> None:
        """Received, then reported; the day of the report lies not before the notice."""
        super().clean()
        days = (not_ahead(self, "received_on", "sent_on"), in_order(self, "received_on", "sent_on"))
        refuse(*days, in_order(self, "received_on", "reply_by"), at_most(self, "came", "told"))
