"""How forms are drawn: by the portal's own components."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ form.name.as_field_group }}` with templates/components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class RadioCards(forms.RadioSelect):
    """Radio buttons as sheets to tap; `hints` gives a second line to a value."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), hints: Mapping[str, Any] | None = None):
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint of a value to its option."""
        return {**super().create_option(name, value, *args, **kwargs), "hint": self.hints.get(str(value), "")}
