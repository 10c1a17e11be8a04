"""Residents: one person is one row across all offices, sealed, masked, and found by digests."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.community.models.masked import Masked
from caojiadu.core.personal import (
    IdType,
    SealedTextField,
    mask_address,
    mask_email,
    mask_id,
    mask_id_outside,
)


class Resident(Masked, models.Model):
    """A person the offices deal with. Everything else refers to the key and never repeats what is sealed here."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name_sealed = SealedTextField(_("full name"), blank=True, default="")
    name_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    phone_sealed = SealedTextField(_("phone"), blank=True, default="")
    phone_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    email_sealed = SealedTextField(_("e-mail"), blank=True, default="")
    id_type = models.CharField(_("kind of paper"), max_length=20, choices=IdType.choices, blank=True, default="")
    id_sealed = SealedTextField(_("number of the paper"), blank=True, default="")
    id_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    address_sealed = SealedTextField(_("address"), blank=True, default="")
    neighbourhood = models.ForeignKey(
        "organisation.Neighbourhood", models.PROTECT, null=True, blank=True, verbose_name=_("neighbourhood")
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    agreed_e_service_at = models.DateTimeField(_("agreed to electronic service"), null=True, blank=True)
    agreed_e_service_text = models.CharField(_("version of the text agreed to"), max_length=40, blank=True, default="")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["phone_digest", "name_digest"], name="resident_by_phone", condition=~models.Q(phone_digest="")
            ),
            models.Index(fields=["name_digest"], name="resident_by_name", condition=~models.Q(name_digest="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_digest", "name_digest", "phone_digest"],
                condition=~models.Q(id_digest=""),
                name="one_resident_per_paper_name_and_phone",
            ),
            models.CheckConstraint(condition=models.Q(id_digest="") | ~models.Q(id_type=""), name="a_paper_has_a_kind"),
            models.CheckConstraint(
                condition=models.Q(agreed_e_service_at=None) | ~models.Q(agreed_e_service_text=""),
                name="agreed_to_a_known_text",
            ),
        ]

    def __str__(self) -> str:
        return self.masked_name or self.masked_phone or str(self.key)

    @property
    def masked_email(self) -> str:
        """z***@example.com"""
        return mask_email(self.email_sealed)

    @property
    def masked_id(self) -> str:
        """3101**********1234, for staff."""
        return mask_id(self.id_sealed)

    @property
    def masked_id_outside(self) -> str:
        """3****************X, for the person and for papers."""
        return mask_id_outside(self.id_sealed)

    @property
    def masked_address(self) -> str:
        """The address down to the lane."""
        return mask_address(self.address_sealed)


class EmailCode(models.Model):
    """A code on its way to the e-mail address that an account wants to use; the code itself is kept as a digest."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    email_sealed = SealedTextField()
    code_digest = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def masked_email(self) -> str:
        """The address as the page shows it back."""
        return mask_email(self.email_sealed)
