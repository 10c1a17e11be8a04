"""Rights of those whom the street looks after (R5, R6): harm to a child, and rights cases of the other groups."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse

REPORTED = ("police_at", "civil_at", "school_at")


class ChildHarm(Case):
    """Harm to a child that was found: reported at once to police, civil affairs and education.

    (Shanghai Regulations on the Protection of Juveniles, art. 9.) It is kept under the name of the child.
    """

    class Harm(models.TextChoices):
        """What was done to the child, or threatens it."""

        VIOLENCE = "violence", _("Violence or maltreatment")
        SEXUAL = "sexual", _("Sexual harm")
        NEGLECT = "neglect", _("Neglect, left alone")
        ABANDONED = "abandoned", _("Abandoned or missing")
        BULLYING = "bullying", _("Bullying")
        LABOUR = "labour", _("Put to work or begging")
        OTHER = "other", _("Other harm or danger")

    class Source(models.TextChoices):
        VISIT = "visit", _("Visit to the home")
        NEIGHBOUR = "neighbour", _("Neighbour or committee")
        SCHOOL = "school", _("School or kindergarten")
        DOCTOR = "doctor", _("Hospital")
        CHILD = "child", _("The child")
        FAMILY = "family", _("A member of the family")

    harm = models.CharField(_("harm"), max_length=9, choices=Harm, db_index=True)
    source = models.CharField(_("who found it"), max_length=9, choices=Source)
    found_at = models.DateTimeField(_("found at"))
    age = models.PositiveSmallIntegerField(_("age of the child"))
    danger = models.BooleanField(_("the child is in danger now"), default=False)
    facts = models.TextField(_("what was found of the harm"))
    police_at = models.DateTimeField(_("reported to the police at"), null=True, blank=True)
    police_to = models.CharField(_("who took it at the police"), max_length=60, blank=True)
    civil_at = models.DateTimeField(_("reported to civil affairs at"), null=True, blank=True)
    civil_to = models.CharField(_("who took it at civil affairs"), max_length=60, blank=True)
    school_at = models.DateTimeField(_("reported to education at"), null=True, blank=True)
    school_to = models.CharField(_("who took it at education"), max_length=60, blank=True)
    safe_with = models.CharField(_("with whom the child is now"), max_length=80, blank=True)
    measures = models.TextField(_("what is done for the child"), blank=True)
    seen_on = models.DateField(_("child last seen on"), null=True, blank=True)
    outcome = models.TextField(_("how it ended"), blank=True)

    class Meta:
        verbose_name = _("harm to a child")
        verbose_name_plural = _("harm to children")
        permissions = (
            ("handle_childharm", _("Report and follow harm to children")),
            ("close_childharm", _("Close cases of harm to children")),
        )

    def clean(self) -> None:
        """Under eighteen; found, then reported, none of it at a time to come."""
        now = timezone.now()
        days = ("found_at", *REPORTED)
        ahead = {name: gettext("This time has not come yet.") for name in days if (getattr(self, name) or now) > now}
        before = {
            name: gettext("Nobody reports before it was found.")
            for name in REPORTED
            if getattr(self, name) and getattr(self, name) < self.found_at
        }
        grown = {"age": gettext("A child is younger than eighteen.")} if self.age and self.age > 17 else {}
        refuse(ahead, before, grown, not_ahead(self, "seen_on"), in_order(self, "found_at", "seen_on"))


class RightsCase(Case):
    """A right of somebody of a group that was violated or refused: heard, checked, helped or referred, followed up."""

    class Group(models.TextChoices):
        OLDER = "older", _("Older person")
        DISABLED = "disabled", _("Disabled person")
        WOMAN = "woman", _("Woman")
        RETURNED = "returned", _("Returned overseas Chinese")
        RELATIVE = "relative", _("Relative of overseas Chinese")
        ETHNIC = "ethnic", _("Ethnic group")
        MILITARY = "military", _("Military family")

    class Wrong(models.TextChoices):
        VIOLENCE = "violence", _("Violence or maltreatment")
        SUPPORT = "support", _("Support or care refused")
        PROPERTY = "property", _("Property or home taken")
        WORK = "work", _("Wronged at work")
        SERVICE = "service", _("Service, access or preference refused")
        RESPECT = "respect", _("Insult or customs not respected")
        FRAUD = "fraud", _("Cheated of money")

    class Source(models.TextChoices):
        SELF = "self", _("The person")
        FAMILY = "family", _("A member of the family")
        NEIGHBOUR = "neighbour", _("Neighbour or committee")
        VISIT = "visit", _("Visit to the home")
        POLICE = "police", _("Police station")

    group = models.CharField(_("whose right"), max_length=8, choices=Group, db_index=True)
    wrong = models.CharField(_("what is wrong"), max_length=8, choices=Wrong, db_index=True)
    source = models.CharField(_("who told of it"), max_length=9, choices=Source)
    heard_on = models.DateField(_("heard of on"))
    incapable = models.BooleanField(
        _("cannot or can hardly act for themselves"),
        default=False,
        help_text=_("Violence at home against them is reported to the police (Anti-Domestic Violence Law, art. 14)."),
    )
    told = models.TextField(_("what was told"))
    wish = models.CharField(_("what the person wishes"), max_length=120, blank=True)
    report_by = models.DateField(_("to be reported to the police by"), null=True, editable=False)
    police_on = models.DateField(_("reported to the police on"), null=True, blank=True)
    checked = models.TextField(_("what was found when checked"), blank=True)
    helped = models.TextField(_("help given, or who helps now"), blank=True)
    referred_to = models.ForeignKey(
        "organisation.DistrictBody",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("passed on to"),
    )
    visited_on = models.DateField(_("last visited on"), null=True, blank=True)
    outcome = models.TextField(_("how it ended"), blank=True)

    class Meta:
        verbose_name = _("rights case")
        verbose_name_plural = _("rights cases")
        permissions = (
            ("handle_rightscase", _("Handle rights cases")),
            ("close_rightscase", _("Close rights cases")),
        )

    @property
    def must_be_reported(self) -> bool:
        """Whether the law wants it reported: violence against somebody who can hardly act for themselves (art. 14)."""
        return self.incapable and self.wrong == self.Wrong.VIOLENCE

    def clean(self) -> None:
        """Heard, reported and visited in this order, none of it on a day to come."""
        days = ("heard_on", "police_on", "visited_on")
        found: Problems = in_order(self, "heard_on", "police_on")
        refuse(not_ahead(self, *days), found, in_order(self, "heard_on", "visited_on"))
