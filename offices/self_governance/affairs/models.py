"""Affairs that committees publish, the approved lists, proofs that are issued and tasks that are taken on (F1)."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, in_order, no_personal, not_ahead, refuse


class PublishedAffair(Record):
    """Something that a neighbourhood committee lays open to its residents (居务公开)."""

    class Topic(models.TextChoices):
        """What it is about."""

        MONEY = "money", _("Income and spending")
        AID = "aid", _("Assistance and benefits")
        ELECTION = "election", _("Elections and members")
        DECISION = "decision", _("Decisions of residents' meetings")
        PROJECT = "project", _("Self-government projects")
        SERVICE = "service", _("Services and donations")
        OTHER = "other", _("Other affairs")

    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    since = models.DateField(_("first day told of"))
    until = models.DateField(_("last day told of"))
    text = models.TextField(_("what residents read"))

    class Meta:
        verbose_name = _("published affair")
        verbose_name_plural = _("published affairs")
        indexes = (models.Index(fields=("topic", "-record_ptr"), name="published_affair_topic"),)

    def clean(self) -> None:
        """It belongs to a neighbourhood, tells of days that have passed, and holds nobody's numbers."""
        where: Problems = {} if self.neighbourhood_id else {"neighbourhood": gettext("Name the neighbourhood.")}
        days = (not_ahead(self, "until"), in_order(self, "since", "until"))
        refuse(where, *days, no_personal(self, "title", "text"))


class ApprovedItem(Record):
    """A task that committees may be given, or a proof that they may issue: nothing else is (JW 27–28)."""

    class Kind(models.TextChoices):
        """What it is."""

        TASK = "task", _("Task of committees")
        PROOF = "proof", _("Proof by committees")

    kind = models.CharField(_("kind of item"), max_length=6, choices=Kind)
    asked_by = models.CharField(_("department that asks for it"), max_length=120)
    basis = models.CharField(_("basis"), max_length=200)
    how = models.TextField(_("how it is done, and what it takes"), blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("approved item")
        verbose_name_plural = _("approved items")
        indexes = (models.Index(fields=("kind", "-record_ptr"), name="approved_item_kind"),)


def off_the_list(item: Any, kind: str) -> Problems:
    """Why an item is not one of that kind which holds today, beside the field in which it was named."""
    if item is None:
        return {}
    if item.kind != kind:
        words = {
            ApprovedItem.Kind.TASK: gettext("This is a proof, not a task that committees may be given."),
            ApprovedItem.Kind.PROOF: gettext("This is a task, not a proof that committees may issue."),
        }
        return {"item": words[ApprovedItem.Kind(kind)]}
    if item.ended_on or (item.valid_until and item.valid_until < timezone.localdate()):
        return {"item": gettext("This item is no longer on the approved list.")}
    return {}


class ProofRequest(Case):
    """A proof that a resident asks a committee for: checked, issued by somebody else, or refused with the reason."""

    item = models.ForeignKey(
        ApprovedItem,
        models.PROTECT,
        related_name="proofs",
        verbose_name=_("proof asked for"),
        help_text=_("Only what stands on the approved list (Regulations on Neighbourhood Committees, art. 28)."),
    )
    used_at = models.CharField(_("where it is to be used"), max_length=120)
    stated = models.TextField(_("what is to be proved"))
    checked = models.TextField(_("how it was checked"), blank=True)
    copies = models.PositiveSmallIntegerField(_("copies issued"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a proof")
        verbose_name_plural = _("requests for proofs")
        permissions = (
            ("handle_proofrequest", _("Check requests for proofs")),
            ("close_proofrequest", _("Issue proofs")),
        )

    def clean(self) -> None:
        """Only a proof from the list (art. 28)."""
        refuse(off_the_list(self.item if self.item_id else None, ApprovedItem.Kind.PROOF))


class CommitteeTask(Case):
    """A task that a department wants committees to take on: let in from the list, passed on, done, verified."""

    item = models.ForeignKey(
        ApprovedItem,
        models.PROTECT,
        related_name="tasks",
        verbose_name=_("item of the list"),
        help_text=_("Only what stands on the approved list (Regulations on Neighbourhood Committees, art. 27)."),
    )
    asked_by = models.CharField(_("department that asks"), max_length=120)
    content = models.TextField(_("what is to be done"))
    means = models.CharField(_("money and people that come with it"), max_length=200, blank=True)
    wanted_on = models.DateField(_("to be done by"))
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("task for a neighbourhood committee")
        verbose_name_plural = _("tasks for neighbourhood committees")
        permissions = (
            ("handle_committeetask", _("Pass tasks to neighbourhood committees")),
            ("close_committeetask", _("Let in tasks for neighbourhood committees")),
        )

    def clean(self) -> None:
        """Only a task from the list (art. 27)."""
        refuse(off_the_list(self.item if self.item_id else None, ApprovedItem.Kind.TASK))
