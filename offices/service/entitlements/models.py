"""What residents apply for at the centre and another body decides: cards, certificates, subsidies, copies."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.patterns.intake import Application
from caojiadu.core.registers.rules import in_order, not_ahead, refuse, wanted
from offices.service.care.models import DisabledPerson


class FlexibleWork(Application):
    """Somebody without a fixed employer registers their work (D1); the public employment service decides."""

    reads = ("register_number",)

    work = models.CharField(_("work that one does"), max_length=120)
    works_since = models.DateField(_("works like this since"))
    joins = models.BooleanField(_("will pay social insurance oneself"), default=False)
    register_number = models.CharField(_("number of the registration"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("registration of flexible work")
        verbose_name_plural = _("registrations of flexible work")
        permissions = (("handle_flexiblework", _("Take in registrations of flexible work")),)

    def clean(self) -> None:
        """Who registers works like this already."""
        super().clean()
        refuse(not_ahead(self, "works_since"), in_order(self, "works_since", "received_on"))


class CareAssessment(Application):
    """An older person's need of care is to be assessed (D3); the assessment body finds the level."""

    class Why(models.TextChoices):
        FIRST = "first", _("First assessment")
        CHANGED = "changed", _("The need of care has changed")
        AGAIN = "again", _("The last assessment runs out")

    class Living(models.TextChoices):
        HOME = "home", _("At home")
        HOUSE = "house", _("In a home for the aged")

    reads = ("assessor", "assessed_on", "level", "care_from")

    why = models.CharField(_("what the assessment is for"), max_length=7, choices=Why, db_index=True)
    living = models.CharField(_("where the person lives"), max_length=5, choices=Living)
    needs = models.TextField(_("what the person needs help with"))
    helped_by = models.CharField(_("who helps now"), max_length=60, blank=True)
    assessor = models.CharField(_("assessment body"), max_length=80, blank=True)
    assessed_on = models.DateField(_("assessed at home on"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(
        _("level found"), null=True, blank=True, validators=(MinValueValidator(0), MaxValueValidator(6))
    )
    care_from = models.DateField(_("services from"), null=True, blank=True)

    class Meta:
        verbose_name = _("care assessment")
        verbose_name_plural = _("care assessments")
        permissions = (("handle_careassessment", _("Take in care assessments")),)

    def clean(self) -> None:
        """Assessed once it was passed on, and before the level is told."""
        super().clean()
        refuse(not_ahead(self, "assessed_on"), in_order(self, "handed_on", "assessed_on", "decided_on"))


class DisabilityCertificate(Application):
    """An assessment of disability and the certificate (D6); the district disabled persons' federation decides."""

    class Wish(models.TextChoices):
        FIRST = "first", _("First certificate")
        CHANGE = "change", _("Another class or grade")
        RENEW = "renew", _("Renewal of the certificate")
        REPLACE = "replace", _("Certificate lost or damaged")

    reads = ("hospital", "grade", "valid_until")

    wish = models.CharField(_("what is wanted"), max_length=7, choices=Wish, db_index=True)
    disability = models.CharField(_("class of disability"), max_length=7, choices=DisabledPerson.Class)
    guardian = models.CharField(_("guardian, or who acts for the person"), max_length=60, blank=True)
    hospital = models.CharField(_("hospital that assesses"), max_length=80, blank=True)
    grade = models.CharField(
        _("grade of disability"), max_length=1, choices=DisabledPerson.Grade, blank=True, default=""
    )
    valid_until = models.DateField(_("certificate valid until"), null=True, blank=True)
    certificate_on = models.DateField(_("certificate handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("application for a disability certificate")
        verbose_name_plural = _("applications for disability certificates")
        permissions = (("handle_disabilitycertificate", _("Take in applications for disability certificates")),)

    def clean(self) -> None:
        """The certificate holds from its decision on, and is handed over after it."""
        super().clean()
        refuse(
            not_ahead(self, "certificate_on"),
            in_order(self, "decided_on", "certificate_on"),
            in_order(self, "decided_on", "valid_until"),
        )


class DisabilitySubsidy(Application):
    """One of the two disability subsidies (D4); the district federation and the civil affairs bureau decide."""

    class Subsidy(models.TextChoices):
        LIVING = "living", _("Living subsidy for disabled people in hardship")
        NURSING = "nursing", _("Nursing subsidy for severely disabled people")

    reads = ("monthly", "paid_from")

    subsidy = models.CharField(_("subsidy asked for"), max_length=7, choices=Subsidy, db_index=True)
    grade = models.CharField(_("grade on the certificate"), max_length=1, choices=DisabledPerson.Grade)
    situation = models.TextField(_("situation of the household"))
    account_given = models.BooleanField(_("account for the payment given"), default=False)
    monthly = models.DecimalField(
        _("monthly subsidy granted (yuan)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0),),
    )
    paid_from = models.DateField(_("paid from"), null=True, blank=True)

    class Meta:
        verbose_name = _("application for a disability subsidy")
        verbose_name_plural = _("applications for disability subsidies")
        permissions = (("handle_disabilitysubsidy", _("Take in applications for disability subsidies")),)


class SeniorCard(Application):
    """The senior card, into which the old-age allowance is paid (D6); the district civil affairs bureau decides."""

    class Wish(models.TextChoices):
        CARD = "card", _("First card, with the allowance")
        REPLACE = "replace", _("Card lost or damaged")
        DETAILS = "details", _("Details corrected")

    class Handover(models.TextChoices):
        COLLECT = "collect", _("Collected at the centre")
        POST = "post", _("Sent by post")

    reads = ("allowance_from", "card_on")
    born_of_person = "born_on"

    card = models.CharField(_("what is wanted of the card"), max_length=7, choices=Wish, db_index=True)
    born_on = models.DateField(_("born on"))
    handover = models.CharField(_("how it is handed over"), max_length=7, choices=Handover)
    helper = models.CharField(_("who applies for the person"), max_length=60, blank=True)
    allowance_from = models.DateField(_("allowance paid from"), null=True, blank=True)
    card_on = models.DateField(_("card handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("application for a senior card")
        verbose_name_plural = _("applications for senior cards")
        permissions = (("handle_seniorcard", _("Take in applications for senior cards")),)

    def clean(self) -> None:
        """Born before they apply; a card is handed over once it was granted."""
        super().clean()
        refuse(
            not_ahead(self, "born_on", "card_on"),
            in_order(self, "born_on", "received_on"),
            in_order(self, "decided_on", "card_on"),
        )


class VeteranCard(Application):
    """The card for veterans and survivors (B7, D6): the file is set up first; the veterans affairs bodies decide."""

    class Standing(models.TextChoices):
        VETERAN = "veteran", _("Veteran")
        MARTYR = "martyr", _("Survivor of a martyr")
        DUTY = "duty", _("Survivor of a soldier who died on duty")
        ILLNESS = "illness", _("Survivor of a soldier who died of illness")

    reads = ("file_on", "issued_on")

    standing_as = models.CharField(_("applies as"), max_length=7, choices=Standing, db_index=True)
    left_on = models.DateField(_("discharged on"), null=True, blank=True, help_text=_("For veterans."))
    photo = models.BooleanField(_("photograph on white ground handed in"), default=False)
    file_on = models.DateField(_("file set up on"), null=True, blank=True)
    issued_on = models.DateField(_("card issued on"), null=True, blank=True)

    class Meta:
        verbose_name = _("application for a veteran card")
        verbose_name_plural = _("applications for veteran cards")
        permissions = (("handle_veterancard", _("Take in applications for veteran cards")),)

    def clean(self) -> None:
        """A veteran was discharged; the card is asked for once the file is set up, and issued after that."""
        super().clean()
        refuse(
            not_ahead(self, "left_on", "file_on", "issued_on"),
            in_order(self, "left_on", "received_on"),
            in_order(self, "file_on", "handed_on", "issued_on"),
            wanted(self, "left_on") if self.standing_as == self.Standing.VETERAN else {},
        )


class RecordCopy(Application):
    """A copy out of the archives, a union card, a query about the housing fund (D7): collected or sent."""

    class Wanted(models.TextChoices):
        MARRIAGE = "marriage", _("Copy of a marriage record")
        YOUTH = "youth", _("Copy of a record of educated youth")
        OTHER = "other", _("Copy of another record about oneself")
        UNION = "union", _("Union member's card")
        FUND = "fund", _("Query about the housing fund")

    reads = ("keeper", "pages", "sent_on")

    record = models.CharField(_("record or card asked for"), max_length=8, choices=Wanted, db_index=True)
    about = models.CharField(
        _("whom it is about, and which years"),
        max_length=120,
        help_text=_("If it is not about you: who it is, and how you are related."),
    )
    handover = models.CharField(_("how it is handed over"), max_length=7, choices=SeniorCard.Handover)
    keeper = models.CharField(_("archive or body that keeps it"), max_length=80, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages copied"), null=True, blank=True)
    sent_on = models.DateField(_("handed over or posted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a copy of a record")
        verbose_name_plural = _("requests for copies of records")
        permissions = (("handle_recordcopy", _("Take in requests for copies of records")),)

    def clean(self) -> None:
        super().clean()
        refuse(not_ahead(self, "sent_on"), in_order(self, "decided_on", "sent_on"))
