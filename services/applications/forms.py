"""The form of an application: who applies, what the register asks of applicants, and the papers."""

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import Words, refused_by_model
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.step_forms import control_of
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.personal import IdType, check_id_number, digest, normal_phone
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.rules import born_as_numbered
from services.applications import papers
from services.applications.models import Given
from services.catalogue.models import ItemVersion


class ApplicationForm(forms.Form):
    """Who applies; the fields of the register come between, the papers last.

    `version` is what the item says now, `before` what it said when the form was opened if that differs; `offered` are
    the papers handed in earlier that may serve again.
    """

    register: Register
    kept: ClassVar[dict[str, str]] = {}  # which of several services it is for
    asked_fields: tuple[str, ...] = ()
    at_window = False

    name = Words(label=gettext_lazy("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    id_type = forms.ChoiceField(label=gettext_lazy("Kind of paper"), choices=IdType.choices)
    id_number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=30)
    address = Words(
        label=gettext_lazy("Your address"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(
        self,
        *args: Any,
        version: ItemVersion,
        before: ItemVersion | None = None,
        offered: Sequence[Given] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        papers.ask(self, version, offered, before, shown=self.at_window)
        self.order_fields(self._drawn())

    def _drawn(self) -> list[str]:
        """The fields as the page shows them, so that what is still to mend is listed from its top to its end."""
        asked = [name for name in self.asked_fields if name not in self.register.online.consents]
        named = [name for name in self.fields if name.startswith((papers.NAMED, papers.SHOWN))]
        who = ("name", "id_type", "id_number", "address", "phone")
        # What is left comes last: what they agree to.
        return [*asked, *who, papers.AGAIN, *named, papers.OTHER]

    @property
    def named(self) -> list[Any]:
        """The places of the papers that the item names."""
        return papers.named(self)

    @property
    def asked(self) -> list[Any]:
        """The fields of the register, to be drawn under a heading of their own."""
        return [self[name] for name in self.asked_fields if name not in self.register.online.consents]

    @property
    def consents(self) -> list[Any]:
        """What the applicant agrees to, each for itself."""
        return [self[name] for name in self.asked_fields if name in self.register.online.consents]

    def clean_id_number(self) -> str:
        """A number that fits its kind."""
        try:
            return check_id_number(self.cleaned_data.get("id_type", ""), self.cleaned_data["id_number"])
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """The rules of the matter hold, each told beside its field."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            matter = self.register.model_class(**received_today(self.register), title="—")
            for problem in refused_by_model(matter, self.values):
                self.add_error(None, problem)
            for name, said in born_as_numbered(matter, cleaned).items():
                self.add_error(name, said)
        if "id_number" in cleaned and cleaned.get(papers.AGAIN):
            papers.refuse_others(self, digest(f"id:{cleaned['id_type']}", cleaned["id_number"]))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What goes into the matter."""
        return {name: self.cleaned_data[name] for name in self.asked_fields} | self.kept


def received_today(register: Register) -> dict[str, Any]:
    """The date of receipt of an application that is made now, if the register keeps one."""
    return {register.online.received: timezone.localdate()} if register.online.received else {}


class WindowForm(ApplicationForm):
    """What a clerk writes down for whoever stands at the window; originals may be shown and not kept."""

    at_window = True

    name = Words(label=gettext_lazy("Full name"), max_length=60)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=20, required=False)
    address = Words(label=gettext_lazy("Address"), max_length=200, required=False)

    def clean_phone(self) -> str:
        """A number that can be rung."""
        try:
            return normal_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error


@cache
def form_for(
    register: Register, kept_as: str = "", base: type[ApplicationForm] = ApplicationForm
) -> type[ApplicationForm]:
    """The form with which one applies for what a register keeps; `kept_as` says for which of several services."""
    asked = register.online.asked_for(kept_as)
    fields = {name: _control(register.model_class._meta.get_field(name)) for name in asked}
    made: dict[str, Any] = {
        **fields,
        "papers": UploadsField(label=gettext_lazy("Photos or scans of the papers")),
        "register": register,
        "kept": {register.online.service: kept_as} if register.online.service else {},
        "asked_fields": asked,
    }
    return type(f"{register.key}_application", (base,), made)


def _control(field: Any) -> forms.Field:
    # What a matter of any kind may lack, nobody has to give.
    return control_of(field, required=False if field.model is Case and field.null else None)
