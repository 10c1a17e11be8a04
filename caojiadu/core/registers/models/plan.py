"""What every office has: items of its yearly work plan, and tasks that it is given by others."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case


class WorkItem(Case):
    """One item of an office's work plan of a year: what, by when, who, and what came of it (拟订→审定→实施→总结)."""

    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    aim = models.TextField(_("aim"), blank=True)
    planned_on = models.DateField(_("to be done by"))
    outcome = models.TextField(_("what came of it"), blank=True)
    duty = models.CharField(max_length=40, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("item of the work plan")
        verbose_name_plural = _("items of the work plan")
        permissions = (("handle_workitem", _("Work on the plan")), ("approve_workitem", _("Approve the plan")))
        constraints = (
            models.UniqueConstraint(fields=("duty", "year"), condition=~models.Q(duty=""), name="duty_once_a_year"),
        )


class OfficeTask(Case):
    """Something that an office is given to do by a decision, a leader or the district, with a day.

    Signed for, done, verified by whoever gave it (督办事项: 交办→签收→办结→核实).
    """

    content = models.TextField(_("what is to be done"))
    source = models.CharField(_("on what ground"), max_length=120, blank=True)
    given_by = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("task", "given by"),
    )
    wanted_on = models.DateField(_("to be done by"))
    outcome = models.TextField(_("what came of it"), blank=True)
    returns = models.PositiveSmallIntegerField(_("sent back, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("task of an office")
        verbose_name_plural = _("tasks of offices")
        permissions = (("handle_officetask", _("Work on tasks")), ("verify_officetask", _("Verify tasks")))
