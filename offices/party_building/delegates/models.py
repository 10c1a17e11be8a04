"""Delegates of the Party congress (B12): roster, reception of members and residents, motions and proposals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.reception_day import ReceptionDay
from caojiadu.core.registers.patterns.replies import Appraisal


class PartyDelegate(Record):
    """A delegate of a Party congress whom the office serves."""

    class Congress(models.TextChoices):
        DISTRICT = "district", _("District Party congress")
        CITY = "city", _("Municipal Party congress")
        NATION = "nation", _("National Party congress")

    congress = models.CharField(_("Party congress"), max_length=8, choices=Congress, db_index=True)
    elected_by = models.CharField(_("unit that elected him or her"), max_length=120)
    term_until = models.DateField(_("term until"))
    trained_on = models.DateField(_("last training"), null=True, blank=True)
    received_on = models.DateField(_("last reception held"), null=True, editable=False)

    class Meta:
        verbose_name = _("delegate of the Party congress")
        verbose_name_plural = _("delegates of the Party congress")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "trained_on"))


class DelegateReception(ReceptionDay):
    """A reception by a delegate (公告→登记→接待→记录意见→交办→答复→评价)."""

    delegate = models.ForeignKey(
        PartyDelegate, models.PROTECT, related_name="receptions", verbose_name=_("delegate of the Party congress")
    )
    place = models.CharField(_("place"), max_length=120)
    signed_up = models.PositiveSmallIntegerField(_("people who signed up"), null=True, blank=True)
    members_met = models.PositiveSmallIntegerField(_("Party members received"), null=True, blank=True)
    residents_met = models.PositiveSmallIntegerField(_("residents received"), null=True, blank=True)
    opinions = models.TextField(_("opinions that were given"), blank=True)
    answer = models.TextField(_("answer to the opinions"), blank=True)
    appraisal = models.CharField(_("the delegate's appraisal"), max_length=8, choices=Appraisal, blank=True, default="")

    class Meta:
        verbose_name = _("reception by a delegate")
        verbose_name_plural = _("receptions by delegates")
        permissions = (("handle_delegatereception", _("Arrange receptions by delegates")),)

    def clean(self) -> None:
        """Opinions are kept without names and numbers."""
        rules.refuse(rules.no_personal(self, "opinions", or_name=True))


class DelegateProposal(Case):
    """A motion of a session or a proposal between sessions (提案、提议): filed, handled, answered, appraised."""

    class Sort(models.TextChoices):
        MOTION = "motion", _("Motion of a session (提案)")
        PROPOSAL = "proposal", _("Proposal between sessions (提议)")

    delegate = models.ForeignKey(
        PartyDelegate, models.PROTECT, related_name="proposals", verbose_name=_("delegate of the Party congress")
    )
    sort = models.CharField(_("motion or proposal"), max_length=8, choices=Sort, db_index=True)
    received_on = models.DateField(_("received on"))
    signers = models.PositiveSmallIntegerField(_("delegates who sign with him or her"), default=0)
    content = models.TextField(pgettext_lazy("delegate proposals", "what is proposed"))
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    talked = models.TextField(_("how the delegate was consulted"), blank=True)
    reply = models.TextField(_("reply to the delegate"), blank=True)
    appraisal = models.CharField(_("the delegate's appraisal"), max_length=8, choices=Appraisal, blank=True, default="")

    class Meta:
        verbose_name = _("proposal of a delegate")
        verbose_name_plural = _("proposals of delegates")
        permissions = (
            ("handle_delegateproposal", _("Work on proposals of delegates")),
            ("close_delegateproposal", _("File proposals of delegates and sign replies")),
        )

    def clean(self) -> None:
        days = ("received_on", "filed_on")
        rules.refuse(rules.not_ahead(self, *days), rules.in_order(self, *days))
