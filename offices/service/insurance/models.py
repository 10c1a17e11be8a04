"""Social insurance (D2) and medical insurance (D3): what is taken in here and decided by the insurance agencies."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.patterns.intake import Application
from caojiadu.core.registers.rules import at_most, in_order, not_ahead, refuse, wanted


class InsuranceRegistration(Application):
    """Joining, moving or correcting social insurance, in 10 working days.

    Regulations on Social Insurance Administration: registration in art. 6, changes and cancellation in art. 10. For a
    transfer they name no days (art. 16).
    """

    class Change(models.TextChoices):
        JOIN = "join", _("First registration")
        RESUME = "resume", _("Contributions taken up again")
        TRANSFER = "transfer", _("Transfer from another place")
        STOP = "stop", _("Contributions suspended")
        DATA = "data", _("Personal details corrected")

    class Insured(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        FLEXIBLE = "flexible", _("Flexibly employed")
        RESIDENT = "resident", _("Resident without work")

    change = models.CharField(_("what is registered"), max_length=8, choices=Change, db_index=True)
    insured = models.CharField(_("insured as"), max_length=8, choices=Insured)
    since = models.DateField(_("to hold from"), null=True, blank=True)
    card = models.BooleanField(_("social security card wanted"), default=False)
    card_on = models.DateField(_("card handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("social insurance registration")
        verbose_name_plural = _("social insurance registrations")
        permissions = (("handle_insuranceregistration", _("Take in social insurance registrations")),)

    def clean(self) -> None:
        """A card is handed over to somebody who asked for one; only personal details are corrected from no day on."""
        super().clean()
        unwanted = {"card_on": _("No card was asked for.")} if self.card_on and not self.card else {}
        refuse(not_ahead(self, "card_on"), unwanted, wanted(self, "since") if self.change != self.Change.DATA else {})


class PensionClaim(Application):
    """A claim for a basic pension, decided in 20 working days of its receipt (art. 18 of the same regulations).

    For funeral allowance and survivors they name no days (art. 19).
    """

    class Ground(models.TextChoices):
        AGE = "age", _("Retirement age reached")
        EARLY = "early", _("Early by arduous work or illness")
        RESIDENT = "resident", _("Residents' pension")
        DEATH = "death", _("Funeral allowance and survivors")

    reads = ("monthly", "first_paid_on", "amount")

    ground = models.CharField(_("ground of the claim"), max_length=8, choices=Ground, db_index=True)
    retires_on = models.DateField(_("to be paid from"), null=True, blank=True)
    years = models.PositiveSmallIntegerField(
        _("years of contributions"), null=True, blank=True, validators=(MinValueValidator(0), MaxValueValidator(60))
    )
    file_at = models.CharField(_("where the personnel file is"), max_length=80, blank=True)
    bank_given = models.BooleanField(_("account for the payment given"), default=False)
    monthly = models.DecimalField(
        _("monthly pension granted (yuan)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    first_paid_on = models.DateField(_("first payment due on"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount granted (yuan)"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Funeral allowance and survivors: paid once."),
    )

    class Meta:
        verbose_name = _("pension claim")
        verbose_name_plural = _("pension claims")
        permissions = (("handle_pensionclaim", _("Take in pension claims")),)

    def clean(self) -> None:
        """A pension is paid month by month from a day; after a death an amount is paid once."""
        super().clean()
        dead = self.ground == self.Ground.DEATH
        granted = ("amount",) if dead else ("monthly", "first_paid_on")
        refuse(
            {} if dead else wanted(self, "retires_on", "years"), wanted(self, *granted) if self.is_being_granted else {}
        )


class MedicalEnrolment(Application):
    """Joining the residents' medical insurance for a year, in 10 working days (art. 6)."""

    class Group(models.TextChoices):
        ADULT = "adult", _("Adult without work")
        OLDER = "older", _("Older person without pension")
        PUPIL = "pupil", _("Pupil or student")
        BABY = "baby", _("Newborn child")
        EXEMPT = "exempt", _("Exempt from contributions")

    group = models.CharField(_("joins as"), max_length=6, choices=Group, db_index=True)
    year = models.PositiveSmallIntegerField(
        _("year of insurance"), validators=(MinValueValidator(2000), MaxValueValidator(2100))
    )
    household = models.BooleanField(_("household book seen"), default=False)
    premium = models.DecimalField(_("contribution (yuan)"), max_digits=8, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField(_("contribution paid on"), null=True, blank=True)

    class Meta:
        verbose_name = _("medical insurance enrolment")
        verbose_name_plural = _("medical insurance enrolments")
        permissions = (("handle_medicalenrolment", _("Take in medical insurance enrolments")),)

    def clean(self) -> None:
        """Who is exempt pays nothing, and nobody else joins unpaid; what was paid was paid on a day that has come.

        An applicant does not know the contribution: it is there by the time the enrolment is granted.
        """
        super().clean()
        exempt = self.group == self.Group.EXEMPT
        refuse(
            not_ahead(self, "paid_on"),
            {"premium": _("Who is exempt pays nothing.")} if exempt and self.premium else {},
            wanted(self, "premium") if self.is_being_granted and not exempt else {},
            wanted(self, "paid_on") if self.premium and self.is_being_granted else {},
        )


class MedicalClaim(Application):
    """A claim for medical costs by receipts, decided in 30 working days (art. 20)."""

    class Why(models.TextChoices):
        ELSEWHERE = "elsewhere", _("Treated in another place")
        EMERGENCY = "emergency", _("Emergency without the card")
        CARD = "card", _("Card lost or not issued yet")
        SYSTEM = "system", _("Settlement at the hospital failed")

    reads = ("repaid",)

    why = models.CharField(_("why by receipts"), max_length=9, choices=Why, db_index=True)
    hospital = models.CharField(_("hospital"), max_length=80)
    treated_from = models.DateField(_("treated from"))
    treated_until = models.DateField(_("treated until"))
    receipts = models.PositiveSmallIntegerField(_("receipts handed in"), validators=(MinValueValidator(1),))
    total = models.DecimalField(_("costs on the receipts (yuan)"), max_digits=11, decimal_places=2)
    repaid = models.DecimalField(_("costs repaid (yuan)"), max_digits=11, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("medical claim")
        verbose_name_plural = _("medical claims")
        permissions = (("handle_medicalclaim", _("Take in medical claims")),)

    def clean(self) -> None:
        """Treated before it is claimed, and no more repaid than it cost."""
        super().clean()
        refuse(
            not_ahead(self, "treated_from", "treated_until"),
            in_order(self, "treated_from", "treated_until", "received_on"),
            at_most(self, "repaid", "total"),
        )


class MaternityAllowance(Application):
    """A claim for maternity allowance, decided in 10 working days (art. 20)."""

    class Birth(models.TextChoices):
        BIRTH = "birth", _("Birth")
        HARD = "hard", _("Difficult birth")
        TWINS = "twins", _("More than one child")
        LOSS = "loss", _("Loss of the child")

    reads = ("leave_days", "allowance")

    birth = models.CharField(_("what the leave is for"), max_length=5, choices=Birth, db_index=True)
    born_on = models.DateField(_("day of birth or loss"))
    maternity_hospital = models.CharField(_("hospital of the birth"), max_length=80)
    insured_by = models.CharField(_("employer that insures her"), max_length=80, blank=True)
    leave_days = models.PositiveSmallIntegerField(
        _("days of leave granted"), null=True, blank=True, validators=(MinValueValidator(1), MaxValueValidator(400))
    )
    allowance = models.DecimalField(
        _("allowance granted (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("maternity allowance claim")
        verbose_name_plural = _("maternity allowance claims")
        permissions = (("handle_maternityallowance", _("Take in maternity allowance claims")),)

    def clean(self) -> None:
        super().clean()
        refuse(not_ahead(self, "born_on"), in_order(self, "born_on", "received_on"))
