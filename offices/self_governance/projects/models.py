"""Self-government projects, and the three meetings at which residents hear, settle and judge (F3)."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.patterns.meeting import Meeting
from caojiadu.core.registers.patterns.project import Project
from caojiadu.core.registers.rules import Problems, no_personal, refuse


class SelfGovernmentProject(Project):
    """A project of residents (自治项目): they raise the topic, run it with a partner, and judge it."""

    class Field(models.TextChoices):
        RENEWAL = "renewal", _("Renewing the environment")
        SAFETY = "safety", _("Safety and order of the estate")
        CARE = "care", _("Neighbours helping neighbours")
        CULTURE = "culture", _("Culture of the building groups")
        RULES = "rules", _("Pacts and habits")

    also_read = ("group",)

    field = models.CharField(_("field"), max_length=8, choices=Field)
    group = models.CharField(_("group of residents that raises it"), max_length=120)
    partner = models.CharField(_("social organisation or social worker"), max_length=120, blank=True)
    households = models.PositiveIntegerField(_("households it reaches"))

    class Meta:
        verbose_name = _("self-government project")
        verbose_name_plural = _("self-government projects")
        permissions = (
            ("handle_selfgovernmentproject", _("Work on self-government projects")),
            ("close_selfgovernmentproject", _("Approve and publish self-government projects")),
        )
        indexes = (models.Index(fields=("field", "-case_ptr"), name="self_project_field"),)

    def clean(self) -> None:
        """It belongs to one residential area."""
        super().clean()
        where: Problems = {} if self.neighbourhood_id else {"neighbourhood": gettext("Say in which residential area.")}
        refuse(where)


class ThreeMeeting(Meeting):
    """A hearing, a coordination or a review meeting (听证会、协调会、评议会); results are open to residents.

    Shanghai Regulations on Neighbourhood Committees, art. 16–17.
    """

    class Kind(models.TextChoices):
        HEARING = "hearing", _("Hearing")
        COORDINATION = "coordination", _("Coordination meeting")
        REVIEW = "review", _("Review meeting")

    kind_of = models.CharField(_("which meeting"), max_length=12, choices=Kind, db_index=True)
    project = models.ForeignKey(
        SelfGovernmentProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("project"),
    )
    matter = models.TextField(_("what is heard, settled or judged"))
    sides = models.TextField(_("who is concerned and invited"))
    outcome = models.TextField(_("outcome"), blank=True)
    published_on = models.DateField(_("published on"), null=True, editable=False)

    class Meta:
        verbose_name = _("hearing, coordination or review")
        verbose_name_plural = _("hearings, coordinations and reviews")
        permissions = (
            ("handle_threemeeting", _("Hold the three meetings")),
            ("close_threemeeting", _("Publish outcomes of the three meetings")),
        )

    def clean(self) -> None:
        """What residents read of it says nothing by which somebody is found."""
        super().clean()
        refuse(no_personal(self, "title", "matter", "outcome"))
