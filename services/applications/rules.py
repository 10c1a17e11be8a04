"""Verbs and questions about applications made on the portal."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, Channel
from caojiadu.core.cases.moves import Moving, move, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import tell
from caojiadu.core.community.models import Relative
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.declaration import Register
from caojiadu.core.workflow import By, Notify, Transition
from services.applications import papers
from services.applications.access import opened_to
from services.applications.forms import ApplicationForm, received_today
from services.applications.models import Application
from services.catalogue.models import ItemVersion

register_template(
    "application_arrived",
    title=("收到一件新的申请", "An application has arrived"),
    body=(
        "收到一件新的申请（编号{number}），请安排审核材料。",
        "An application has arrived ({number}): see that somebody checks its papers.",
    ),
)
AGAIN = dt.timedelta(minutes=10)  # within which the same application is one that was sent, or taken in, twice


@dataclass(frozen=True)
class Arrived:
    """The application that a form led to, and what it did, as `front.relatives.WHAT` has it; nothing if all of it was
    there already."""

    application: Application
    did: str


@transaction.atomic
def apply(
    *, user: Any, version: ItemVersion, register: Register, form: ApplicationForm, relative: Relative | None = None
) -> Arrived:
    """Open the matter of an application, with its papers. Raises Unusable, MoveError, UnfitFile.

    Sent again, or taken in at another window as well, it is one: what is new among the papers comes to it as a step of
    its own. Once the office has taken it up, new papers open another one, so that somebody looks at them. `version` is
    what the item says now: the application keeps it. At the window `user` is the clerk, who has seen who applies; the
    matter is the office's from the beginning, and opens to the clerk only through `entered_by`. For a relative with a
    phone the messages go there.
    """
    data, at_window = form.cleaned_data, form.at_window
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    resident = find_or_create_resident(
        name=data["name"],
        phone=data["phone"] if at_window else (relative and relative.phone_sealed) or user.phone_sealed,
        id_type=data["id_type"],
        id_number=data["id_number"],
        address=data["address"],
        proven=at_window,
    )
    facts = {"channel": Channel.VISIT if at_window else Channel.WEB, "resident": resident, **form.values}
    before = _just_made(version, register, facts)
    new = papers.new_in(before, data) if before else {}
    if before and not any(new.values()):
        return Arrived(before, "")
    if before and (step := _step_that_adds(before.case, at_window)):
        papers.keep(before, new, actor=user)
        words = _("Sent again, and with it: %(papers)s") % {"papers": "、".join(papers.names_in(version, new))}
        actor = Actor.staff(user) if at_window else Actor.resident(user)
        move(case=before.case, key=step.key, actor=actor, data={"words": words})
        return Arrived(before, "handed_in")
    application = _open(user, version, register, form, facts)
    papers.keep(application, data, actor=user)
    return Arrived(application, "applied")


def _step_that_adds(case: Case, at_window: bool) -> Transition | None:
    """The step with which more papers come to an application as it stands; None once the office took it up."""
    keys = ("papers_brought",) if at_window else ("supplement", "sent_again")
    steps = filter(None, map(case.workflow.transition, keys))
    return next((step for step in steps if case.state in {state.key for state in step.sources}), None)


def _open(
    user: User, version: ItemVersion, register: Register, form: ApplicationForm, facts: dict[str, Any]
) -> Application:
    at_window = form.at_window
    assert register.workflow is not None
    function = Function.objects.select_related("office").get(code=register.function)
    case: Case = open_case(
        kind=register.workflow.key,
        actor=Actor.staff(user) if at_window else Actor.resident(user),
        office=function.office,
        function=function,
        title=version.item.name_zh,
        search_text=" ".join(str(value) for value in form.values.values() if isinstance(value, str)),
        **received_today(register),
        **facts,
    )
    if not case.workflow.open_notify:
        tell(case.first_event, case, [Notify("head", "application_arrived")])
    if at_window:
        Case.objects.filter(pk=case.pk).update(opened_by=None)
    return Application.objects.create(case=case, version=version, entered_by=user if at_window else None)


def _just_made(version: ItemVersion, register: Register, facts: dict[str, Any]) -> Application | None:
    """The same application made a moment ago: the button was pressed twice, or at two windows."""
    since = timezone.now() - AGAIN
    rows = register.model_class.objects.filter(opened_at__gte=since, closed_at=None, **facts)
    same = Application.objects.filter(case__in=rows.values("pk"), version__item=version.item)
    return same.select_related("case", "version").order_by("-pk").first()


@provide("supplement_asks")
def ask_by_paper(form: Any) -> None:
    """What is handed in later: a place for each paper that the item named as one applied, and earlier ones again.

    A clerk who writes it down is offered none of those, and may tick what was only shown.
    """
    application = Application.objects.select_related("version").filter(case_id=form.case.pk).first()
    if application is None:
        return
    mine = opened_to(form.actor.user).filter(resident=form.case.resident_id).exclude(pk=form.case.pk)
    there = set(form.case.files.values_list("sha256", flat=True))
    offered = papers.offers(mine, papers.ticked_in(form.data))
    news = [one for one in offered if one.file and one.file.sha256 not in there]
    papers.ask(form, application.version, news, shown=form.actor.by == By.STAFF)
    form.order_fields([papers.AGAIN, *(place.name for place in papers.named(form))])


@provide("supplemented")
def keep_by_paper(moving: Moving) -> None:
    """Write down which paper each is that was handed in later. Raises Invalid where an earlier one cannot be read."""
    application = Application.objects.select_related("version", "case").filter(case_id=moving.case.pk).first()
    if application is None:
        return
    try:
        papers.keep(application, moving.data, actor=moving.actor.user)
    except UnfitFile as refused:
        moving.refuse(papers.AGAIN, str(refused.message))
