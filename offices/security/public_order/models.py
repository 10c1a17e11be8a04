"""The work centre for comprehensive management of public security (E8): teams, patrols, joint cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, not_ahead, refuse


class GuardTeam(Record):
    """A team of residents, staff or guards who keep an eye on their area (群防群治队伍)."""

    class Kind(models.TextChoices):
        HEADS = "heads", _("Heads of building groups")
        VOLUNTEERS = "volunteers", _("Safety volunteers")
        GUARDS = "guards", _("Guards of property companies")
        SHOPS = "shops", _("Shops along the street")
        RIDERS = "riders", _("Couriers and riders")

    kind = models.CharField(_("who they are"), max_length=10, choices=Kind, db_index=True)
    leader = models.CharField(_("who leads the team"), max_length=40)
    size = models.PositiveSmallIntegerField(_("people in the team"))
    trained_on = models.DateField(_("last trained"), null=True, blank=True)
    insured_until = models.DateField(_("insured until"), null=True, blank=True)

    class Meta:
        verbose_name = _("group-prevention team")
        verbose_name_plural = _("group-prevention teams")


class Patrol(Case):
    """One patrol of a team (排班→巡防→移交→审阅)."""

    class Shift(models.TextChoices):
        DAY = "day", _("By day")
        EVENING = "evening", _("In the evening")
        NIGHT = "night", _("At night")

    class To(models.TextChoices):
        """To whom a finding went."""

        POLICE = "police", _("Police station")
        GRID = "grid", _("City grid centre")
        SAFETY = "safety", _("Inspection of the site")
        JOINT = "joint", _("Joint case of the centre")
        SPOT = "spot", _("Settled on the spot")

    team = models.ForeignKey(GuardTeam, models.PROTECT, related_name="patrols", verbose_name=_("team"))
    planned_on = models.DateField(_("planned day"))
    shift = models.CharField(_("time of day"), max_length=8, choices=Shift, default=Shift.EVENING)
    route = models.CharField(_("route"), max_length=120)
    walked_on = models.DateField(_("walked on"), null=True, blank=True)
    walkers = models.PositiveSmallIntegerField(_("people on patrol"), null=True, blank=True)
    seen = models.TextField(_("what they saw"), blank=True)
    handed_to = models.CharField(_("handed on to"), max_length=6, choices=To, blank=True, default="")

    class Meta:
        verbose_name = _("patrol")
        verbose_name_plural = _("patrols")
        permissions = (("handle_patrol", _("Enter patrols")), ("close_patrol", _("Review patrols")))

    def clean(self) -> None:
        """It was walked on a day that has come."""
        refuse(not_ahead(self, "walked_on"))


class JointCase(Case):
    """A matter that several bodies of the centre settle together (上报→交办→办结→审核)."""

    class Theme(models.TextChoices):
        DISPUTE = "dispute", _("Dispute that may grow")
        FRAUD = "fraud", _("Fraud")
        ORDER = "order", _("Disorder in one place")
        YOUTH = "youth", _("Children and young people")
        CARE = "care", _("Somebody in need of care")
        TENANCY = "tenancy", _("Rooms let by groups")
        OTHER = "other", _("Other themes")

    class Source(models.TextChoices):
        """From whom it came."""

        PATROL = "patrol", _("Patrol")
        COMMITTEE = "committee", _("Neighbourhood committee")
        POLICE = "police", _("Police station")
        GRID = "grid", _("City grid centre")
        LETTERS = "letters", _("Letters and calls")

    class Result(models.TextChoices):
        """How it stands afterwards."""

        SETTLED = "settled", _("Settled for good")
        EASED = "eased", _("Eased, to be watched")

    theme = models.CharField(_("what it is about"), max_length=8, choices=Theme, db_index=True)
    source = models.CharField(_("from whom it came"), max_length=10, choices=Source)
    seen_on = models.ForeignKey(
        Patrol, models.PROTECT, null=True, blank=True, related_name="joint_cases", verbose_name=_("patrol")
    )
    facts = models.TextField(_("what is known"))
    leads = models.CharField(_("body in the lead"), max_length=60, blank=True)
    bodies = models.CharField(_("bodies that help"), max_length=120, blank=True)
    wanted_on = models.DateField(_("to be done by"), null=True, blank=True)
    measures = models.TextField(_("what was done"), blank=True)
    result = models.CharField(_("how it stands"), max_length=8, choices=Result, blank=True, default="")
    passed_to = models.CharField(_("passed to"), max_length=120, blank=True)
    returns = models.PositiveSmallIntegerField(_("sent back, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("joint case")
        verbose_name_plural = _("joint cases")
        permissions = (("handle_jointcase", _("Work on joint cases")), ("close_jointcase", _("Review joint cases")))


class AfterVisit(Record):
    """A look at how things are after a joint case, and when to look again."""

    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="visits", verbose_name=_("joint case"))
    visited_on = models.DateField(_("visited on"))
    found = models.CharField(_("how things are"), max_length=200)
    again_on = models.DateField(_("to be visited again on"), null=True, blank=True)

    class Meta:
        verbose_name = _("visit after a joint case")
        verbose_name_plural = _("visits after joint cases")

    def clean(self) -> None:
        """The next visit comes after this one."""
        refuse(not_ahead(self, "visited_on"), in_order(self, "visited_on", "again_on"))
