"""What the forms of all moves share."""

from typing import Any

from django import forms

from caojiadu.core.cases.actor import Actor

MOST = 20_000  # characters of one long text


class MoveForm(forms.Form):
    """A form of one move, given the case and who acts.

    `key_fields` are choices kept as keys in the event, everything else that is text is kept as words;
    `public_words` are those of them that the resident reads.
    """

    key_fields: tuple[str, ...] = ()
    public_words: tuple[str, ...] = ()
    not_logged: tuple[str, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, *, case: Any, actor: Actor, **kwargs: Any) -> None:
        self.case = case
        self.actor = actor
        super().__init__(data, files, **kwargs)
        if data is None:
            self.initial = {**self.initial_values(), **self.initial}

    def initial_values(self) -> dict[str, Any]:
        """What the form starts with when it is shown."""
        return {}


def long_text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
