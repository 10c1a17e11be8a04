"""Dwellings and actual population (E7). The police lead it: their system is the system of record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, not_ahead, refuse


class Dwelling(Record):
    """One dwelling; the entry's name is its address down to the door."""

    class Use(models.TextChoices):
        """Who lives there, or what it is used for."""

        OWNER = "owner", _("Owner lives there")
        LET = "let", _("Let as a whole")
        ROOMS = "rooms", _("Let by rooms")
        PUBLIC = "public", _("Public housing")
        STAFF = "staff", _("Staff dormitory")
        EMPTY = "empty", _("Empty")
        BUSINESS = "business", _("Used for business")

    estate = models.CharField(_("estate or lane"), max_length=60)
    use = models.CharField(_("use of the dwelling"), max_length=8, choices=Use)
    rooms = models.PositiveSmallIntegerField(_("rooms"), null=True, blank=True)
    checked_on = models.DateField(_("last checked"))

    class Meta:
        verbose_name = _("dwelling")
        verbose_name_plural = _("dwellings")
        indexes = (models.Index(fields=("use", "-record_ptr"), name="dwelling_use"),)


class Occupant(Record):
    """A person in a dwelling; the entry says in what capacity they live there."""

    class Origin(models.TextChoices):
        """Where they are registered."""

        HERE = "here", _("Registered at this address")
        CITY = "city", _("Registered elsewhere in Shanghai")
        CHINA = "china", _("Registered in another province")
        ABROAD = "abroad", _("From Hong Kong, Macao, Taiwan or abroad")

    home = models.ForeignKey(Dwelling, models.PROTECT, related_name="occupants", verbose_name=_("dwelling"))
    origin = models.CharField(_("household registration"), max_length=6, choices=Origin)
    since = models.DateField(_("living there since"))
    permit_until = models.DateField(_("residence permit until"), null=True, blank=True)
    checked_on = models.DateField(_("last checked"))

    class Meta:
        verbose_name = _("occupant")
        verbose_name_plural = _("occupants")
        indexes = (models.Index(fields=("origin", "-record_ptr"), name="occupant_origin"),)

    def clean(self) -> None:
        """Checked after they came, and not on a day to come."""
        refuse(not_ahead(self, "since", "checked_on"), in_order(self, "since", "checked_on"))


class Tenancy(Record):
    """A dwelling or rooms that are let; the person of the entry is the landlord."""

    home = models.ForeignKey(Dwelling, models.PROTECT, related_name="tenancies", verbose_name=_("dwelling"))
    let_from = models.DateField(_("let from"))
    let_until = models.DateField(_("let until"))
    tenants = models.PositiveSmallIntegerField(_("people who live there"))
    through_agent = models.BooleanField(_("let through an agent or a company"), default=False)
    contract = models.CharField(_("number of the registered contract"), max_length=60, blank=True)
    safety_on = models.DateField(_("fire and gas safety looked at on"), null=True, blank=True)

    class Meta:
        verbose_name = _("tenancy")
        verbose_name_plural = _("tenancies")

    def clean(self) -> None:
        """A tenancy ends after it began."""
        refuse(in_order(self, "let_from", "let_until"), not_ahead(self, "safety_on"))


class PopulationChange(Case):
    """A change of who lives where (采集→核实→更新→注销), passed to the police station's system."""

    class Change(models.TextChoices):
        IN = "in", _("Moved in")
        OUT = "out", _("Moved out")
        BORN = "born", _("Born or joined the household")
        DIED = "died", _("Died")
        LET = "let", _("Newly let or let again")
        DATA = "data", _("Details of a person or dwelling")

    class Source(models.TextChoices):
        VISIT = "visit", _("Visit to the home")
        REPORT = "report", _("Reported by the person")
        LANDLORD = "landlord", _("Reported by the landlord or agent")
        COMMITTEE = "committee", _("Neighbourhood committee")
        POLICE = "police", _("Police station")

    class How(models.TextChoices):
        """How it was checked."""

        HOME = "home", _("At the home")
        PAPERS = "papers", _("Papers seen")
        PHONE = "phone", _("By telephone")
        POLICE = "police", _("With the police station")

    home = models.ForeignKey(Dwelling, models.PROTECT, related_name="changes", verbose_name=_("dwelling"))
    change = models.CharField(_("what changed"), max_length=5, choices=Change, db_index=True)
    source = models.CharField(_("who told of it"), max_length=10, choices=Source)
    happened_on = models.DateField(_("since when"))
    people = models.PositiveSmallIntegerField(_("people it concerns"), default=1)
    details = models.TextField(_("details"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_how = models.CharField(_("how it was checked"), max_length=6, choices=How, blank=True, default="")
    wrong = models.CharField(_("why it is cancelled"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("change of population")
        verbose_name_plural = _("changes of population")
        permissions = (
            ("handle_populationchange", _("Check changes of population")),
            ("close_populationchange", _("Cancel changes of population")),
        )

    def clean(self) -> None:
        """It was checked on a day that has come."""
        refuse(not_ahead(self, "checked_on"))
