"""New economic and new social organisations, and how a branch is founded in one (B2)."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.credit_code import credit_code
from caojiadu.core.registers.models import Record
from offices.party_building.branches.models import FEWEST, TERM_SHORT, PartyOrganisation, enough_voted, term_fits


class NewOrganisation(Record):
    """A company or social organisation in the area: its staff, its Party members, and who covers them."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Private company")
        FOREIGN = "foreign", _("Foreign-invested company")
        SHOP = "shop", _("Self-employed business")
        FIRM = "firm", _("Law or accounting firm")
        ASSOCIATION = "association", _("Association")
        SERVICE = "service", _("Social service body")
        FOUNDATION = "foundation", _("Foundation")

    class Coverage(models.TextChoices):
        NONE = "none", _("Not covered yet")
        GUIDE = "guide", _("An instructor is sent")
        JOINT = "joint", _("In a joint branch")
        OWN = "own", _("Has a branch of its own")

    kind = models.CharField(_("kind of organisation"), max_length=12, choices=Kind, db_index=True)
    credit_code = models.CharField(_("unified credit code"), max_length=18, db_index=True)
    address = models.CharField(_("address"), max_length=120)
    staff = models.PositiveIntegerField(_("people employed"))
    full_members = models.PositiveSmallIntegerField(_("full Party members"))
    probationary = models.PositiveSmallIntegerField(_("probationary members"), default=0)
    coverage = models.CharField(_("coverage"), max_length=6, choices=Coverage, default=Coverage.NONE, db_index=True)
    branch = models.ForeignKey(
        PartyOrganisation, models.PROTECT, null=True, blank=True, related_name="covers", verbose_name=_("Party branch")
    )
    contacted_on = models.DateField(_("last contact"), null=True, blank=True)
    reviewed_on = models.DateField(_("coverage last reviewed"), null=True, blank=True)
    branch_due_on = models.DateField(_("branch due by"), null=True, editable=False)

    class Meta:
        verbose_name = _("new economic or social organisation")
        verbose_name_plural = _("new economic and social organisations")

    def clean(self) -> None:
        """Listed once, members among its staff, and a branch exactly where the coverage says so."""
        members = self.full_members + self.probationary
        more = {"probationary": gettext("This is more than “%(other)s”.") % {"other": _("people employed")}}
        rules.refuse(
            rules.not_ahead(self, "contacted_on", "reviewed_on"),
            rules.at_most(self, "full_members", "staff"),
            more if self.full_members <= self.staff < members else {},
            credit_code(self),
            self._branch(),
        )

    def _branch(self) -> rules.Problems:
        covered = self.coverage in (self.Coverage.JOINT, self.Coverage.OWN)
        if covered and not self.branch_id:
            return {"branch": gettext("Name the branch.")}
        return {"branch": gettext("The coverage says that there is none.")} if self.branch_id and not covered else {}


class BranchFounding(Case):
    """How a branch is founded (动议→筹备→申请→批复→选举→成立)."""

    class Form(models.TextChoices):
        OWN = "own", _("A branch of its own")
        JOINT = "joint", _("A joint branch with others")

    class Origin(models.TextChoices):
        STREET = "street", _("Found by the office")
        OWNER = "owner", _("Asked for by the organisation")
        MEMBERS = "members", _("Asked for by its members")

    organisation = models.ForeignKey(
        NewOrganisation, models.PROTECT, related_name="foundings", verbose_name=_("organisation")
    )
    form = models.CharField(_("form of the branch"), max_length=5, choices=Form)
    origin = models.CharField(_("who raised it"), max_length=8, choices=Origin, default=Origin.STREET)
    guide = models.CharField(_("instructor and where from"), max_length=120, blank=True)
    prepared_on = models.DateField(_("preparation begun on"), null=True, blank=True)
    done = models.TextField(_("what was prepared"), blank=True)
    full_members = models.PositiveSmallIntegerField(_("full members of the new branch"), null=True, blank=True)
    applied_on = models.DateField(_("application received on"), null=True, blank=True)
    approved_on = models.DateField(_("founding approved on"), null=True, blank=True)
    paper = models.CharField(_("number of the approval"), max_length=60, blank=True)
    elected_on = models.DateField(_("elected on"), null=True, blank=True)
    entitled = models.PositiveSmallIntegerField(_("members entitled to vote"), null=True, blank=True)
    voted = models.PositiveSmallIntegerField(_("members who voted"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("members of its committee"), null=True, blank=True, help_text=_("Nought where only a secretary is elected.")
    )
    term_until = models.DateField(_("term until"), null=True, blank=True)
    branch = models.ForeignKey(
        PartyOrganisation, models.PROTECT, null=True, editable=False, related_name="founding", verbose_name=_("branch")
    )

    class Meta:
        verbose_name = _("founding of a branch")
        verbose_name_plural = _("foundings of branches")
        permissions = (
            ("handle_branchfounding", _("Prepare the founding of branches")),
            ("close_branchfounding", _("Approve the founding of branches")),
        )

    def clean(self) -> None:
        """Three full members, days one after another, a valid election, and an organisation without a branch."""
        few = self.full_members is not None and self.full_members < FEWEST
        has = self._state.adding and self.organisation_id and self.organisation.branch_id
        days = ("prepared_on", "applied_on", "approved_on", "elected_on")
        rules.refuse(
            rules.not_ahead(self, *days),
            rules.in_order(self, *days, "term_until"),
            {"full_members": gettext("A branch takes at least three full members.")} if few else {},
            {"organisation": gettext("It has a branch already.")} if has else {},
            rules.at_most(self, "entitled", "full_members"),
            rules.at_most(self, "voted", "entitled"),
            rules.at_most(self, "seats", "full_members"),
            term_fits("term_until", self.elected_on, self.term_until, TERM_SHORT),
            enough_voted(self.entitled, self.voted),
        )

    @property
    def due_by(self) -> dt.date | None:
        """The day by which the organisation owes a branch, where it does."""
        return self.organisation.branch_due_on
