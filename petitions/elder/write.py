"""A letter, one question a screen. Answers travel with the form, so nothing is kept here and nothing runs out."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from petitions.elder.pages import page, question
from petitions.intake.letter_form import LetterForm
from petitions.intake.online import known_of, new_token, renew_token, send_letter

# The field of each question, what is asked, and a hint. Behind the last stands the check.
QUESTIONS = (
    (
        "body",
        gettext_lazy("What happened?"),
        gettext_lazy("Say it as you would to a neighbour. A few words are enough."),
    ),
    ("place", gettext_lazy("Where is it?"), gettext_lazy("The road, the estate, or a shop close by.")),
    ("name", gettext_lazy("What is your name?"), gettext_lazy("Only those who handle it see it.")),
    ("phone", gettext_lazy("On which telephone do we reach you?"), gettext_lazy("Mobile, or landline with area code.")),
)
CHECK = len(QUESTIONS)
KEPT = (*(field for field, _title, _hint in QUESTIONS), "ask_me", "form_token")
TITLE = 30  # signs of the first sentence that make the title
END = re.compile(r"[。！？!?.\n；;]")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The question that comes next, the check, and the letter."""
    if request.method != "POST":
        return _question(request, _letter({**known_of(request), "form_token": new_token()}), 0)
    given = {name: request.POST.get(name, "") for name in KEPT}
    form = _letter({**given, "notice_read": request.POST.get("notice_read", "")})
    at = _number(request.POST.get("at", ""))
    if "to" in request.POST:
        return _question(request, form, _number(request.POST["to"]))
    if "back" in request.POST:
        return _question(request, form, max(at - 1, 0))
    if at < CHECK:
        wrong = form.has_error(QUESTIONS[at][0])
        return _question(request, form, at if wrong else at + 1, said=wrong)
    return _send(request, form)


def _send(request: HttpRequest, form: LetterForm) -> HttpResponse:
    """Back to the first question whose answer cannot be taken; else the letter is in."""
    wrong = next((at for at, one in enumerate(QUESTIONS) if form.has_error(one[0])), None)
    if wrong is not None:
        return _question(request, form, wrong, said=True)
    if not form.is_valid():
        return _check(request, form, status=422)
    return send_letter(request, form, again=_again, to="elder:done")


def _again(request: HttpRequest, form: Any, message: str, status: int = 200) -> HttpResponse:
    form.add_error(None, message)
    renew_token(form)
    return _check(request, form, status)


def _letter(given: dict[str, Any]) -> LetterForm:
    """The same form as everybody's, with what is not asked here filled in."""
    data = QueryDict(mutable=True)
    told = {name: str(value) for name, value in given.items()}
    if told.get("ask_me"):
        told["request"] = _("Please ring me and ask where it is.")
    data.update({**told, "kind": "appeal", "title": _title(told.get("body", ""))})
    return LetterForm(data)


def _title(body: str) -> str:
    """The first sentence, cut where it is long."""
    first = next((part.strip() for part in END.split(body[:500]) if part.strip()), "")
    return first if len(first) <= TITLE else f"{first[:TITLE]}…"


def _number(text: str) -> int:
    return min(int(text), CHECK) if text.isascii() and text.isdecimal() and len(text) < 3 else 0


def _question(request: HttpRequest, form: LetterForm, at: int, *, said: bool = False) -> HttpResponse:
    """A question; what is wrong is said only of one that was answered."""
    if at == CHECK:
        return _check(request, form)
    name, title, hint = QUESTIONS[at]
    kept = [(one, form.data.get(one, "")) for one in KEPT if one != name and not (name == "place" and one == "ask_me")]
    if not said:
        form.errors.clear()
    more = {"title": title, "hint": hint, "talk": name in ("body", "place"), "at": at}
    if name == "place":
        more["ask_me"] = bool(form.data.get("ask_me"))
    status = 422 if said else 200
    return question(request, form[name], number=(at + 1, CHECK + 1), kept=kept, status=status, **more)


def _check(request: HttpRequest, form: LetterForm, status: int = 200) -> HttpResponse:
    """Everything once more, each with a way back to it."""
    if status == 200 and not form.non_field_errors():
        form.errors.clear()
    rows = [(at, title, form.data.get(name, "")) for at, (name, title, _hint) in enumerate(QUESTIONS)]
    kept = [(name, form.data.get(name, "")) for name in KEPT]
    context = {"rows": rows, "kept": kept, "form": form, "number": CHECK + 1, "of": CHECK + 1, "at": CHECK}
    return page(request, "elder/check.html", {**context, "ask_me": form.data.get("ask_me")}, status)
