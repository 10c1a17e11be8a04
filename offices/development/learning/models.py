"""Science popularisation (H3) and the community school (H4)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns import sign_up
from caojiadu.core.registers.patterns.event import PublicEvent
from caojiadu.core.registers.rules import Problems, at_most, no_personal, not_ahead, refuse

SCIENCE_MONTH = 9  # the national month of science popularisation (Science Popularisation Law of 2024)


class ScienceVenue(Record):
    """A place where residents meet science: an education base, a hall, a corner, a laboratory that opens its doors."""

    class Kind(models.TextChoices):
        """What sort of place."""

        BASE = "base", _("Science education base")
        HALL = "hall", _("Science hall or gallery")
        CORNER = "corner", _("Science corner of a neighbourhood")
        LABORATORY = "laboratory", _("Laboratory or firm that opens its doors")

    kind = models.CharField(_("kind of venue"), max_length=10, choices=Kind, db_index=True)
    address = models.CharField(_("address"), max_length=120)
    run_by = models.CharField(_("run by"), max_length=120)
    visitors = models.PositiveIntegerField(_("visitors at once"))
    opens = models.CharField(_("when it is open"), max_length=120)
    agreed_until = models.DateField(_("agreement until"), null=True, blank=True)

    class Meta:
        verbose_name = _("science venue")
        verbose_name_plural = _("science venues")


class ScienceVolunteer(Record):
    """Somebody who explains science to residents without pay."""

    class Subject(models.TextChoices):
        HEALTH = "health", _("Health and nutrition")
        NATURE = "nature", _("Nature and environment")
        TECHNOLOGY = "technology", _("Technology and digital skills")
        SAFETY = "safety", _("Safety and disaster prevention")

    subject = models.CharField(_("field of knowledge"), max_length=10, choices=Subject, db_index=True)
    works_at = models.CharField(_("unit they work for"), max_length=120, blank=True)
    since = models.DateField(_("volunteer since"))
    times = models.PositiveSmallIntegerField(_("times served"), default=0)
    trained_on = models.DateField(_("last trained"), null=True, blank=True)

    class Meta:
        verbose_name = _("science volunteer")
        verbose_name_plural = _("science volunteers")

    def clean(self) -> None:
        """Both days have come."""
        refuse(not_ahead(self, "since", "trained_on"))


class ScienceActivity(PublicEvent):
    """An activity that spreads scientific knowledge; in September it can be part of the national month."""

    class Form(models.TextChoices):
        """How knowledge is spread."""

        LECTURE = "lecture", _("Lecture")
        EXHIBITION = "exhibition", _("Science exhibition")
        WORKSHOP = "workshop", _("Experiment or workshop")
        VISIT = "visit", _("Visit to a venue")
        CONTEST = "contest", _("Contest of knowledge")

    class Audience(models.TextChoices):
        ALL = "all", _("All residents")
        JUVENILES = "juveniles", _("Juveniles")
        OLDER = "older", _("Older people")
        WORKERS = "workers", _("Workers")
        OFFICIALS = "officials", _("Leading cadres and civil servants")

    form = models.CharField(_("form of the event"), max_length=10, choices=Form, db_index=True)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience)
    topic = models.CharField(_("what it explains"), max_length=120)
    venue = models.ForeignKey(
        ScienceVenue, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("science venue")
    )
    of_the_month = models.BooleanField(_("part of the national science month (September)"), default=False)
    understood = models.PositiveSmallIntegerField(
        _("questions answered rightly afterwards (%)"), null=True, blank=True, validators=(MaxValueValidator(100),)
    )

    class Meta:
        verbose_name = _("science activity")
        verbose_name_plural = _("science activities")
        permissions = (("handle_scienceactivity", _("Hold science activities")),)

    def clean(self) -> None:
        """What belongs to the national month lies in September."""
        super().clean()
        refuse(self._month(), no_personal(self, "topic"))

    def _month(self) -> Problems:
        if self.of_the_month and self.starts_at and timezone.localdate(self.starts_at).month != SCIENCE_MONTH:
            return {"of_the_month": gettext("The science month is September; this begins in another month.")}
        return {}


class Course(Record):
    """A course of the community school: what is taught, to whom, in how many lessons."""

    class Subject(models.TextChoices):
        ARTS = "arts", _("Arts and calligraphy")
        MUSIC = "music", _("Music and dance")
        CRAFTS = "crafts", _("Crafts and household")
        HEALTH = "health", _("Health and exercise")
        DIGITAL = "digital", _("Digital skills")
        LANGUAGE = "language", _("Languages and reading")

    class Learners(models.TextChoices):
        ALL = "all", _("All residents")
        OLDER = "older", _("Older people (university of the third age)")
        PARENTS = "parents", _("Parents with small children")
        JUVENILES = "juveniles", _("Juveniles in the holidays")

    subject = models.CharField(_("subject"), max_length=8, choices=Subject, db_index=True)
    learners = models.CharField(_("learners"), max_length=9, choices=Learners, default=Learners.ALL)
    lessons = models.PositiveSmallIntegerField(_("lessons"))
    minutes = models.PositiveSmallIntegerField(_("minutes of a lesson"))
    fee = models.DecimalField(_("fee (yuan)"), max_digits=7, decimal_places=2, default=0)
    contents = models.TextField(_("what is learnt"))

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")


class CourseClass(PublicEvent):
    """A class of a term in which a course is taught: people enrol, lessons are held, some complete it.

    It begins with its first lesson and ends with its last.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="classes", verbose_name=_("course"))
    term = models.CharField(_("school term"), max_length=30)
    timetable = models.CharField(_("when lessons are"), max_length=120)
    teacher = models.CharField(_("teacher"), max_length=60)
    least = models.PositiveSmallIntegerField(_("fewest people for the class to begin"))
    lessons_held = models.PositiveSmallIntegerField(_("lessons held"), default=0, editable=False)
    completed = models.PositiveSmallIntegerField(_("people who completed it"), null=True, blank=True)

    class Meta:
        verbose_name = _("class of the community school")
        verbose_name_plural = _("classes of the community school")
        permissions = (("handle_courseclass", _("Run classes of the community school")),)

    def clean(self) -> None:
        """It has room for as many as it needs, and nobody completes it who was not enrolled."""
        super().clean()
        refuse(at_most(self, "least", "places"), self._enrolled(), no_personal(self, "term", "timetable"))

    def _enrolled(self) -> Problems:
        taken = sign_up.taken(self) if self.completed else 0
        if (self.completed or 0) > taken:
            return {"completed": gettext("%(n)d people were enrolled.") % {"n": taken}}
        return {}
