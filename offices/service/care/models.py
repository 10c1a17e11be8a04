"""Care files (R5, R6): whom the street looks after, group by group, and each visit with its need and what came of it.

Each group has its own file, since each has its own keepers: whoever sees to children does not read who is disabled.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse


class CareFile(Record):
    """What the files of all groups have: the named person, the needs, and when somebody was there last."""

    carer = models.CharField(_("named person who looks after them"), max_length=60)
    support = models.CharField(
        _("who supports them"),
        max_length=120,
        blank=True,
        help_text=_("Family, neighbours; no phone numbers."),
    )
    needs = models.TextField(_("needs"), blank=True)
    visited_on = models.DateField(_("last visited on"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        refuse(not_ahead(self, "visited_on"))


class CareVisit(Record):
    """One visit: what was found, the need, the help, and whether it helped. `standing` follows from the dates."""

    class Way(models.TextChoices):
        HOME = "home", _("Home visit")
        PHONE = "phone", _("Telephone call")
        HOSPITAL = "hospital", _("In a hospital or home")
        OFFICE = "office", _("They came to the office")

    class Standing(models.TextChoices):
        NONE = "none", _("Nothing needed")
        OWED = "owed", _("Help owed")
        HELPED = "helped", _("Helped, to be followed up")
        CLOSED = "closed", _("Followed up")

    visited_on = models.DateField(_("day of the visit"))
    way = models.CharField(_("how the visit was made"), max_length=8, choices=Way)
    found = models.TextField(_("what was found on the visit"))
    need = models.TextField(_("what is needed"), blank=True)
    help_by = models.DateField(_("help promised by"), null=True, blank=True)
    help = models.TextField(_("help given"), blank=True)
    helped_on = models.DateField(_("helped on"), null=True, blank=True)
    follow_by = models.DateField(_("follow-up by"), null=True, blank=True)
    followed_on = models.DateField(_("followed up on"), null=True, blank=True)
    outcome = models.TextField(_("what the follow-up found"), blank=True)
    standing = models.CharField(
        _("where the need stands"), max_length=6, choices=Standing, default=Standing.NONE, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A need has a day for help; help has words and a day to look again; a follow-up has a result."""
        days = ("visited_on", "helped_on", "followed_on")
        asked: Problems = {}
        if self.need and not self.help_by:
            asked["help_by"] = gettext("Say by which day help is promised.")
        if self.helped_on and not self.need:
            asked["need"] = gettext("Say what was needed.")
        if self.helped_on and not self.help:
            asked["help"] = gettext("Say what help was given.")
        if self.helped_on and not self.follow_by:
            asked["follow_by"] = gettext("Say when somebody looks again.")
        if self.followed_on and not self.helped_on:
            asked["helped_on"] = gettext("Say when help was given first.")
        if self.followed_on and not self.outcome:
            asked["outcome"] = gettext("Say what the follow-up found.")
        refuse(not_ahead(self, *days), in_order(self, *days), in_order(self, "helped_on", "follow_by"), asked)

    def save(self, *args: Any, **kwargs: Any) -> None:
        reached = (
            (self.followed_on, self.Standing.CLOSED),
            (self.helped_on, self.Standing.HELPED),
            (self.need, self.Standing.OWED),
        )
        self.standing = next((standing for there, standing in reached if there), self.Standing.NONE)
        super().save(*args, **kwargs)


class OlderPerson(CareFile):
    """An older person: how they live, how much care they need (Shanghai Regulations on the Rights of Older People)."""

    class Living(models.TextChoices):
        ALONE = "alone", _("Lives alone")
        COUPLE = "couple", _("Couple without children at home")
        CARER = "carer", _("Older person who cares for another")
        FAMILY = "family", _("With family")
        HOME = "home", _("In a home for older people")

    class Band(models.TextChoices):
        SIXTY = "60", _("60 to 69")
        SEVENTY = "70", _("70 to 79")
        EIGHTY = "80", _("80 to 89")
        NINETY = "90", _("90 to 99")
        HUNDRED = "100", _("100 and older")

    living = models.CharField(_("how they live"), max_length=6, choices=Living, db_index=True)
    band = models.CharField(_("age"), max_length=3, choices=Band, db_index=True)
    care_level = models.PositiveSmallIntegerField(
        _("care level assessed"),
        null=True,
        blank=True,
        help_text=_("Empty where there was no assessment."),
    )
    assessed_on = models.DateField(_("care assessed on"), null=True, blank=True)
    allowance = models.BooleanField(_("receives the old-age allowance"), default=False)
    meals = models.BooleanField(_("meals brought or at the canteen"), default=False)

    class Meta:
        verbose_name = _("older person")
        verbose_name_plural = _("older people")

    def clean(self) -> None:
        super().clean()
        refuse(not_ahead(self, "assessed_on"))


class Child(CareFile):
    """A child in difficulty (Shanghai Regulations on the Protection of Juveniles)."""

    class Situation(models.TextChoices):
        ORPHAN = "orphan", _("Orphan")
        UNATTENDED = "unattended", _("Nobody brings the child up in fact")
        POVERTY = "poverty", _("Household in hardship")
        ILL = "ill", _("Seriously ill or disabled")
        LEFT = "left", _("Parents work elsewhere")
        CAME = "came", _("Came with parents from elsewhere")

    situation = models.CharField(_("why the child has a file"), max_length=10, choices=Situation, db_index=True)
    born_on = models.DateField(_("date of birth"))
    guardian = models.CharField(_("guardian in fact"), max_length=60, help_text=_("And what they are to the child."))
    school = models.CharField(_("school or kindergarten"), max_length=80, blank=True)
    post = models.CharField(_("protection post of the neighbourhood"), max_length=60, blank=True)
    benefit = models.BooleanField(_("receives a living allowance for children"), default=False)

    class Meta:
        verbose_name = _("child in difficulty")
        verbose_name_plural = _("children in difficulty")

    def clean(self) -> None:
        super().clean()
        refuse(not_ahead(self, "born_on"))


class DisabledPerson(CareFile):
    """A disabled person with certificate. Its number, which holds the identity number, is not kept in the file."""

    class Class(models.TextChoices):
        SIGHT = "sight", _("Sight")
        HEARING = "hearing", _("Hearing disability")
        SPEECH = "speech", _("Speech")
        LIMBS = "limbs", _("Limbs")
        MIND = "mind", _("Intellectual")
        MENTAL = "mental", _("Mental")
        SEVERAL = "several", _("Several at once")

    class Grade(models.TextChoices):
        """Of the certificate, the first being the gravest."""

        FIRST = "1", _("First grade")
        SECOND = "2", _("Second grade")
        THIRD = "3", _("Third grade")
        FOURTH = "4", _("Fourth grade")

    disability = models.CharField(_("class of disability"), max_length=7, choices=Class, db_index=True)
    grade = models.CharField(_("grade of disability"), max_length=1, choices=Grade, db_index=True)
    certificate_until = models.DateField(_("certificate valid until"), null=True, blank=True)
    aids = models.CharField(_("aids and adaptations"), max_length=120, blank=True)
    living_subsidy = models.BooleanField(_("receives the living subsidy"), default=False)
    nursing_subsidy = models.BooleanField(_("receives the nursing subsidy"), default=False)

    class Meta:
        verbose_name = _("disabled person")
        verbose_name_plural = _("disabled people")


class WomanInNeed(CareFile):
    """A woman in need of help, or at risk of violence at home (Anti-Domestic Violence Law)."""

    class Situation(models.TextChoices):
        SINGLE = "single", _("Brings up children alone")
        ILL = "ill", _("Serious illness")
        LOST = "lost", _("Lost her only child")
        VIOLENCE = "violence", _("Violence at home")
        HARDSHIP = "hardship", _("Hardship")

    situation = models.CharField(_("why she has a file"), max_length=8, choices=Situation, db_index=True)
    children = models.PositiveSmallIntegerField(_("children at home"), default=0)
    warned_on = models.DateField(
        _("copy of the police warning letter received on"),
        null=True,
        blank=True,
        help_text=_("It is visited (art. 17)."),
    )
    order_until = models.DateField(_("protection order until"), null=True, blank=True)

    class Meta:
        verbose_name = _("woman in need of help")
        verbose_name_plural = _("women in need of help")

    def clean(self) -> None:
        """The copy came on a day that has come."""
        super().clean()
        refuse(not_ahead(self, "warned_on"))


class OverseasTie(CareFile):
    """A returned overseas Chinese, confirmed by the city, or a relative, confirmed by the district."""

    class Status(models.TextChoices):
        RETURNED = "returned", _("Returned overseas Chinese")
        RELATIVE = "relative", _("Relative of overseas Chinese")

    status = models.CharField(_("status confirmed"), max_length=8, choices=Status, db_index=True)
    country = models.CharField(_("country or region"), max_length=40)
    paper = models.CharField(_("status paper"), max_length=60, help_text=_("Who confirmed it, and its number."))
    confirmed_on = models.DateField(_("status confirmed on"))

    class Meta:
        verbose_name = _("returned overseas Chinese or relative")
        verbose_name_plural = _("returned overseas Chinese and relatives")

    def clean(self) -> None:
        super().clean()
        refuse(not_ahead(self, "confirmed_on"))


class EthnicContact(CareFile):
    """Somebody of an ethnic group who wishes to be in contact: by consent, and only what the help needs."""

    class Wish(models.TextChoices):
        FOOD = "food", _("Halal food")
        WORK = "work", _("Work or business")
        SCHOOL = "school", _("Schooling")
        FESTIVAL = "festival", _("Festivals and culture")
        HARDSHIP = "hardship", _("Hardship")

    consent_on = models.DateField(_("consented to the contact on"))
    wish = models.CharField(_("what the contact is for"), max_length=8, choices=Wish, db_index=True)
    people = models.CharField(_("ethnic group, only where the help needs it"), max_length=20, blank=True)
    customs = models.CharField(_("customs to be respected"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("contact of an ethnic group")
        verbose_name_plural = _("contacts of ethnic groups")

    def clean(self) -> None:
        """Nobody is in contact who did not consent."""
        super().clean()
        refuse(not_ahead(self, "consent_on"))


class MilitaryFamily(CareFile):
    """A family of the army: the street visits and helps (Regulations on Preferential Treatment, art. 38)."""

    class Standing(models.TextChoices):
        SERVING = "serving", _("Family of a serving soldier")
        VETERAN = "veteran", _("Veteran")
        DISABLED = "disabled", _("Disabled soldier")
        SURVIVOR = "survivor", _("Survivors of a martyr or soldier")

    family = models.CharField(_("what the family is"), max_length=8, choices=Standing, db_index=True)
    plaque_on = models.DateField(_("plaque of honour put up on"), null=True, blank=True)
    card = models.BooleanField(_("has the preferential card"), default=False)
    pension = models.BooleanField(_("receives a pension or payment of the district"), default=False)
    service_until = models.DateField(_("service ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("military family")
        verbose_name_plural = _("military families")

    def clean(self) -> None:
        super().clean()
        refuse(not_ahead(self, "plaque_on"))


def _file(model: type[CareFile]) -> Any:
    return models.ForeignKey(model, models.PROTECT, related_name="visits", verbose_name=_("care file"))


class OlderPersonVisit(CareVisit):
    """A visit to an older person."""

    file = _file(OlderPerson)

    class Meta:
        verbose_name = _("visit to an older person")
        verbose_name_plural = _("visits to older people")


class ChildVisit(CareVisit):
    """A visit to a child in difficulty."""

    file = _file(Child)

    class Meta:
        verbose_name = _("visit to a child")
        verbose_name_plural = _("visits to children")


class DisabledPersonVisit(CareVisit):
    """A visit to a disabled person."""

    file = _file(DisabledPerson)

    class Meta:
        verbose_name = _("visit to a disabled person")
        verbose_name_plural = _("visits to disabled people")


class WomanVisit(CareVisit):
    """A visit to a woman in need of help."""

    file = _file(WomanInNeed)

    class Meta:
        verbose_name = _("visit to a woman in need")
        verbose_name_plural = _("visits to women in need")


class OverseasVisit(CareVisit):
    """A visit to a returned overseas Chinese or a relative."""

    file = _file(OverseasTie)

    class Meta:
        verbose_name = _("visit to overseas Chinese or relatives")
        verbose_name_plural = _("visits to overseas Chinese and relatives")


class EthnicVisit(CareVisit):
    """A visit to a contact of an ethnic group."""

    file = _file(EthnicContact)

    class Meta:
        verbose_name = _("visit to an ethnic group's contact")
        verbose_name_plural = _("visits to ethnic groups' contacts")


class MilitaryVisit(CareVisit):
    """A visit to a military family."""

    file = _file(MilitaryFamily)

    class Meta:
        verbose_name = _("visit to a military family")
        verbose_name_plural = _("visits to military families")
