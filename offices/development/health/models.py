"""Public health (H8), and liaison with the community health service centre (H15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.patterns.event import PublicEvent
from caojiadu.core.registers.rules import at_most, in_order, no_personal, not_ahead, refuse


class HealthCampaign(PublicEvent):
    """A campaign for public health: against mosquitoes and rats or smoking, for blood donation."""

    class Theme(models.TextChoices):
        VECTORS = "vectors", _("Against mosquitoes, rats and cockroaches")
        CLEAN = "clean", _("Patriotic health campaign: cleaning up")
        SMOKING = "smoking", _("Against smoking")
        BLOOD = "blood", _("Blood donation")
        FIRST_AID = "first_aid", _("First aid (Red Cross)")
        LIVING = "living", _("Healthy living")

    theme = models.CharField(_("theme"), max_length=9, choices=Theme, db_index=True)
    partner = models.CharField(_("held together with"), max_length=120, blank=True)
    goal = models.TextField(_("what is to be reached"))
    handed_out = models.PositiveIntegerField(_("leaflets and materials handed out"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households reached"), null=True, blank=True)

    class Meta:
        verbose_name = _("health campaign")
        verbose_name_plural = _("health campaigns")
        permissions = (("handle_healthcampaign", _("Hold health campaigns")),)

    def clean(self) -> None:
        """Everybody reads what is to be reached."""
        super().clean()
        refuse(no_personal(self, "goal"))


class VaccinationDrive(CountsOnly, Case):
    """Help with a vaccination that the health service gives: whom the street invites, how many came. Counts only."""

    class Group(models.TextChoices):
        OLDER = "older", _("Older people")
        CHILDREN = "children", _("Children and students")
        ALL = "all", _("All residents")
        RISK = "risk", _("People at particular risk")

    vaccine = models.CharField(_("vaccine"), max_length=60)
    group = models.CharField(
        pgettext_lazy("vaccination drives", "who is invited"), max_length=8, choices=Group, db_index=True
    )
    site = models.CharField(_("where it is given"), max_length=120)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    wanted = models.PositiveIntegerField(_("people to be reached"))
    invited = models.PositiveIntegerField(_("people invited"), null=True, blank=True)
    vaccinated = models.PositiveIntegerField(_("people vaccinated"), null=True, blank=True)
    reactions = models.PositiveIntegerField(_("reactions passed to the health service centre"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("vaccination drive")
        verbose_name_plural = _("vaccination drives")
        permissions = (("handle_vaccinationdrive", _("Help with vaccination drives")),)

    def clean(self) -> None:
        """It ends after it begins, and parts are no more than the whole."""
        super().clean()
        days = in_order(self, "since", "until")
        refuse(days, at_most(self, "vaccinated", "invited"), at_most(self, "reactions", "vaccinated"))


class EpidemicNotice(CountsOnly, Case):
    """A notice of an infectious disease that the street passes on and carries out. It names places, no persons."""

    class Origin(models.TextChoices):
        HEALTH = "health", _("District health commission")
        CONTROL = "control", _("Centre for disease control")
        CENTRE = "centre", _("Community health service centre")
        CITY = "city", _("Municipal notice")

    class Level(models.TextChoices):
        INFORM = "inform", _("For information")
        PREVENT = "prevent", _("Prevention is stepped up")
        RESPOND = "respond", _("Emergency response")

    origin = models.CharField(_("who sent the notice"), max_length=8, choices=Origin)
    level = models.CharField(_("level of the notice"), max_length=8, choices=Level, db_index=True)
    disease = models.CharField(_("disease"), max_length=60)
    received_at = models.DateTimeField(_("received at"))
    ordered = models.TextField(_("what the notice orders"))
    told = models.TextField(_("what residents read"), blank=True)
    passed_to = models.TextField(_("to whom it was passed on"), blank=True)
    measures = models.TextField(_("what was done"), blank=True)
    published_on = models.DateField(_("published on"), null=True, editable=False)

    class Meta:
        verbose_name = _("epidemic notice")
        verbose_name_plural = _("epidemic notices")
        permissions = (
            ("handle_epidemicnotice", _("Pass on epidemic notices")),
            ("close_epidemicnotice", _("End epidemic notices")),
        )

    def clean(self) -> None:
        """It names nobody, and it has come."""
        super().clean()
        refuse(not_ahead(self, "received_at"))


class HealthLiaison(Case):
    """A matter for the health service centre, which its owner decides: raised, passed on, answered."""

    class Topic(models.TextChoices):
        DOCTOR = "doctor", _("Family doctors")
        OPENING = "opening", _("Opening hours and registration")
        PLACE = "place", _("Premises and barriers")
        HOME = "home", _("Care at home")
        OTHER = "other", _("Other")

    class Raiser(models.TextChoices):
        RESIDENTS = "residents", _("Residents")
        COMMITTEE = "committee", _("Neighbourhood committee")
        CENTRE = "centre", _("Community health service centre")
        OFFICE = "office", _("An office of the street")

    topic = models.CharField(_("topic of the matter"), max_length=8, choices=Topic, db_index=True)
    raiser = models.CharField(_("raised by"), max_length=9, choices=Raiser)
    raised_on = models.DateField(_("raised on"))
    wish = models.TextField(_("what is wished"))
    passed_on = models.DateField(_("day it was passed on"), null=True, blank=True)
    passed_to = models.CharField(_("to whom it was passed"), max_length=120, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("liaison matter")
        verbose_name_plural = _("liaison matters")
        permissions = (("handle_healthliaison", _("Liaise with the health service centre")),)

    def clean(self) -> None:
        """Days that have come, one after another."""
        days = ("raised_on", "passed_on", "answered_on")
        refuse(not_ahead(self, *days), in_order(self, *days))


class JointHealthActivity(PublicEvent):
    """What street and health service centre hold together: free consultations, screening, enrolment with a doctor."""

    class Form(models.TextChoices):
        CONSULTATION = "consultation", _("Free consultation")
        SCREENING = "screening", _("Health screening")
        FAMILY = "family", _("Enrolment with a family doctor")
        COURSE = "course", _("Course for patients and carers")

    form = models.CharField(_("form of the event"), max_length=12, choices=Form, db_index=True)
    doctors = models.PositiveSmallIntegerField(_("doctors and nurses who come"))
    services = models.TextField(_("what is offered"))
    people_seen = models.PositiveIntegerField(_("people seen"), null=True, blank=True)
    referred = models.PositiveIntegerField(_("of them sent on to a hospital"), null=True, blank=True)

    class Meta:
        verbose_name = _("joint activity with the health service centre")
        verbose_name_plural = _("joint activities with the health service centre")
        permissions = (("handle_jointhealthactivity", _("Hold joint activities with the health service centre")),)

    def clean(self) -> None:
        """Who was sent on was seen."""
        super().clean()
        refuse(at_most(self, "referred", "people_seen"), no_personal(self, "services"))
