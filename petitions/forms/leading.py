"""Forms about matters that a leader holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.tell import posts_today


class HoldForm(MoveForm):
    """Which leader, and why."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=User.objects.none())
    reason = long_text(_("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = posts_today(role="leader") - set(self.case.barred)
        self.fields["leader"].queryset = User.objects.filter(pk__in=leaders).order_by("display_name", "pk")

    def initial_values(self) -> dict[str, Any]:
        leads = self.actor.user is not None and self.actor.user.has_role("leader")
        return {"leader": self.actor.user.pk} if leads else {}


class ReasonForm(MoveForm):
    """Why."""

    reason = long_text(_("Why"), rows=2)
