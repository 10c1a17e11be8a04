"""The page on which a letter is written.

Whoever opens it without an account gets the same fields: they are drawn once for a language and a day, until a
category, a neighbourhood or a call for suggestions changes. Only its tokens are new each time.
"""

from collections.abc import Mapping

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from caojiadu.core import memory
from petitions.intake.letter_form import LetterForm

PARTS = ("kind", "matter", "who")


class OpenedForm(forms.Form):
    """What differs from one opened form to the next."""

    form_token = LetterForm.base_fields["form_token"]
    attachments = LetterForm.base_fields["attachments"]


def parts_of(form: LetterForm) -> Mapping[str, SafeString]:
    """The fields of a form in the parts of the page, without its tokens and files."""
    paper_open = form.is_bound and any(form.errors.get(name) for name in ("id_type", "id_number"))
    context = {"letter": form.ready_to_draw(), "paper_open": paper_open}
    return {part: render_to_string(f"petitions/intake/_letter_{part}.html", context) for part in PARTS}


def kept_parts() -> Mapping[str, SafeString]:
    """The same of a form in which nothing is filled in."""
    return memory.kept(("letter form", get_language(), timezone.localdate()), lambda: parts_of(LetterForm()))
