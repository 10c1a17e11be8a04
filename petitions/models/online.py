"""What the residents' pages keep beside the matter: letters sent in, and matters that an account opened by code."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.personal import SealedTextField
from petitions.models.petition import Petition


class Submission(models.Model):
    """One form that was sent in. Sent again it leads to the same receipt; the code is forgotten after half an hour."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    content_digest = models.CharField(max_length=64)
    petition = models.ForeignKey(Petition, models.CASCADE, null=True, related_name="+")
    petitioner = models.ForeignKey("petitions.Petitioner", models.CASCADE, null=True, related_name="+")
    code_sealed = SealedTextField(blank=True, default="")
    # The codes of further petitioners by key, for the slips that the window hands out.
    more_sealed = SealedTextField(blank=True, default="")
    shown_until = models.DateTimeField(null=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("letter sent in")
        verbose_name_plural = _("letters sent in")

    def __str__(self) -> str:
        return str(self.key)


class Claim(models.Model):
    """A matter that belongs to an account: written while signed in, or opened once with its number and code."""

    class How(models.TextChoices):
        """On what ground."""

        WROTE = "wrote", _("written while signed in")
        CODE = "code", _("opened with number and code")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name=_("case"))
    petitioner = models.ForeignKey("petitions.Petitioner", models.CASCADE, null=True, related_name="+")
    how = models.CharField(_("ground"), max_length=5, choices=How)
    at = models.DateTimeField(_("last confirmed"))

    class Meta:
        default_permissions = ()
        verbose_name = _("matter of an account")
        verbose_name_plural = _("matters of accounts")
        constraints = (models.UniqueConstraint(fields=("user", "case"), name="claimed_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.case_id}"
