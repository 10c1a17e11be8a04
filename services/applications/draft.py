"""A form of an application being filled in, by an applicant or at a window, while the item may change or go."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import MoveError
from caojiadu.core.community.models import Relative
from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.personal import Unusable, name_digest
from caojiadu.core.registers.declaration import Register
from services.applications.forms import ApplicationForm, form_for
from services.applications.models import Given
from services.applications.papers import AGAIN
from services.applications.rules import Arrived, apply
from services.catalogue.items import kept_in, register_of
from services.catalogue.models import Item, ItemVersion, Paper
from services.catalogue.versions import version_of


@dataclass
class Filling:
    """The form as it stands. `changed` or `closed` say what happened to the item since it was opened, `turned` that it
    was opened for somebody else than the relative, or nobody, for whom it is now."""

    item: Item
    register: Register
    version: ItemVersion
    form: ApplicationForm
    changed: bool
    closed: bool
    relative: Relative | None = None
    turned: bool = False

    @property
    def context(self) -> dict[str, Any]:
        """What `services/applications/_apply.html` shows, with the papers that the office gets itself."""
        ours = Paper.objects.filter(item=self.item, confirmed=True, obtained=True)
        return {
            "item": self.item,
            "form": self.form,
            "ours": ours,
            "changed": self.changed and not self.closed,
            "closed": self.closed,
            "acting": self.relative,
            "turned": self.turned,
            "themselves_only": self.themselves_only,
        }

    @property
    def status(self) -> int:
        """What the answer to a form says that was not taken."""
        return 409 if self.held_up else 422

    @property
    def held_up(self) -> bool:
        """Whether it cannot be sent as it was opened."""
        return self.changed or self.closed or self.turned

    @property
    def themselves_only(self) -> bool:
        """Whether a relative fills in what only the person can: a separate consent is nobody else's to give, and what
        is restricted is not shown to who acts for them (Personal Information Protection Law, arts. 14, 29)."""
        flow = self.register.workflow
        return self.relative is not None and bool(self.register.online.consents or (flow and flow.restricted))

    @cached_property
    def ready(self) -> bool:
        """Whether it can be sent."""
        good = self.form.is_valid()
        for_whom = self.relative is None or self._is_for_whom(self.relative)
        return for_whom and good and not self.held_up

    def _is_for_whom(self, relative: Relative) -> bool:
        """Whether it is for the relative for whom somebody acts, and nobody else; the words stand beside the name."""
        if self.themselves_only:
            self.form.add_error("name", themselves())
            return False
        named = self.form.cleaned_data.get("name")
        if not named or name_digest(named) == relative.name_digest:
            return True
        said = _("You act for %(name)s. For somebody else, choose “For myself instead” first.")
        self.form.add_error("name", said % {"name": relative.name_sealed})
        return False

    def send(self, user: Any) -> Arrived | None:
        """Open the matter; None where the form says what is wrong."""
        if not self.ready:
            return None
        try:
            return apply(
                user=user, version=self.version, register=self.register, form=self.form, relative=self.relative
            )
        except (Unusable, MoveError) as error:
            self.form.add_error(None, str(error))
        except UnfitFile as refused:
            self.form.add_error(AGAIN if AGAIN in self.form.fields else None, str(refused.message))
        return None


def themselves() -> str:
    """Why a relative cannot apply for this, and what to do instead."""
    return _(
        "This needs their own consent: they apply with their own phone, or come to the window, with you if you like."
    )


def fill(
    request: HttpRequest,
    item: Item,
    base: type[ApplicationForm] = ApplicationForm,
    offered: Sequence[Given] = (),
    relative: Relative | None = None,
    turned: bool = False,
) -> Filling | None:
    """The form for an item, with what was typed if it was sent; None where nobody can apply here for it.

    One that was sent after the item was retired still comes back, so that nothing typed is lost.
    """
    sent, register = request.method == "POST", register_of(item)
    kept = kept_in(item) if sent else register
    if kept is None:
        return None
    version, before = version_of(item), None
    if sent and (seen := request.POST.get("seen", "")[:64]) != version.digest and seen.isalnum():
        before = item.versions.filter(digest=seen).first()
    asks: dict[str, Any] = {"version": version, "before": before, "offered": offered}
    kind = form_for(kept, item.kept_as, base)
    known = {"id_type": "id_card", "name": relative.name_sealed if relative else ""}
    form = kind(request.POST, request.FILES, **asks) if sent else kind(initial=known, **asks)
    return Filling(item, kept, version, form, before is not None, register is None, relative, turned)
