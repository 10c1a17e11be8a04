"""Internal management (A6): the duty roster, the use of seals, assets and who has them."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record

LONGEST_SHIFT = dt.timedelta(hours=24)


class DutyShift(Case):
    """One shift of the duty that is kept day and night (值班): who leads, who answers the phone, what came in.

    Shanghai measures for the Emergency Response Law, art. 23: sub-district offices keep duty for 24 hours a day.
    """

    starts_at = models.DateTimeField(pgettext_lazy("duty roster", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("duty roster", "until"))
    leader = models.CharField(_("leader on duty"), max_length=60)
    people = models.CharField(_("people on duty"), max_length=120)
    happened = models.TextField(_("what came in and what was done"), blank=True)
    calls = models.PositiveSmallIntegerField(_("calls answered"), null=True, blank=True)
    left_over = models.TextField(_("what the next shift has to see to"), blank=True)
    counts = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("shift of duty")
        verbose_name_plural = _("shifts of duty")
        permissions = (("handle_dutyshift", _("Keep the duty roster")), ("close_dutyshift", _("Change shifts of duty")))
        constraints = (
            ExclusionConstraint(
                name="one_shift_at_a_time",
                expressions=[
                    (models.Func("starts_at", "ends_at", function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(counts=True),
                violation_error_message=_("Another shift covers part of this time."),
            ),
        )

    def clean(self) -> None:
        """A shift ends after it begins, within a day."""
        super().clean()
        if self.starts_at and self.ends_at and not dt.timedelta(0) < self.ends_at - self.starts_at <= LONGEST_SHIFT:
            raise ValidationError({"ends_at": gettext("A shift ends after it begins, within 24 hours.")})


class SealUse(Case):
    """A seal on papers: asked for, approved, set by two people, or taken along and brought back (用印)."""

    class Seal(models.TextChoices):
        COMMITTEE = "committee", _("Seal of the Party working committee")
        OFFICE = "office", _("Seal of the sub-district office")
        SECRETARIAT = "secretariat", _("Seal of the Party and Administration Office")
        CONTRACT = "contract", _("Seal for contracts")

    seal = models.CharField(pgettext_lazy("seal uses", "seal"), max_length=11, choices=Seal, db_index=True)
    copies = models.PositiveSmallIntegerField(_("copies"))
    addressee = models.CharField(_("to whom the paper goes"), max_length=120)
    purpose = models.TextField(_("what for"), blank=True)
    outside = models.BooleanField(_("the seal is taken along"), default=False)
    asked_by = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which office"),
        help_text=_("Empty: your own."),
    )
    allowed_by = models.CharField(_("leader who agreed"), max_length=60, blank=True)
    sealed_copies = models.PositiveSmallIntegerField(_("copies sealed"), null=True, blank=True)
    witness = models.CharField(_("who saw it"), max_length=60, blank=True)
    taken_by = models.CharField(_("who takes it along"), max_length=60, blank=True)
    return_by = models.DateField(_("to be back by"), null=True, blank=True)

    class Meta:
        verbose_name = _("use of a seal")
        verbose_name_plural = _("uses of seals")
        permissions = (("handle_sealuse", _("Set seals")), ("close_sealuse", _("Approve the use of seals")))

    def clean(self) -> None:
        """No paper is sealed that nobody asked for."""
        super().clean()
        if self.copies is not None and self.copies < 1:
            raise ValidationError({"copies": gettext("At least one.")})
        if self.sealed_copies is not None and self.sealed_copies > self.copies:
            raise ValidationError(
                {"sealed_copies": gettext("No more than the %(n)d copies asked for.") % {"n": self.copies}}
            )


class Asset(Record):
    """Something of value that the office owns, with its number, where it is and who answers for it."""

    class Kind(models.TextChoices):
        FURNITURE = "furniture", _("Furniture")
        COMPUTER = "computer", _("Computers and office machines")
        EQUIPMENT = "equipment", _("Special equipment")
        OTHER = "other", _("Other things")

    number = models.CharField(_("number of the asset"), max_length=40)
    kind = models.CharField(_("kind of asset"), max_length=9, choices=Kind, db_index=True)
    bought_on = models.DateField(_("bought"))
    price = models.DecimalField(_("price (yuan)"), max_digits=12, decimal_places=2)
    whereabouts = models.CharField(_("where it is"), max_length=120)
    keeper = models.CharField(_("who answers for it"), max_length=60)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    counted_on = models.DateField(_("last counted"), null=True, blank=True)

    class Meta:
        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        constraints = (
            models.UniqueConstraint(
                fields=("number",),
                name="asset_number_once",
                violation_error_message=_("Another asset has this number."),
            ),
        )

    def clean(self) -> None:
        """It cost something or nothing, and nothing is counted before it is there."""
        super().clean()
        if self.price is not None and self.price < 0:
            raise ValidationError({"price": gettext("Less than nothing.")})
        if self.counted_on and self.bought_on and self.counted_on < self.bought_on:
            raise ValidationError({"counted_on": gettext("This lies before it was bought.")})


class AssetLoan(Case):
    """An asset in somebody's hands: asked for, approved, handed out, given back, or lost (领用)."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="loans", verbose_name=_("asset"))
    user_name = models.CharField(_("who uses it"), max_length=60)
    need = models.TextField(_("what it is needed for"))
    asked_by = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which office"),
        help_text=_("Empty: your own."),
    )
    back_by = models.DateField(_("to be given back by"), null=True, blank=True, help_text=_("Empty: for good."))
    condition = models.CharField(_("state when given back"), max_length=200, blank=True)
    loss = models.TextField(_("how it was lost, who answers for it"), blank=True)
    held = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("loan of an asset")
        verbose_name_plural = _("loans of assets")
        permissions = (("handle_assetloan", _("Hand out assets")), ("close_assetloan", _("Approve loans and losses")))
        constraints = (
            models.UniqueConstraint(
                fields=("asset",),
                condition=models.Q(held=True),
                name="asset_lent_once",
                violation_error_message=_("Somebody else has it or has asked for it."),
            ),
        )
