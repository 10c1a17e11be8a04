"""Bringing forces together (C1): joint meetings of community management, joint actions and the parts in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.patterns import meeting
from caojiadu.core.registers.rules import at_most, not_ahead, refuse
from offices.management.gridcases.models import GridCase
from offices.management.hotline.models import HotlineOrder
from offices.management.resources.models import Resource


class ManagementMeeting(meeting.Meeting):
    """A joint meeting (联席会议) to which the street calls departments and their branches (Street ordinance, art. 12).

    Also what no office takes is settled here: a 12345 order or a grid case that was returned repeatedly.
    """

    class Ground(models.TextChoices):
        REGULAR = "regular", _("Regular meeting")
        SEVERAL = "several", _("A matter of several departments (art. 12)")
        UNCLEAR = "unclear", _("Nobody is clearly responsible (art. 15)")
        RETURNED = "returned", _("Returned repeatedly")

    ground = models.CharField(_("why it is called"), max_length=8, choices=Ground)
    matter = models.TextField(_("what it is to settle"))
    order = models.ForeignKey(
        HotlineOrder,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        limit_choices_to={"for_meeting": True},
        verbose_name=_("about the 12345 order"),
    )
    grid_case = models.ForeignKey(
        GridCase,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        limit_choices_to={"for_meeting": True},
        verbose_name=_("about the grid case"),
    )
    bodies = models.ManyToManyField(Resource, related_name="+", verbose_name=_("bodies called"))
    agreed = models.TextField(_("what was agreed, and who leads"), blank=True)

    class Meta:
        verbose_name = _("joint meeting of community management")
        verbose_name_plural = _("joint meetings of community management")
        permissions = (
            ("handle_managementmeeting", _("Prepare joint meetings of community management")),
            ("close_managementmeeting", _("Settle minutes of joint meetings of community management")),
        )
        indexes = (models.Index(fields=("ground", "-case_ptr"), name="management_meeting_ground"),)

    @property
    def about(self) -> Case | None:
        return self.order or self.grid_case

    def clean(self) -> None:
        """Of what was returned, one matter; and one meeting about it at a time."""
        super().clean()
        if self.order_id and self.grid_case_id:
            raise ValidationError({"grid_case": gettext("One meeting settles one of them.")})
        if (self.ground == self.Ground.RETURNED) != bool(self.order_id or self.grid_case_id):
            raise ValidationError({"ground": gettext("“Returned repeatedly” goes with the order or case it is about.")})
        if self._state.adding and self.about and self.about.meetings.filter(state="management_called").exists():  # type: ignore[attr-defined]
            raise ValidationError(
                {"order" if self.order_id else "grid_case": gettext("A joint meeting about this is called already.")}
            )


class JointAction(Case):
    """A joint action (联勤联动): several bodies at one place at one time, each with its part."""

    class Kind(models.TextChoices):
        ENFORCE = "enforce", _("Joint enforcement")
        TIDY = "tidy", _("Clean-up of a place")
        INSPECT = "inspect", _("Joint inspection")
        WATCH = "watch", _("Joint patrol")

    kind_of_action = models.CharField(_("kind of action"), max_length=8, choices=Kind)
    meeting = models.ForeignKey(
        ManagementMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("decided in the joint meeting"),
    )
    starts_at = models.DateTimeField(_("day and time"))
    where = models.CharField(_("where it takes place"), max_length=120)
    aim = models.TextField(_("aim"))
    led_by = models.CharField(
        _("who leads on site"), max_length=60, help_text=_("A post, for example the head of the centre.")
    )
    found = models.PositiveSmallIntegerField(_("problems found"), null=True, blank=True)
    settled = models.PositiveSmallIntegerField(_("of these settled on site"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("joint action")
        verbose_name_plural = _("joint actions")
        permissions = (
            ("handle_jointaction", _("Plan and report joint actions")),
            ("close_jointaction", _("Approve and close joint actions")),
        )
        indexes = (models.Index(fields=("kind_of_action", "-case_ptr"), name="joint_action_kind"),)

    def clean(self) -> None:
        super().clean()
        refuse(at_most(self, "settled", "found"))


class ActionPart(Case):
    """The part of one body in a joint action: what it does, with how many people, and what it did."""

    action = models.ForeignKey(JointAction, models.PROTECT, related_name="parts", verbose_name=_("joint action"))
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="parts", verbose_name=_("who takes part"))
    duty = models.TextField(_("what it does"))
    people = models.PositiveSmallIntegerField(_("people asked for"), null=True, blank=True)
    wanted_on = models.DateField(_("to be done by"))
    came = models.PositiveSmallIntegerField(_("people who turned up"), null=True, blank=True)
    done = models.TextField(_("what it did"), blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("part in a joint action")
        verbose_name_plural = _("parts in joint actions")
        permissions = (
            ("handle_actionpart", _("Agree and note parts in joint actions")),
            ("close_actionpart", _("Drop parts in joint actions")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("action", "resource"),
                name="action_part_once",
                violation_error_message=_("This body has its part in the action already."),
            ),
        )

    def clean(self) -> None:
        """Nobody has done something on a day that has not come."""
        super().clean()
        refuse(not_ahead(self, "done_on"))
