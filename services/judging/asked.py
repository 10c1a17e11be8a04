"""When an applicant is asked to judge: once accepted, once decided, once the result was delivered."""

from typing import Any

from django.http import HttpRequest

from services.models.judging import Grade, Step

SESSION = "judged"  # what this browser judged already: number and step
MOST = 50
# The latest step first, with the fields of the application of which one says that it was reached.
REACHED = (
    (Step.DELIVERY, ("told_on",)),
    (Step.RESULT, ("decided_on",)),
    (Step.ACCEPTANCE, ("accepted_on",)),
)


def asked_about(request: HttpRequest, found: Any) -> dict[str, Any] | None:
    """The latest step that this application reached, as the page asks about it; None before the first, or judged."""
    for step, fields in REACHED:
        if any(getattr(found, field, None) for field in fields):
            judged = f"{found.number}:{step}" in request.session.get(SESSION, [])
            return None if judged else {"step": step.value, "label": step.label, "grades": Grade.choices}
    return None


def note_judged(request: HttpRequest, number: str, step: str) -> None:
    """The page of this application does not ask about the step again. A review itself holds no number."""
    if number:
        kept = [*request.session.get(SESSION, []), f"{number}:{step}"]
        request.session[SESSION] = kept[-MOST:]
