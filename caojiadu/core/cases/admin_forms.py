"""Forms of the administrators' pages about limits, categories and grants."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.forms import pick_from
from caojiadu.core.cases.grants import groups_to_grant, people_to_grant
from caojiadu.core.cases.models import Category, LimitRule
from caojiadu.core.organisation.models import Office

LEVELS = 3


class LimitRuleForm(forms.ModelForm):
    """Days, warnings and rungs that make sense together."""

    class Meta:
        model = LimitRule
        fields = ("days", "working", "roll", "warn", "rungs")
        widgets = {"warn": UnfoldAdminTextInputWidget, "rungs": UnfoldAdminTextInputWidget}
        help_texts = {
            "days": _("Counted from the day after the event. Holds for limits that start from now on."),
            "working": _("Counts working days of the calendar; otherwise every day counts."),
            "warn": _("Days before the end, with commas between: 15,5,2. Leave empty for no warning."),
            "rungs": _(
                "Days after the end on which handler, head, leader and district are told, four numbers: 0,2,5,10. "
                "Holds for running limits too."
            ),
        }

    def clean_days(self) -> int:
        """A limit of no day is none."""
        days: int = self.cleaned_data["days"]
        if not 1 <= days <= 365:
            raise ValidationError(_("Between 1 and 365 days."))
        return days

    def clean_warn(self) -> list[int]:
        """The earliest warning first."""
        return sorted(set(self.cleaned_data["warn"] or []), reverse=True)

    def clean_rungs(self) -> list[int]:
        """One number for each of the four, none before the one below."""
        rungs: list[int] = self.cleaned_data["rungs"]
        if len(rungs) != 4 or rungs != sorted(rungs):
            raise ValidationError(_("Four numbers, none smaller than the one before it."))
        return rungs

    def clean(self) -> dict[str, Any]:
        """A warning comes after the start."""
        cleaned = super().clean() or {}
        days, warn = cleaned.get("days", self.instance.days), cleaned.get("warn")
        if days and warn and warn[0] >= days * (2 if cleaned.get("working", self.instance.working) else 1):
            self.add_error("warn", _("This warning would come before the limit has begun."))
        return cleaned


class CategoryForm(forms.ModelForm):
    """A category that stands in the tree and has an owner before residents see it."""

    class Meta:
        model = Category
        fields = ("parent", "name_zh", "name_en", "office", "function", "published", "order")
        help_texts = {
            "office": _("The office that answers for it. Needed before it is offered to residents."),
            "published": _("Residents choose from the categories that are offered."),
            "order": _("Small numbers come first."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            above = Category.objects.filter(parent__parent=None)
            pick_from(self, "parent", above.exclude(pk=self.instance.pk))

    def clean(self) -> dict[str, Any]:
        """Say what is missing beside its field."""
        cleaned = super().clean() or {}
        if cleaned.get("published") and not cleaned.get("office"):
            said = gettext("Name the office that answers for a category before offering it to residents.")
            self.add_error("office", said)
        office, function = cleaned.get("office"), cleaned.get("function")
        if office and function and function.office_id != office.pk:
            self.add_error("function", _("This function belongs to another office."))
        if cleaned.get("parent") and _levels_above(cleaned["parent"]) + _levels_from(self.instance) > LEVELS:
            self.add_error("parent", _("The classification has three levels."))
        return cleaned


def _levels_above(category: Category | None) -> int:
    levels = 0
    while category is not None and levels <= LEVELS:
        category, levels = category.parent, levels + 1
    return levels


def _levels_from(category: Category) -> int:
    if category.pk is None:
        return 1
    children = Category.objects.filter(parent=category)
    if not children.exists():
        return 1
    return 3 if Category.objects.filter(parent__in=children).exists() else 2


class GroupField(forms.ModelChoiceField):
    """Posts of an office, by their names instead of keys."""

    def label_from_instance(self, obj: Group) -> str:
        return post_name(obj)


def post_name(group: Group) -> str:
    """The name of a post's group as people say it: office and role."""
    office, _dot, role = group.name.partition(".")
    known = Office.objects.filter(key=office).first()
    return f"{known} · {Role(role).label}" if known and role in Role.values else group.name


class GrantForm(forms.Form):
    """Who may read the case, and why."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Staff who hold a post in which matters are worked on."),
    )
    group = GroupField(
        label=_("or everybody in a post of an office"),
        queryset=Group.objects.none(),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Kept in the audit trail; name no person and nothing of what the matter is about."),
        error_messages={"required": _("Say why: a grant needs a reason.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "person", people_to_grant().exclude(pk=by.pk))
        pick_from(self, "group", groups_to_grant())

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        cleaned = super().clean() or {}
        if not self.errors.keys() & {"person", "group"} and bool(cleaned.get("person")) == bool(cleaned.get("group")):
            self.add_error("person", _("Choose a person or a post, one of the two."))
        return cleaned

    @property
    def to(self) -> User | Group:
        """The person or the group chosen."""
        return self.cleaned_data.get("person") or self.cleaned_data["group"]
