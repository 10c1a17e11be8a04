"""Tasks that the district gives the sub-district (A0, R8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules


class DistrictTask(Case):
    """One task from the district (接收→分解→承办→汇总→上报→区里确认)."""

    class Ground(models.TextChoices):
        PAPER = "paper", _("By an official paper")
        MEETING = "meeting", _("At a meeting of the district")
        SLIP = "slip", _("By a supervision slip")
        WORD = "word", _("By word of a district leader")

    body = models.ForeignKey(
        "organisation.DistrictBody",
        models.PROTECT,
        related_name="+",
        verbose_name=_("given by the district body"),
        limit_choices_to=~models.Q(key="discipline"),
    )
    ground = models.CharField(_("how it was given"), max_length=8, choices=Ground, db_index=True)
    district_number = models.CharField(_("its number at the district"), max_length=60, blank=True)
    task = models.TextField(_("what the district asks for"))
    came_on = models.DateField(_("task came on"))
    wanted_on = models.DateField(_("to be reported by"))
    report = models.TextField(_("what is reported to the district"), blank=True)
    reported_on = models.DateField(_("reported to the district on"), null=True, editable=False)
    returned = models.PositiveSmallIntegerField(_("returned by the district, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("task from the district")
        verbose_name_plural = _("tasks from the district")
        permissions = (
            ("handle_districttask", _("Work on tasks from the district")),
            ("report_districttask", _("Report to the district on its tasks")),
        )

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "came_on"), rules.in_order(self, "came_on", "wanted_on"))
