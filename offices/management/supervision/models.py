"""Urging departments and their branches (C2): supervision slips."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.rules import in_order, not_ahead, refuse
from offices.management.gridcases.models import GridCase
from offices.management.joint.models import ManagementMeeting
from offices.management.resources.models import Resource

URGED = (Resource.Kind.BRANCH, Resource.Kind.DEPARTMENT)


class SupervisionSlip(Case):
    """A slip (督办单) to a department or its branch: what has to be done, by when; signed for, answered, verified.

    The street coordinates, appraises and urges (Street ordinance, art. 12); departments and branches that its centre
    calls on accept, act and feed back (art. 12, 25); what stays unsolved is reported up to the district (art. 15).
    """

    class Ground(models.TextChoices):
        SEVERAL = "several", _("A matter of several departments (art. 12)")
        CALL = "call", _("A call of the centre was not followed (art. 12, 25)")
        UNCLEAR = "unclear", _("Nobody is clearly responsible (art. 15)")
        CONDUCT = "conduct", _("Trouble in management or enforcement")

    class Way(models.TextChoices):
        PAPER = "paper", _("On paper, signed for")
        SYSTEM = "system", _("Through the district's system")
        MEETING = "meeting", _("Handed over in a meeting")

    class Answer(models.TextChoices):
        DONE = "done", _("Done")
        PART = "part", _("Done in part")
        NOT = "not", _("Not done, with reasons")

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="slips", verbose_name=_("to whom"))
    ground = models.CharField(_("on what ground"), max_length=8, choices=Ground)
    demand = models.TextField(_("what is found, and what is asked"))
    wanted_on = models.DateField(_("feedback wanted by"))
    grid_case = models.ForeignKey(
        GridCase, models.PROTECT, null=True, blank=True, related_name="slips", verbose_name=_("about the grid case")
    )
    meeting = models.ForeignKey(
        ManagementMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slips",
        verbose_name=_("decided in the joint meeting"),
    )
    way = models.CharField(_("how it was delivered"), max_length=8, choices=Way, blank=True)
    signed_by = models.CharField(
        _("signed for by"),
        max_length=60,
        blank=True,
        help_text=_("The post or duty room that signed for it, not a person's name."),
    )
    signed_on = models.DateField(_("signed for on"), null=True, blank=True)
    answer = models.CharField(_("what the feedback says"), max_length=4, choices=Answer, blank=True)
    feedback = models.TextField(_("feedback"), blank=True)
    feedback_on = models.DateField(_("feedback came on"), null=True, blank=True)
    not_settled = models.PositiveSmallIntegerField(
        _("feedback that did not settle it, times"), default=0, editable=False
    )

    class Meta:
        verbose_name = _("supervision slip")
        verbose_name_plural = _("supervision slips")
        permissions = (
            ("handle_supervisionslip", _("Write and follow supervision slips")),
            ("close_supervisionslip", _("Issue supervision slips and report up")),
        )
        indexes = (
            models.Index(fields=("ground", "-case_ptr"), name="slip_ground"),
            models.Index(fields=("answer", "-case_ptr"), name="slip_answer"),
        )

    def clean(self) -> None:
        """Slips go to departments and their branches; days follow one another, and none lies ahead but the last one."""
        super().clean()
        if self.resource_id and self.resource.kind not in URGED:
            raise ValidationError({"resource": gettext("Slips go to departments and the branches that they send.")})
        refuse(
            not_ahead(self, "signed_on"),
            not_ahead(self, "feedback_on"),
            in_order(self, "signed_on", "feedback_on"),
        )
