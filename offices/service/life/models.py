"""The community life service centre (D8): providers with licence and terms, and service orders."""

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.personal import SealedTextField, mask_address, mask_name
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, in_order, no_personal, not_ahead, refuse


class ServiceKind(models.TextChoices):
    MEALS = "meals", _("Meals")
    REPAIR = "repair", _("Repair")
    CARE = "care", _("Care of older people at home")
    CLEANING = "cleaning", _("Cleaning and home help")
    HAIR = "hair", _("Hairdressing")
    ESCORT = "escort", _("Escort to hospital")
    LAUNDRY = "laundry", _("Laundry and mending")


class LifeProvider(Record):
    """A merchant or a team of volunteers that serves residents; the entry's name is theirs."""

    class Sort(models.TextChoices):
        COMPANY = "company", _("Company")
        SELF = "self", _("Self-employed")
        ORGANISATION = "organisation", _("Social organisation")
        VOLUNTEERS = "volunteers", _("Volunteers")

    kind = models.CharField(_("what is provided"), max_length=8, choices=ServiceKind, db_index=True)
    sort = models.CharField(_("sort of provider"), max_length=12, choices=Sort)
    licence = models.CharField(
        _("licence"), max_length=80, blank=True, help_text=_("Kind and number; volunteers need none.")
    )
    licence_until = models.DateField(_("licence valid until"), null=True, blank=True)
    licence_open = models.BooleanField(_("licence valid without an end"), default=False)
    terms = models.TextField(_("services, prices and terms"))
    promise = models.PositiveSmallIntegerField(
        _("promised within (days)"), default=1, validators=(MinValueValidator(1), MaxValueValidator(60))
    )
    signed_until = models.DateField(_("agreement with the centre until"), null=True, blank=True)
    evaluated_on = models.DateField(_("last evaluated"), null=True, blank=True)

    class Meta:
        verbose_name = _("service provider")
        verbose_name_plural = _("service providers")

    def clean(self) -> None:
        """Whoever trades names a licence and until when it holds; what everybody reads finds nobody out."""
        found: Problems = {}
        if self.sort != self.Sort.VOLUNTEERS:
            if not self.licence:
                found["licence"] = gettext("Name the licence.")
            if not self.licence_until and not self.licence_open:
                found["licence_until"] = gettext("Say until when the licence holds.")
        if self.licence_until and self.licence_open:
            found["licence_until"] = gettext("Either a day, or no end.")
        refuse(found, not_ahead(self, "evaluated_on"), no_personal(self, "title", "terms"))

    def lapsed_by(self, day: dt.date) -> str:
        """What has ended before a day on which it would serve, in words; empty where nothing has."""
        if self.licence_until and self.licence_until < day:
            return gettext("The licence of this provider lapses before that day.")
        if self.signed_until and self.signed_until < day:
            return gettext("The agreement with this provider ends before that day.")
        return ""


class LifeOrder(Case):
    """A service that a resident asks for (申请→派单→服务→评价)."""

    class Pays(models.TextChoices):
        SELF = "self", _("The resident")
        PARTLY = "partly", _("Subsidised")
        FREE = "free", _("Free of charge")

    class Hours(models.TextChoices):
        ANY = "any", _("Any time of the day")
        MORNING = "morning", _("In the morning")
        NOON = "noon", _("At noon")
        AFTERNOON = "afternoon", _("In the afternoon")
        EVENING = "evening", _("In the evening")

    class ForWhom(models.TextChoices):
        SELF = "self", _("For me")
        PARENT = "parent", _("For my father or mother")
        SPOUSE = "spouse", _("For my husband or wife")
        CHILD = "child", _("For my child")
        OTHER = "other", _("For another relative")

    kind_of = models.CharField(_("service asked for"), max_length=8, choices=ServiceKind, db_index=True)
    wanted_on = models.DateField(_("wanted on"))
    hours = models.CharField(_("at what time"), max_length=9, choices=Hours, default=Hours.ANY, blank=True)
    details = models.TextField(_("what the resident needs done"))
    place_sealed = SealedTextField(_("where"), blank=True, default="", editable=False)
    for_whom = models.CharField(_("who is served"), max_length=6, choices=ForWhom, default=ForWhom.SELF)
    served_sealed = SealedTextField(_("name of whoever is served"), blank=True, default="", editable=False)
    agreed = models.BooleanField(_("whoever is served agrees"), default=False)
    older = models.BooleanField(_("60 or older, to be served first"), default=False, db_index=True)
    pays = models.CharField(_("who pays"), max_length=6, choices=Pays, default=Pays.SELF)
    provider = models.ForeignKey(
        LifeProvider, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("service provider")
    )
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted by the provider on"), null=True, blank=True, editable=False)
    served_on = models.DateField(_("served on"), null=True, blank=True)
    price = models.DecimalField(
        _("price paid (yuan)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0),),
    )
    stars = models.PositiveSmallIntegerField(
        _("rating, one to five"), null=True, blank=True, validators=(MinValueValidator(1), MaxValueValidator(5))
    )
    said = models.TextField(_("what the resident says"), blank=True)
    amends = models.TextField(_("how it was made good"), blank=True)

    class Meta:
        verbose_name = _("service order")
        verbose_name_plural = _("service orders")
        permissions = (("handle_lifeorder", _("Pass on and follow service orders")),)

    @property
    def served_name(self) -> str:
        """Who is served, as somebody outside may read it: 张*."""
        if self.served_sealed:
            return mask_name(self.served_sealed)
        return self.resident.masked_name if self.resident else ""

    @property
    def near(self) -> str:
        """Where, down to the lane, for whoever has not accepted the order."""
        return mask_address(self.place_sealed)

    def clean(self) -> None:
        """Whoever is chosen now may take it; what is free costs nothing; a rating, or why there is none."""
        free = self.pays == self.Pays.FREE and bool(self.price)
        unrated = self.state == "lifeorder_served" and self.stars is None and not self.said
        refuse(
            self._chosen() if self.state == "lifeorder_asked" else {},
            self._days(),
            not_ahead(self, "served_on"),
            {"price": gettext("This service is free of charge.")} if free else {},
            {"said": gettext("Say why there is no rating.")} if unrated else {},
        )

    def _days(self) -> Problems:
        """Each day as it is typed: none is wanted or promised that has passed, nor served before it was asked for."""
        if self.state == "lifeorder_passed":
            return in_order(self, "opened_at", "served_on")
        typed = ("wanted_on",) if self._state.adding else ("promised_on",) if self.state == "lifeorder_asked" else ()
        days = {name: getattr(self, name) for name in typed}
        today = timezone.localdate()
        return {name: gettext("This day has passed.") for name, day in days.items() if day and day < today}

    def _chosen(self) -> Problems:
        """The provider does such work, and has a licence and an agreement on the day for which it promises.

        An order that was passed on stands, whatever became of the provider since.
        """
        if self.provider is None:
            return {}
        day = self.promised_on or self.wanted_on
        if self.provider.kind != self.kind_of:
            return {"provider": gettext("This provider does other work.")}
        lapsed = self.provider.lapsed_by(day) if day else ""
        return {"provider": lapsed} if lapsed else {}
