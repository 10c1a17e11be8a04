"""Letters for tests, and moves in one line."""

from typing import Any

from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.organisation.models import Office
from petitions.intake.opening import open_letter
from petitions.models import Petition
from petitions.papers.parts import issue_receipt
from tests.marks import check_marks

TITLE = "夜间施工噪音扰民"
BODY = "小区南门外工地夜间施工到凌晨两点，影响老人休息。"


def make_resident(name: str = "张三", phone: str = "13812345678", **more: Any) -> Any:
    """A resident, with a phone unless told otherwise."""
    return find_or_create_resident(name=name, phone=phone, **more)


def write(kind: str = "petition_appeal", *, resident: Any = None, actor: Actor | None = None, **more: Any) -> Petition:
    """A letter as the form hands it over, and its receipt as the worker makes it a moment later."""
    fields = {"body": BODY, "request": "请夜里停工", "place": "武定西路", **more.pop("fields", {})}
    petition, _code = open_letter(
        kind=kind,
        actor=actor or Actor.resident(),
        title=more.pop("title", TITLE),
        channel=more.pop("channel", "web"),
        fields=fields,
        resident=resident,
        **more,
    )
    issue_receipt(petition)
    return petition


def go(
    case: Case, key: str, user: Any = None, *, by: str = "staff", extra: Any = None, now: Any = None, **data: Any
) -> Petition:
    """Make one move and return the petition as it then is."""
    actor = {
        "staff": lambda: Actor.staff(user),
        "resident": lambda: Actor.resident(user),
        "timer": Actor.timer,
        "district": lambda: Actor.district(user),
    }[by]()
    move(case=case, key=key, actor=actor, data=data, extra=extra, now=now)
    check_marks(case.pk)
    return Petition.objects.get(pk=case.pk)


def accepted(cast: Any, *, co: tuple[str, ...] = (), **more: Any) -> Petition:
    """A letter that the Management Office has."""
    resident = more.pop("resident", None)
    resident = None if resident is False else resident or make_resident()
    case = go(write(resident=resident, **more), "register", cast.clerk)
    offices = {office.code: office.pk for office in Office.objects.all()}
    return go(case, "accept", cast.clerk, office=offices["C"], co_offices=[offices[code] for code in co])


def in_hand(cast: Any, **more: Any) -> Petition:
    """A letter that the handler has."""
    return go(accepted(cast, **more), "assign", cast.head, handler=cast.handler.pk)


def told(case: Case, cast: Any) -> Petition:
    """A letter whose notice of acceptance was signed for at the window."""
    notice = case.papers.get(kind="acceptance")
    return go(case, "serve", cast.clerk, paper=notice.pk, how="window", received_on=timezone.localdate())


def to_sign(case: Case, cast: Any, **draft: Any) -> Petition:
    """A letter whose answer was drafted and checked, and waits for its signature."""
    case = go(case, "draft", cast.handler, **{**DRAFT, **draft})
    return go(go(case, "submit", cast.handler), "check", cast.clerk)


def answered(cast: Any, *, outcome: str = "explained", **more: Any) -> Petition:
    """A letter that was answered."""
    case = in_hand(cast, **more)
    case = told(case, cast) if case.resident_id else case
    return go(to_sign(case, cast, outcome=outcome), "release", cast.head)


DRAFT = {
    "outcome": "explained",
    "text": "经核实，该工地持有夜间施工许可，已向您说明。",
    "basis": "《噪声污染防治法》第四十三条",
}
