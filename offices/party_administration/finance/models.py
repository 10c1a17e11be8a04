"""Finance (A4): budget lines with what is left of them, claims, purchases, contracts, accounts made public."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from offices.party_administration.secrecy.models import PublicationReview

CENT = MinValueValidator(Decimal("0.01"))
STAFF = {"kind": "staff", "is_active": True}


def money(label: Any, **more: Any) -> models.DecimalField:
    """An amount in yuan, to the cent."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


def person(label: Any) -> Any:
    """Who took a step; nobody types it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=label
    )


class BudgetLine(Record):
    """One line of the budget of a year. What is promised and what is paid never exceed it: the table refuses."""

    class Sort(models.TextChoices):
        BASIC = "basic", _("Basic expenditure")
        PROJECT = "project", _("Project expenditure")

    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    code = models.CharField(_("budget code"), max_length=30)
    sort = models.CharField(_("kind of expenditure"), max_length=8, choices=Sort, db_index=True)
    used_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("used by the office")
    )
    approved = money(_("approved amount"), validators=[CENT])
    adjusted = money(_("adjusted by"), default=0)
    approved_on = models.DateField(_("approved by the finance bureau on"))
    aim = models.TextField(_("performance aim"), blank=True)
    committed = money(_("amount promised"), default=0, editable=False)
    spent = money(_("amount paid"), default=0, editable=False)
    left = models.GeneratedField(
        expression=F("approved") + F("adjusted") - F("committed") - F("spent"),
        output_field=models.DecimalField(max_digits=13, decimal_places=2),
        db_persist=True,
        verbose_name=_("amount left"),
    )

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved__gte=F("committed") + F("spent") - F("adjusted")),
                name="budget_line_not_exceeded",
                violation_error_message=_("More is promised and paid already than would be left."),
            ),
            models.CheckConstraint(
                condition=Q(committed__gte=0, spent__gte=0),
                name="budget_line_not_below_nothing",
                violation_error_message=_("No less than nothing is promised or paid on a budget line."),
            ),
        )


class Purchase(Case):
    """Something that is bought (需求→审核→审批→采购→验收→办结). It holds its money on the line from approval on."""

    class Way(models.TextChoices):
        FRAMEWORK = "framework", _("Framework agreement")
        INQUIRY = "inquiry", _("Inquiry of prices")
        TALKS = "talks", _("Competitive consultation")
        TENDER = "tender", _("Open tender")
        DIRECT = "direct", _("Direct purchase")

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="purchases", verbose_name=_("budget line"))
    asked_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("needed by the office")
    )
    need = models.TextField(_("what is needed, and why"))
    estimate = money(_("estimated price"), validators=[CENT])
    needed_on = models.DateField(_("needed on"), null=True, blank=True)
    way = models.CharField(_("way of purchase"), max_length=10, choices=Way, db_index=True)
    quotes = models.PositiveSmallIntegerField(_("offers compared"), null=True, blank=True)
    supplier = models.CharField(_("supplier"), max_length=120, blank=True)
    price = money(_("price agreed"), null=True, blank=True, validators=[CENT])
    bought_by = person(_("bought by"))
    acceptance = models.TextField(_("what was found on acceptance"), blank=True)
    held = money(_("held on the budget line"), default=0, editable=False)

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        permissions = (
            ("handle_purchase", _("Work on purchases")),
            ("close_purchase", _("Approve purchases")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(held__gte=0),
                name="purchase_holds_no_less_than_nothing",
                violation_error_message=_("More would be paid than the purchase holds on its budget line."),
            ),
        )


class PurchaseContract(Record):
    """A contract that the sub-district signed."""

    partner = models.CharField(_("other party"), max_length=120)
    contract_number = models.CharField(_("number of the contract"), max_length=60, blank=True)
    purchase = models.ForeignKey(
        Purchase, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("from the purchase")
    )
    amount = money(_("amount of the contract"), validators=[CENT])
    legal_review_on = models.DateField(_("legal review on"), null=True, blank=True)
    signed_on = models.DateField(_("contract signed on"))
    starts_on = models.DateField(_("contract runs from"))
    ends_on = models.DateField(_("contract runs until"))
    guarantee_until = models.DateField(_("guarantee money is due back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")

    def clean(self) -> None:
        """It ends after it began, and costs no more than was agreed in its purchase."""
        days = ("starts_on", "ends_on", "guarantee_until")
        rules.refuse(rules.not_ahead(self, "signed_on"), rules.in_order(self, *days))
        if self.purchase and self.purchase.price is not None and self.amount > self.purchase.price:
            raise ValidationError({"amount": _("More than the price agreed in the purchase.")})


class ExpenseClaim(Case):
    """Money that somebody asks for (申请→部门审核→财务审核→审批→支付→记账→归档). The applicant decides none of it."""

    class Sort(models.TextChoices):
        SUPPLIES = "supplies", _("Office supplies and printing")
        TRAVEL = "travel", _("Travel")
        MEETING = "meeting", _("Meetings and training")
        SERVICE = "service", _("Services bought")
        WORKS = "works", _("Works and repairs")
        OTHER = "other", _("Other expenses")

    class Pay(models.TextChoices):
        CARD = "card", _("Official business card")
        TRANSFER = "transfer", _("Bank transfer")
        DIRECT = "direct", _("Direct payment by the treasury")

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="claims", verbose_name=_("budget line"))
    for_purchase = models.ForeignKey(
        Purchase, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("for the purchase")
    )
    asked_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("claimed by the office")
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("applicant"),
        limit_choices_to=STAFF,
    )
    sort = models.CharField(_("spent on"), max_length=10, choices=Sort, db_index=True)
    amount = money(_("amount claimed"), validators=[CENT])
    spent_on = models.DateField(_("day of the expense"))
    slips = models.PositiveSmallIntegerField(_("number of slips"))
    grounds = models.TextField(_("grounds of the expense"))
    allowed = money(_("amount allowed"), null=True, blank=True, validators=[CENT])
    office_checked_by = person(_("checked by the office"))
    checked_by = person(_("checked by finance"))
    approved_by = person(_("approved by"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    pay = models.CharField(_("way of payment"), max_length=10, choices=Pay, blank=True, default="")
    paid_by = person(_("paid out by"))
    voucher = models.CharField(_("number of the voucher"), max_length=40, blank=True)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("expense claim")
        verbose_name_plural = _("expense claims")
        permissions = (
            ("handle_expenseclaim", _("Work on expense claims")),
            ("file_expenseclaim", _("File expense claims")),
            ("check_expenseclaim", _("Check the expense claims of one's office")),
            ("approve_expenseclaim", _("Approve expense claims")),
        )

    def clean(self) -> None:
        """Spent before it is claimed, no more allowed than claimed, and paid from the line that the purchase holds."""
        days = ("spent_on", "paid_on")
        rules.refuse(
            rules.not_ahead(self, *days), rules.in_order(self, *days), rules.at_most(self, "allowed", "amount")
        )
        if self.for_purchase and self.for_purchase.line_id != self.line_id:
            raise ValidationError({"for_purchase": _("This purchase is paid from another budget line.")})


class AccountsRelease(Case):
    """Budget or final accounts on their way to the public (批复→编制→审查→公开→备案)."""

    class Sort(models.TextChoices):
        BUDGET = "budget", _("Budget")
        FINAL = "final", _("Final accounts")

    sort = models.CharField(_("which accounts"), max_length=6, choices=Sort, db_index=True)
    year = models.PositiveSmallIntegerField(_("year"))
    approved_on = models.DateField(_("approved by the finance bureau on"))
    explanation = models.TextField(_("explanation for the public"), blank=True)
    review = models.ForeignKey(
        PublicationReview,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("review before publication"),
        limit_choices_to={"state__in": ("review_passed", "review_published")},
    )
    made_public_on = models.DateField(_("published on"), null=True, blank=True)
    public_at = models.CharField(_("where it was published"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("publication of accounts")
        verbose_name_plural = _("publications of accounts")
        permissions = (("handle_accountsrelease", _("Publish budget and final accounts")),)

    def clean(self) -> None:
        """Published after it was approved, and not by the review of a paper that is void."""
        days = ("approved_on", "made_public_on")
        paper = self.review.paper if self.review else None
        void: rules.Problems = {"review": _("This paper is void.")} if paper and paper.is_void else {}
        rules.refuse(rules.not_ahead(self, *days), rules.in_order(self, *days), void)
