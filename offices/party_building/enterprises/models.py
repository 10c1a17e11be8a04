"""Enterprises, visits to them and what they ask for (B8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.credit_code import credit_code
from caojiadu.core.registers.models import Record


class Enterprise(Record):
    """An enterprise that the office serves."""

    class Trade(models.TextChoices):
        FINANCE = "finance", _("Finance and professional services")
        TRADE = "trade", _("Trade and retail")
        TECH = "tech", _("Technology and information")
        CULTURE = "culture", _("Culture and media")
        LIFE = "life", _("Health and daily life")
        BUILDING = "building", _("Building and property")
        OTHER = "other", _("Other trades")

    class Weight(models.TextChoices):
        KEY = "key", _("Key enterprise")
        GROWING = "growing", _("Growing enterprise")
        USUAL = "usual", _("Other enterprise")

    credit_code = models.CharField(_("unified credit code"), max_length=18, db_index=True)
    trade = models.CharField(_("trade"), max_length=10, choices=Trade, db_index=True)
    weight = models.CharField(_("class of service"), max_length=8, choices=Weight, default=Weight.USUAL, db_index=True)
    premises = models.CharField(_("building and room"), max_length=120)
    employees = models.PositiveIntegerField(_("employees"))
    settled_on = models.DateField(_("here since"), null=True, blank=True)
    lease_until = models.DateField(_("lease until"), null=True, blank=True)
    steward = models.CharField(_("who of us looks after it"), max_length=60)
    visited_on = models.DateField(_("last visit"), null=True, editable=False)

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")

    def clean(self) -> None:
        """Listed once, and here before the lease ends."""
        rules.refuse(
            credit_code(self),
            rules.not_ahead(self, "settled_on"),
            rules.in_order(self, "settled_on", "lease_until"),
        )


class EnterpriseVisit(Record):
    """A visit to an enterprise."""

    class Level(models.TextChoices):
        LEADER = "leader", _("A leader")
        HEAD = "head", _("The head of the office")
        STEWARD = "steward", _("Whoever looks after it")

    company = models.ForeignKey(Enterprise, models.PROTECT, related_name="visits", verbose_name=_("enterprise"))
    level = models.CharField(_("who went"), max_length=8, choices=Level, db_index=True)
    visited_on = models.DateField(_("day of the visit"))
    situation = models.TextField(_("how it is doing"))
    wishes = models.PositiveSmallIntegerField(_("requests heard"), default=0)
    may_leave = models.BooleanField(_("thinks of moving away"), default=False)
    again_on = models.DateField(_("to be visited again on"), null=True, blank=True)

    class Meta:
        verbose_name = _("visit to an enterprise")
        verbose_name_plural = _("visits to enterprises")

    def clean(self) -> None:
        """It has happened; the next one comes later."""
        rules.refuse(rules.not_ahead(self, "visited_on"), rules.in_order(self, "visited_on", "again_on"))


class EnterpriseRequest(Case):
    """What an enterprise asks for (提出→交办→答复→评价)."""

    class Field(models.TextChoices):
        POLICY = "policy", _("Policies and subsidies")
        TALENT = "talent", _("People and talent")
        SPACE = "space", _("Rooms and moving")
        PERMIT = "permit", _("Licences and permits")
        MONEY = "money", _("Loans and taxes")
        AROUND = "around", _("What is around: order, traffic, canteens")
        OTHER = "other", _("Other matters")

    class Way(models.TextChoices):
        VISIT = "visit", _("At a visit")
        PHONE = "phone", _("By telephone")
        DESK = "desk", _("At the service window")
        GROUP = "group", _("In a group of enterprises")

    class Rating(models.TextChoices):
        HAPPY = "happy", _("Satisfied")
        FAIR = "fair", _("Basically satisfied")
        UNHAPPY = "unhappy", _("Not satisfied, nothing more to be done")

    company = models.ForeignKey(Enterprise, models.PROTECT, related_name="requests", verbose_name=_("enterprise"))
    field = models.CharField(_("what it is about"), max_length=8, choices=Field, db_index=True)
    way = models.CharField(_("how it came"), max_length=8, choices=Way)
    raised_on = models.DateField(_("raised on"))
    content = models.TextField(_("what is asked for"))
    answer = models.TextField(_("answer to the enterprise"), blank=True)
    rating = models.CharField(_("rating by the enterprise"), max_length=8, choices=Rating, blank=True, default="")
    remark = models.CharField(_("remark of the enterprise"), max_length=200, blank=True)
    rounds = models.PositiveSmallIntegerField(_("taken up again, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("request of an enterprise")
        verbose_name_plural = _("requests of enterprises")
        permissions = (
            ("handle_enterpriserequest", _("Work on requests of enterprises")),
            ("close_enterpriserequest", _("Assign requests of enterprises and report them up")),
        )

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "raised_on"))
