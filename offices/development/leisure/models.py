"""Culture (H5), sports (H6) and tourism (H7): teams, facilities, sites, walks, and what is held there."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.event import PublicEvent
from caojiadu.core.registers.rules import Problems, at_most, in_order, no_personal, not_ahead, refuse


class CultureTeam(Record):
    """A team of residents that sings, dances, plays or paints together."""

    class Art(models.TextChoices):
        CHOIR = "choir", _("Choir")
        DANCE = "dance", _("Dance")
        OPERA = "opera", _("Opera and ballad singing")
        MUSIC = "music", _("Instruments")
        PAINTING = "painting", _("Calligraphy, painting, photography")
        READING = "reading", _("Reading and recitation")

    art = models.CharField(_("art form"), max_length=8, choices=Art, db_index=True)
    members = models.PositiveSmallIntegerField(_("members"))
    rehearses = models.CharField(_("where and when it rehearses"), max_length=120)
    entered_on = models.DateField(pgettext_lazy("culture teams", "registered on"))
    looked_at_on = models.DateField(_("last looked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("culture team")
        verbose_name_plural = _("culture teams")

    def clean(self) -> None:
        """Days that have come, one after another; what everybody reads of it tells of nobody."""
        days = ("entered_on", "looked_at_on")
        refuse(not_ahead(self, *days), in_order(self, *days), no_personal(self, "title", "rehearses"))


class CultureEvent(PublicEvent):
    """A cultural event for residents: programme, performers, money."""

    class Form(models.TextChoices):
        PERFORMANCE = "performance", _("Performance")
        FESTIVAL = "festival", _("Festival of the neighbourhood")
        EXHIBITION = "exhibition", _("Exhibition of works")
        READING = "reading", _("Reading")
        FILM = "film", _("Film")

    form = models.CharField(_("form of the event"), max_length=11, choices=Form, db_index=True)
    team = models.ForeignKey(
        CultureTeam, models.PROTECT, null=True, blank=True, related_name="held", verbose_name=_("culture team")
    )
    programme = models.TextField(_("programme"))
    performers = models.PositiveSmallIntegerField(_("performers"))
    planned_cost = models.DecimalField(_("money planned (yuan)"), max_digits=10, decimal_places=2)
    cost = models.DecimalField(_("money spent (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("cultural event")
        verbose_name_plural = _("cultural events")
        permissions = (("handle_cultureevent", _("Hold cultural events")),)

    def clean(self) -> None:
        """No more is spent than was planned."""
        super().clean()
        refuse(at_most(self, "cost", "planned_cost"), no_personal(self, "programme"))


class SportsFacility(Record):
    """A fitness point, court or track for everybody: when it was checked, how long it may be used."""

    class Kind(models.TextChoices):
        POINT = "point", _("Fitness point")
        COURT = "court", _("Court or pitch")
        TRACK = "track", _("Walking track")
        ROOM = "room", _("Fitness room")

    kind = models.CharField(_("kind of facility"), max_length=6, choices=Kind, db_index=True)
    address = models.CharField(_("address"), max_length=120)
    pieces = models.PositiveSmallIntegerField(_("pieces of equipment"))
    kept_by = models.CharField(_("who maintains it"), max_length=120)
    usable_until = models.DateField(_("equipment to be replaced by"))
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    closed_since = models.DateField(_("out of use since"), null=True, blank=True)

    class Meta:
        verbose_name = _("sports facility")
        verbose_name_plural = _("sports facilities")

    def clean(self) -> None:
        """Both days have come."""
        refuse(not_ahead(self, "checked_on", "closed_since"))


class FacilityCheck(Case):
    """A check of a sports facility: in order, to be repaired, or dangerous and out of use until mended."""

    class Finding(models.TextChoices):
        GOOD = "good", _("In order")
        WORN = "worn", _("Worn or broken, no danger")
        DANGER = "danger", _("Dangerous")

    facility = models.ForeignKey(
        SportsFacility, models.PROTECT, related_name="checks", verbose_name=_("sports facility")
    )
    wanted_on = models.DateField(_("to be checked by"))
    checked_on = models.DateField(_("day of the check"), null=True, blank=True)
    finding = models.CharField(_("finding"), max_length=6, choices=Finding, blank=True, default="")
    faults = models.PositiveSmallIntegerField(_("pieces with faults"), null=True, blank=True)
    repair = models.TextField(_("what was repaired or replaced"), blank=True)

    class Meta:
        verbose_name = _("check of a sports facility")
        verbose_name_plural = _("checks of sports facilities")
        permissions = (("handle_facilitycheck", _("Check sports facilities")),)

    def clean(self) -> None:
        """Checked by today, no more pieces broken than there were then; what is in order has no fault."""
        wrong: Problems = {}
        found_now = self.state == "facility_check_planned"  # pieces are taken away later
        if found_now and self.faults is not None and self.faults > self.facility.pieces:
            wrong = {"faults": _("The facility has %(n)d pieces.") % {"n": self.facility.pieces}}
        elif self.finding and bool(self.faults) == (self.finding == self.Finding.GOOD):
            wrong = {"faults": _("Faults and finding do not go together.")}
        refuse(not_ahead(self, "checked_on"), wrong)


class SportsTeam(Record):
    """A team of residents that does sport together, and who leads the exercise."""

    class Grade(models.TextChoices):
        """Grade of its social sports instructor."""

        NONE = "none", _("No instructor")
        THIRD = "third", _("Third grade")
        SECOND = "second", _("Second grade")
        FIRST = "first", _("First grade")
        STATE = "state", _("State grade")

    sport = models.CharField(_("sport"), max_length=60)
    members = models.PositiveSmallIntegerField(_("members"))
    trains = models.CharField(_("where and when it trains"), max_length=120)
    instructor = models.CharField(_("social sports instructor"), max_length=6, choices=Grade, db_index=True)
    instructor_trained_on = models.DateField(_("instructor last trained"), null=True, blank=True)

    class Meta:
        verbose_name = _("sports team")
        verbose_name_plural = _("sports teams")

    def clean(self) -> None:
        """The day has come; what everybody reads of it tells of nobody."""
        refuse(not_ahead(self, "instructor_trained_on"), no_personal(self, "title", "sport", "trains"))


class SportsEvent(PublicEvent):
    """A match, a training, a fitness test: for which ages, who gives first aid, who is insured."""

    class Form(models.TextChoices):
        MATCH = "match", _("Match or tournament")
        TRAINING = "training", _("Training")
        TEST = "test", _("Test of physical fitness")
        MEETING = "meeting", _("Sports meeting of residents")

    form = models.CharField(_("form of the event"), max_length=8, choices=Form, db_index=True)
    sport = models.CharField(_("sport"), max_length=60)
    facility = models.ForeignKey(
        SportsFacility, models.PROTECT, null=True, blank=True, related_name="held", verbose_name=_("sports facility")
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    first_aid = models.CharField(_("first aid and insurance"), max_length=200)
    injured = models.PositiveSmallIntegerField(_("people hurt"), null=True, blank=True)

    class Meta:
        verbose_name = _("sports event")
        verbose_name_plural = _("sports events")
        permissions = (("handle_sportsevent", _("Hold sports events")),)

    def clean(self) -> None:
        """Ages go upwards, and nothing is held where equipment is out of use."""
        super().clean()
        refuse(at_most(self, "age_from", "age_to"), self._closed(), no_personal(self, "sport"))

    def _closed(self) -> Problems:
        if self._state.adding and self.facility and self.facility.closed_since:
            return {"facility": _("This facility is out of use until it is repaired.")}
        return {}


class TourismSite(Record):
    """A place that visitors come to see, with its story."""

    class Kind(models.TextChoices):
        BUILDING = "building", _("Historic building")
        RESIDENCE = "residence", _("Former residence")
        MUSEUM = "museum", _("Museum or memorial hall")
        STREET = "street", _("Street or lane with a history")
        PARK = "park", _("Park or riverside")

    class Protected(models.TextChoices):
        """How it is protected."""

        NONE = "none", _("Not protected")
        RELIC = "relic", _("Cultural relic")
        HISTORIC = "historic", _("Excellent historic building")

    kind = models.CharField(_("kind of site"), max_length=9, choices=Kind, db_index=True)
    address = models.CharField(_("address"), max_length=120)
    protected = models.CharField(_("protection"), max_length=8, choices=Protected, default=Protected.NONE)
    built = models.CharField(_("when it was built"), max_length=60, blank=True)
    open_to_visitors = models.CharField(_("when visitors may enter"), max_length=120, blank=True)
    story = models.TextField(_("its story"))

    class Meta:
        verbose_name = _("site to visit")
        verbose_name_plural = _("sites to visit")


class TourismWalk(Record):
    """A walk through the sub-district (城市漫步): where it leads, how long it takes, who can walk it."""

    main_site = models.ForeignKey(TourismSite, models.PROTECT, related_name="walks", verbose_name=_("main site"))
    stops = models.TextField(_("stops, in their order"))
    length = models.DecimalField(_("length (km)"), max_digits=4, decimal_places=1, validators=(MinValueValidator(0),))
    duration = models.PositiveSmallIntegerField(_("minutes it takes"))
    step_free = models.BooleanField(_("without steps"), default=False)
    walked_on = models.DateField(_("last walked and checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("walk")
        verbose_name_plural = _("walks")

    def clean(self) -> None:
        """The day has come."""
        refuse(not_ahead(self, "walked_on"))


class TourismEvent(PublicEvent):
    """A guided walk or an open day at a site."""

    class Language(models.TextChoices):
        """In which language the guide speaks."""

        CHINESE = "chinese", _("Chinese")
        SHANGHAINESE = "shanghainese", _("Shanghai dialect")
        ENGLISH = "english", _("English")
        SIGN = "sign", _("Chinese with sign language")

    walk = models.ForeignKey(
        TourismWalk, models.PROTECT, null=True, blank=True, related_name="held", verbose_name=_("walk")
    )
    guide = models.CharField(_("guide"), max_length=60)
    language = models.CharField(_("language of the guide"), max_length=12, choices=Language, db_index=True)
    if_it_rains = models.CharField(_("if it rains"), max_length=120)
    visitors_from_outside = models.PositiveSmallIntegerField(
        _("people from outside the sub-district"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("tourism event")
        verbose_name_plural = _("tourism events")
        permissions = (("handle_tourismevent", _("Hold tourism events")),)

    def clean(self) -> None:
        """Those from outside are part of those who came."""
        super().clean()
        refuse(at_most(self, "visitors_from_outside", "attended"), no_personal(self, "if_it_rains"))
