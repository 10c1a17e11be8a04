"""A suggestion beside a field, made from what clerks decided before. It fills in nothing by itself."""

from typing import Any

from petitions.learning.hints import suggested


class Hinted:
    """Mixin for a move's form: `hinted` names the field beside which the suggestion stands, and what is suggested."""

    hinted = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.linked_fields = (self.hinted,)
        field = self.fields[self.hinted]  # type: ignore[attr-defined]
        found = suggested(self.case, self.hinted)  # type: ignore[attr-defined]
        if found:
            field.suggested = {
                "field": f"id_{self.hinted}",
                "name": self.hinted,
                "key": found.key,
                "label": found.label,
                "percent": found.percent,
                "words": "、".join(found.words),
            }
