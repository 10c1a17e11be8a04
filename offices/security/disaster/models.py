"""Community disaster prevention (E2): flood plans, shelters, stocks, warnings with their response, drills."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, not_ahead, refuse


class Level(models.IntegerChoices):
    """Colour of a warning and level of the response (Shanghai Flood Prevention Regulations, art. 30)."""

    BLUE = 4, _("Blue: response IV")
    YELLOW = 3, _("Yellow: response III")
    ORANGE = 2, _("Orange: response II")
    RED = 1, _("Red: response I")


NONE_OPENED = 5  # above every level: no duty was opened yet


class FloodPlan(Case):
    """The plan of one season against flood and typhoon (编制→审定→报区水务主管部门备案→实施→汛后总结)."""

    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    season_from = models.DateField(
        _("season from"), help_text=_("The first and last day of the season are announced each year.")
    )
    season_to = models.DateField(_("season until"))
    weak_points = models.TextField(_("places that flood, and what hangs low"))
    forces = models.TextField(_("who turns out, with what"))
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    filed_as = models.CharField(_("number of the receipt"), max_length=60, blank=True)
    lessons = models.TextField(_("what the season taught"), blank=True)

    class Meta:
        verbose_name = _("flood plan")
        verbose_name_plural = _("flood plans")
        permissions = (("handle_floodplan", _("Write flood plans")), ("close_floodplan", _("Approve flood plans")))

    def clean(self) -> None:
        """A season ends after it began, and nothing is filed on a day to come."""
        refuse(in_order(self, "season_from", "season_to"), not_ahead(self, "filed_on"))


class Shelter(Record):
    """A place to which people are brought, or may go."""

    class Kind(models.TextChoices):
        """What sort of place it is otherwise."""

        SCHOOL = "school", _("School")
        CENTRE = "centre", _("Community centre")
        SPORT = "sport", _("Sports hall")
        GREEN = "green", _("Open ground or park")
        BUNKER = "bunker", _("Civil defence work")

    kind = models.CharField(_("kind of shelter"), max_length=8, choices=Kind, db_index=True)
    address = models.CharField(_("address"), max_length=120)
    places = models.PositiveIntegerField(_("people it takes in"))
    step_free = models.BooleanField(_("without steps"), default=False)
    keys_with = models.CharField(_("which post keeps the key"), max_length=60)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("shelter")
        verbose_name_plural = _("shelters")


class Stock(Record):
    """Something kept ready, where it lies, and how much of it there should be at least."""

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("Sandbags and barriers")
        PUMP = "pump", _("Pumps and hoses")
        LIGHT = "light", _("Light and power")
        GEAR = "gear", _("Clothing and tools")
        FOOD = "food", _("Food and water")
        MEDICINE = "medicine", _("First aid")

    kind = models.CharField(_("kind of stock"), max_length=8, choices=Kind, db_index=True)
    store = models.CharField(_("where it lies"), max_length=120)
    amount = models.PositiveIntegerField(_("amount"))
    least = models.PositiveIntegerField(_("at least"))
    unit = models.CharField(_("counted in"), max_length=10)
    good_until = models.DateField(_("good until"), null=True, blank=True)
    counted_on = models.DateField(_("last counted"))

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stocks")


class ResponseDuty(Record):
    """What an office does from a certain response level on: opened as a task when a warning reaches it."""

    level = models.PositiveSmallIntegerField(_("from this level on"), choices=Level, db_index=True)
    doer = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office that does it")
    )
    content = models.TextField(_("what is to be done"))

    class Meta:
        verbose_name = _("duty of response")
        verbose_name_plural = _("duties of response")


class HazardWarning(Case):
    """A warning and the response to it (发布→响应→调整→解除→总结)."""

    class Hazard(models.TextChoices):
        RAIN = "rain", _("Rainstorm")
        TYPHOON = "typhoon", _("Typhoon")
        TIDE = "tide", _("High tide")
        GALE = "gale", _("Gale")
        COLD = "cold", _("Cold wave, snow and ice")
        HEAT = "heat", _("Heat")

    hazard = models.CharField(_("what is warned of"), max_length=8, choices=Hazard, db_index=True)
    level = models.PositiveSmallIntegerField(_("colour and response"), choices=Level, db_index=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.CharField(_("issued by"), max_length=60)
    moved = models.PositiveIntegerField(_("people brought to shelter"), null=True, blank=True)
    flooded = models.PositiveIntegerField(_("places flooded"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lessons = models.TextField(_("what it taught"), blank=True)
    opened = models.PositiveSmallIntegerField(default=NONE_OPENED, editable=False)

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        permissions = (("handle_hazardwarning", _("Respond to warnings")), ("close_hazardwarning", _("Close warnings")))

    def clean(self) -> None:
        """A warning is lifted after it was issued."""
        if self.issued_at and self.lifted_at and self.lifted_at < self.issued_at:
            refuse({"lifted_at": _("It was not yet issued at this time.")})


class Drill(Case):
    """A drill (计划→演练→评估→整改→销号)."""

    class Kind(models.TextChoices):
        FLOOD = "flood", _("Flood and typhoon")
        FIRE = "fire", _("Fire and evacuation")
        QUAKE = "quake", _("Earthquake")
        SHELTER = "shelter", _("Opening a shelter")

    practised = models.CharField(_("what is practised"), max_length=8, choices=Kind, db_index=True)
    plan = models.ForeignKey(
        FloodPlan, models.PROTECT, null=True, blank=True, related_name="drills", verbose_name=_("flood plan")
    )
    shelter = models.ForeignKey(
        Shelter, models.PROTECT, null=True, blank=True, related_name="drills", verbose_name=_("shelter")
    )
    planned_on = models.DateField(_("planned day"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people who took part"), null=True, blank=True)
    course = models.TextField(_("how it went"), blank=True)
    problems = models.TextField(_("what did not work"), blank=True)
    fix_by = models.DateField(_("to be put right by"), null=True, blank=True)
    fixed = models.TextField(_("what was put right"), blank=True)

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        permissions = (("handle_drill", _("Hold drills")), ("close_drill", _("Close drills")))

    def clean(self) -> None:
        """It was held on a day that has come; problems are put right afterwards."""
        refuse(not_ahead(self, "held_on"), in_order(self, "held_on", "fix_by"))
