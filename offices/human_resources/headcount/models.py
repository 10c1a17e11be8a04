"""Plans of headcount, and the seats of each group (G7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, refuse
from offices.human_resources.patterns.person import Group

DRAFT = "headcount_draft"  # the state in which the seats of a plan may change
A_YEAR = (MinValueValidator(2000), MaxValueValidator(2100))


class HeadcountPlan(Case):
    """How many people each group may have in a year, or in five (拟订→批准→跟踪)."""

    class Span(models.IntegerChoices):
        """For how many years."""

        YEAR = 1, _("One year")
        FIVE = 5, _("Five years")

    span = models.PositiveSmallIntegerField(_("years covered"), choices=Span)
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=A_YEAR)
    grounds = models.TextField(_("what it rests on: tasks, establishment, money"))
    approval = models.CharField(_("number of the approval"), max_length=60, blank=True)
    look_on = models.DateField(_("next look at it"), null=True, blank=True)
    progress = models.TextField(_("what was filled, and what is missing"), blank=True)
    looks = models.PositiveSmallIntegerField(_("looked at, times"), default=0, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("headcount plan")
        verbose_name_plural = _("headcount plans")
        permissions = (
            ("handle_headcountplan", _("Draft and follow headcount plans")),
            ("close_headcountplan", _("Approve headcount plans")),
        )

    @property
    def last_year(self) -> int:
        """The last year for which it holds."""
        return self.first_year + self.span - 1


class HeadcountSeats(Record):
    """The seats that a plan gives to one group in one kind of post."""

    plan = models.ForeignKey(
        HeadcountPlan,
        models.PROTECT,
        related_name="seats",
        verbose_name=_("headcount plan"),
    )
    group = models.CharField(_("group of staff"), max_length=10, choices=Group, db_index=True)
    seats = models.PositiveSmallIntegerField(pgettext_lazy("headcount seats", "seats"))
    recruit = models.PositiveSmallIntegerField(_("to be recruited"))
    skills = models.CharField(_("what they should be able to do"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("seats of a headcount plan")
        verbose_name_plural = _("seats of headcount plans")

    def clean(self) -> None:
        """Nobody recruits more than there are seats, and an approved plan stays as it was approved."""
        refuse(self._too_many(), self._settled())

    def _too_many(self) -> Problems:
        if None in (self.recruit, self.seats) or self.recruit <= self.seats:
            return {}
        return {"recruit": gettext("More than there are seats.")}

    def _settled(self) -> Problems:
        """The plan that is named, and the one that the row would leave."""
        plans = {self.plan_id, *HeadcountSeats.objects.filter(pk=self.pk).values_list("plan", flat=True)}
        settled = HeadcountPlan.objects.filter(pk__in=plans).exclude(state=DRAFT).exists()
        return {"plan": gettext("This plan is no draft any more.")} if settled else {}
