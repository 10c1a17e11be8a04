"""Trade unions (B9): grassroots unions, how they come about, mutual insurance, aid to members."""

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record

TERMS = 36, 60  # months of a term: three years or five (Trade Union Law, art. 16)
SLACK = 31  # days by which the day written down may differ from that: the office's own norm


class GrassrootsUnion(Record):
    """A grassroots union: its members, its committee and its term."""

    class Kind(models.TextChoices):
        OWN = "own", _("Of one unit")
        JOINT = "joint", _("Of several units")
        AREA = "area", _("Of a building or an area")

    kind = models.CharField(_("kind of union"), max_length=6, choices=Kind, db_index=True)
    staff = models.PositiveIntegerField(_("people employed"))
    members = models.PositiveIntegerField(_("union members"))
    seats = models.PositiveSmallIntegerField(_("members of its committee"), default=0)
    elected_on = models.DateField(_("elected on"))
    term_until = models.DateField(_("term until"))
    certified_until = models.DateField(_("certificate of legal person until"), null=True, blank=True)
    audited_on = models.DateField(_("funds last audited"), null=True, blank=True)

    class Meta:
        verbose_name = _("grassroots union")
        verbose_name_plural = _("grassroots unions")

    def clean(self) -> None:
        """Members among the staff, and a term of three or five years."""
        rules.refuse(
            rules.not_ahead(self, "elected_on", "audited_on"),
            rules.at_most(self, "members", "staff"),
            rules.at_most(self, "seats", "members"),
            term_of(self, "elected_on"),
        )


def term_of(entry: object, since: str) -> rules.Problems:
    """A committee is elected for three or five years (Trade Union Law, art. 16), told to the month."""
    start, end = getattr(entry, since), getattr(entry, "term_until")  # noqa: B009
    if start is None or end is None or any(abs((end - months_after(start, term)).days) <= SLACK for term in TERMS):
        return {}
    return {"term_until": gettext("A committee of a union is elected for three years or for five.")}


class UnionFiling(Case):
    """A union that is founded or elects again (申请→批准→选举→登记)."""

    union = models.ForeignKey(
        GrassrootsUnion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filings",
        verbose_name=_("union that elects anew"),
        help_text=_("Empty: a new union."),
    )
    kind_of = models.CharField(_("kind of union"), max_length=6, choices=GrassrootsUnion.Kind)
    applied_on = models.DateField(_("applied on"))
    staff = models.PositiveIntegerField(_("people employed"))
    members = models.PositiveIntegerField(_("union members"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    elected_on = models.DateField(_("elected on"), null=True, blank=True)
    came = models.PositiveIntegerField(_("union members who voted"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("members of its committee"), null=True, blank=True)
    term_until = models.DateField(_("term until"), null=True, blank=True)

    class Meta:
        verbose_name = _("founding or re-election of a union")
        verbose_name_plural = _("foundings and re-elections of unions")
        permissions = (
            ("handle_unionfiling", _("Work on foundings and re-elections of unions")),
            ("close_unionfiling", _("Approve and register unions")),
        )

    def clean(self) -> None:
        """Days one after another, members among the staff, two thirds of them at the vote.

        (Regulations on Elections of Grassroots Trade Unions)
        """
        days = ("applied_on", "approved_on", "elected_on")
        few = self.came is not None and self.came * 3 < self.members * 2
        rules.refuse(
            rules.not_ahead(self, *days),
            rules.in_order(self, *days),
            rules.at_most(self, "members", "staff"),
            rules.at_most(self, "came", "members"),
            rules.at_most(self, "seats", "members"),
            {"came": gettext("A vote takes two thirds of the members.")} if few else {},
            term_of(self, "elected_on"),
        )


class MutualInsurance(Record):
    """A union's yearly mutual insurance, in numbers."""

    class Plan(models.TextChoices):
        ILLNESS = "illness", _("Serious illness")
        HOSPITAL = "hospital", _("Stay in hospital")
        ACCIDENT = "accident", _("Accident")
        WOMEN = "women", _("Illnesses of women")

    union = models.ForeignKey(
        GrassrootsUnion, models.PROTECT, related_name="insurances", verbose_name=_("grassroots union")
    )
    plan = models.CharField(pgettext_lazy("mutual insurances", "plan"), max_length=8, choices=Plan, db_index=True)
    insured = models.PositiveIntegerField(_("members insured"))
    premium = models.DecimalField(_("premium in all (yuan)"), max_digits=10, decimal_places=2)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    claims = models.PositiveIntegerField(_("claims paid"), default=0)

    class Meta:
        verbose_name = _("mutual insurance")
        verbose_name_plural = _("mutual insurances")

    def clean(self) -> None:
        """It ends after it begins, and insures members."""
        found: rules.Problems = {}
        if self.union_id and self.insured > self.union.members:
            found["insured"] = gettext("The union has %(n)d members.") % {"n": self.union.members}
        if self.premium < 0:
            found["premium"] = gettext("Less than nothing.")
        rules.refuse(rules.in_order(self, "valid_from", "valid_until"), found)


class UnionAid(Case):
    """Aid to a member (申请→核实→批准→发放), open to its handler, the head and the leaders."""

    class Ground(models.TextChoices):
        HARDSHIP = "hardship", _("Hardship")
        ILLNESS = "illness", _("Illness")
        ACCIDENT = "accident", _("Accident or death in the family")
        STUDY = "study", _("A child's schooling")
        CLAIM = "claim", _("Claim on the mutual insurance")

    union = models.ForeignKey(GrassrootsUnion, models.PROTECT, related_name="aid", verbose_name=_("grassroots union"))
    ground = models.CharField(_("ground of the aid"), max_length=8, choices=Ground, db_index=True)
    applied_on = models.DateField(_("applied on"))
    wanted = models.DecimalField(_("money asked for (yuan)"), max_digits=10, decimal_places=2)
    situation = models.TextField(_("situation of the member"))
    found = models.TextField(_("what was found"), blank=True)
    granted = models.DecimalField(_("money granted (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    voucher = models.CharField(_("number of the voucher"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("aid to a union member")
        verbose_name_plural = _("aid to union members")
        permissions = (
            ("handle_unionaid", _("Check aid to union members")),
            ("close_unionaid", _("Grant aid to union members")),
        )

    def clean(self) -> None:
        """No more is granted than was asked for."""
        less = {"wanted": gettext("Less than nothing.")} if self.wanted < 0 else {}
        days = ("applied_on", "paid_on")
        rules.refuse(
            rules.not_ahead(self, *days), rules.in_order(self, *days), rules.at_most(self, "granted", "wanted"), less
        )
