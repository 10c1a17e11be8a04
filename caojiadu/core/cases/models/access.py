"""Exceptions to who may open a case: grants, and people kept out."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from caojiadu.core.cases.models.case import Case


class Bar(models.Model):
    """Somebody who may not open a case whatever their post: recused, or the person it is against."""

    class Reason(models.TextChoices):
        RECUSED = "recused", _("recused")
        ACCUSED = "accused", _("named in the matter")

    case = models.ForeignKey(Case, models.CASCADE, related_name="bars")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("bar")
        verbose_name_plural = _("bars")
        constraints = (models.UniqueConstraint(fields=("case", "user"), name="bar_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class CaseUserObjectPermission(UserObjectPermissionBase):
    """A grant to one person, for exceptions only."""

    content_object = models.ForeignKey(Case, models.CASCADE)


class CaseGroupObjectPermission(GroupObjectPermissionBase):
    """A grant to a group, for exceptions only."""

    content_object = models.ForeignKey(Case, models.CASCADE)
