"""Supervision cards: opened from a matter or for a slip of the district, answered in writing, verified by the desk.

The limit is a norm of the office.
"""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.assign import hand_to_office
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district import reports
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.workflow import By, Limit, Notify, Purpose, State, Who, Workflow, register
from petitions.handling.work import bar_as_in_its_matter, climb
from petitions.letters.states import AFTER_ANSWER, HEAD, LETTER, UNDER_WAY
from petitions.supervision.models import BreachKind, SupervisionCard

CARD = "supervision_card"
DISTRICT_SLIP = "district_slip"
BREACHES = Path(__file__).parent.parent / "data" / "breaches.csv"


@provide("load_lists")
def load_breaches() -> None:
    """Add the breaches that are missing; names and what is in use are administrators' to change."""
    there = set(BreachKind.objects.values_list("key", flat=True))
    with BREACHES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    BreachKind.objects.bulk_create(
        BreachKind(**row, order=order) for order, row in enumerate(rows) if row["key"] not in there
    )


def slip_system(body: Any) -> str:
    """Under what the numbers of a body's slips are kept: each body counts its own."""
    return f"{DISTRICT_SLIP}:{body.pk}" if body else DISTRICT_SLIP


def _number_once(issued: Callable[..., SupervisionCard]) -> Callable[..., SupervisionCard]:
    """Say in words what the database refused when the same slip came twice at the same moment."""

    @wraps(issued)
    def saying(**what: Any) -> SupervisionCard:
        try:
            return issued(**what)
        except IntegrityError as error:
            if "case_foreign_number_once" not in str(error):
                raise
            raise Refused(gettext("A slip of this number was entered already.")) from error

    return saying


@_number_once
@transaction.atomic
def issue_card(
    *,
    actor: Actor,
    office: Any,
    data: Mapping[str, Any],
    parent: Case | None = None,
    number_there: str = "",
    now: dt.datetime | None = None,
) -> SupervisionCard:
    """Issue a card to an office. Its title names the breach and a number, never what the matter is about.

    Raises Refused for a slip whose body sent one of the same number already.
    """
    now = now or timezone.now()
    desk = office_of_function("E3")
    about = parent.number if parent else number_there
    card: SupervisionCard = open_case(
        kind=CARD,
        actor=actor,
        office=office,
        registrar=desk,
        function=desk.functions.filter(code="E3").first(),
        title=f"{data['breach'].name_zh} {about or ''}".strip()[:120],
        channel="staff",
        parent_id=parent.pk if parent else None,
        breach=data["breach"],
        advice=data["advice"],
        days=data["days"],
        body=data.get("body"),
        foreign_system=slip_system(data.get("body")) if number_there else "",
        foreign_number=number_there,
        now=now,
        search_text=about or "",
    )
    return card


def sent_here(card: SupervisionCard) -> bool:
    """Say whether an officer sent the slip with the portal: what came on paper was opened by the desk."""
    return card.body_id is not None and card.opened_by_id is None


def issue(moving: Moving) -> None:
    """Urge an office from the page of a letter."""
    issue_card(actor=moving.actor, office=moving.data["office"], data=moving.data, parent=moving.case, now=moving.now)


def start_limit(moving: Moving) -> None:
    """The office has as many working days as the card gives it."""
    limit = moving.case.workflow.limit("reply_card")
    assert limit is not None
    clocks.start(moving.case, limit, moving.now, days=moving.data["days"])
    clocks.refresh_due(moving.case)


def not_from_above(moving: Moving) -> None:
    """What an officer of the district sent, only the district takes back. Raises Refused."""
    if sent_here(moving.case):
        raise Refused(gettext("The district sent this slip; only the district takes it back."))


def pass_on(moving: Moving) -> None:
    """Another office is to answer; the limit runs on."""
    hand_to_office(moving, moving.data["office"])


def keep_reply(moving: Moving) -> None:
    """Keep the office's answer and its papers."""
    attach(files=moving.data["files"], case=moving.case, actor=moving.actor.user, audience=Audience.STAFF)
    moving.change(
        taken=moving.data["taken"],
        reply=moving.data["reply"],
        replied_by=moving.actor.user,
        replied_at=moving.now,
    )


def once_more(moving: Moving) -> None:
    """The answer does not do: a new limit runs."""
    moving.change(days=moving.data["days"])
    start_limit(moving)


def answer_up(moving: Moving) -> None:
    """What the district asked with a slip of its own is answered there, with the papers of the newest answer."""
    case = moving.case
    if case.body is None:
        return
    replied = case.events.filter(move="reply_card").order_by("-id").first()
    reports.put(
        case=case,
        event=moving.event,
        kind=reports.Report.Kind.SLIP,
        body=case.body,
        reason=f"{case.foreign_number}\n{case.get_taken_display()}\n{case.reply}",
        files=case.files.filter(pk__in=replied.data.get("files", []) if replied else []),
        by=moving.actor.user,
        now=moving.now,
    )


ISSUED = State("card_issued", _("Waiting for the office's answer"))
REPLIED = State("card_replied", _("Answered, to be verified"), tone="soon")
VERIFIED = State("card_verified", pgettext_lazy("a card", "Verified"), final=True, tone="done")
WITHDRAWN = State("card_withdrawn", _("Taken back"), final=True, tone="done")
MATTER = Matter("petitions.SupervisionCard")
SUPERVISOR = Staff("petitions.supervise", (Who.REGISTRAR, Who.LEADER))
SUPERVISE = LETTER.step(
    "supervise",
    _("Urge with a supervision card"),
    *UNDER_WAY,
    *AFTER_ANSWER,
    by=SUPERVISOR,
    form="petitions.supervision.pages.IssueCardForm",
    effects=(issue,),
    hint=_("When rules are broken: advice and a limit; the office answers in writing whether it took it (art. 40)."),
    purpose=Purpose.UPWARD,
)
REPLY_CARD = Limit(
    "reply_card",
    _("Answer the supervision card"),
    5,
    _("Service norm of the office"),
    starts=(),
    met_by=("reply_card", "withdraw_card", "slip_taken_back"),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(1,),
    public=False,
)
register(
    Workflow(
        key=CARD,
        label=_("Supervision card"),
        model="petitions.SupervisionCard",
        function="E3",
        series="DB",
        initial=ISSUED,
        open_effects=(bar_as_in_its_matter, start_limit),
        open_notify=(Notify("head", "card_issued"),),
        transitions=(
            MATTER.step(
                "reply_card",
                _("Answer in writing"),
                ISSUED,
                to=REPLIED,
                by=HEAD,
                form="petitions.supervision.pages.ReplyCardForm",
                effects=(keep_reply,),
                notify=(Notify("registrar", "card_replied"),),
                main=True,
            ),
            MATTER.step(
                "verify_card",
                _("Verify"),
                REPLIED,
                to=VERIFIED,
                by=SUPERVISOR,
                form="petitions.supervision.pages.VerifyCardForm",
                effects=(answer_up,),
                notify=(Notify("head", "card_verified"),),
                main=True,
            ),
            MATTER.step(
                "once_more",
                _("Ask again"),
                REPLIED,
                to=ISSUED,
                by=SUPERVISOR,
                form="petitions.supervision.pages.OnceMoreForm",
                effects=(once_more,),
                notify=(Notify("head", "card_issued"),),
            ),
            MATTER.step(
                "pass_card",
                _("Pass it to another office"),
                ISSUED,
                by=SUPERVISOR,
                form="petitions.supervision.pages.PassCardForm",
                effects=(pass_on,),
                notify=(Notify("head", "card_issued"),),
                hint=_("The limit runs on as it is."),
            ),
            MATTER.step(
                "withdraw_card",
                _("Take the card back"),
                ISSUED,
                REPLIED,
                to=WITHDRAWN,
                by=SUPERVISOR,
                form="petitions.supervision.pages.WithdrawCardForm",
                when=(not_from_above,),
                notify=(Notify("head", "card_withdrawn"),),
                danger=True,
            ),
            MATTER.step(
                "slip_taken_back",
                _("The district took it back"),
                ISSUED,
                REPLIED,
                to=WITHDRAWN,
                by=By.DISTRICT,
                form="petitions.supervision.pages.WithdrawCardForm",
                notify=(Notify("head", "card_withdrawn"), Notify("registrar", "card_withdrawn")),
            ),
            MATTER.step("climb", _("Limit passed"), ISSUED, by=By.TIMER, effects=(climb,)),
            MATTER.step("district_acknowledged", _("The district acknowledged"), VERIFIED, by=By.DISTRICT),
            MATTER.step("district_answered", _("The district answered"), VERIFIED, by=By.DISTRICT),
        ),
        limits=(REPLY_CARD,),
    )
)
