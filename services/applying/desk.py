"""What the desk sees of an application: which papers were handed in, and what the item said as it was made."""

from typing import Any

from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from services.applying.verbs import registers, waiting_states
from services.hall.access import halls_of
from services.models import Application, Given
from services.versions import told_by


@provide("case_panels")
def papers_of_application(case: Any, user: Any) -> list[Panel]:
    """The papers that the item named, each with what was handed in for it."""
    application = Application.objects.select_related("version__item").filter(case_id=case.pk).first()
    if application is None:
        return []
    told = told_by(application)
    given = given_with(application)
    lines = [{**line, "given": [one for one in given if one.paper == line["key"]]} for line in told["parts"]["papers"]]
    others = [one for one in given if not any(one in line["given"] for line in lines)]
    shown = {"lines": lines, "others": others, "day": case.opened_at, **told}
    return [Panel("services/desk/papers.html", shown)]


@provide("at_window")
def is_at_window(user: Any, case: Any) -> bool:
    """Whether this was taken in at a window, whichever, the office has not taken it up, and somebody serves windows."""
    taken_in = Application.objects.filter(case_id=case.pk, entered_by__isnull=False)
    application = taken_in.select_related("case").first()
    return application is not None and not handed_on(application) and bool(halls_of(user))


@provide("step_starts")
def starts(case: Any, step: Any) -> dict[str, str]:
    """The list of what is missing begins with the papers that the item names and nobody handed in."""
    if step.key != "say_missing":
        return {}
    application = Application.objects.select_related("version").filter(case_id=case.pk).first()
    return {"missing": "\n".join(missing_of(application))} if application else {}


def handed_on(application: Application) -> bool:
    """Whether the office took it up: until then it opens to the clerk who took it in."""
    first = {one.workflow.initial.key for one in registers() if one.workflow}
    return application.case.state not in first | waiting_states()


def given_with(application: Application) -> list[Given]:
    """The papers handed in, each with its file; what the check refused is not there."""
    rows = application.given.select_related("file", "application__version")
    return [one for one in rows if one.file is None or one.file.state != one.file.State.REFUSED]


def missing_of(application: Application) -> list[str]:
    """The names of the papers that the item asks for and that were not handed in."""
    there = {one.paper for one in given_with(application)}
    lines = application.version.lines("papers")
    return [line["text"] for line in lines if not line["obtained"] and line["key"] not in there]
