"""A few dozen letters that went through real moves, so that every page of a demonstration has something to show.

Also who acts on them: offers between offices, a committee that helps, a leader who holds, a deputy.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from caojiadu.core.accounts.absences import set_absence
from caojiadu.core.accounts.models import Absence, User
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from caojiadu.core.workdays.deadlines import StoredCalendar
from petitions.demo.stages import FOR_APPEALS, PATHS, STAGES_OF_THE_LAW, carried_out, sign_refusal
from petitions.demo.texts import ANSWER, BASIS, MATTERS, NAMES, REPORT, SUGGESTIONS
from petitions.intake.opening import open_letter
from petitions.letters.models import Petition
from petitions.reception.models import ReceptionDay, is_holiday

# How far each letter has come, and how many days ago it was written; they are dealt out in turn.
STAGES = (
    ("answered", 48),
    ("in_hand", 12),
    ("submitted", 1),
    ("asked", 20),
    ("review", 33),
    ("accepted", 5),
    ("judged", 70),
    ("checking", 30),
    ("reported", 40),
    ("registered", 3),
    ("late", 75),
    ("refused", 28),
    ("unhappy", 55),
    ("submitted", 0),
    ("in_hand", 50),
    *STAGES_OF_THE_LAW,
)
CHANNELS = ("web", "web", "call", "visit", "letter")


class Storyteller:
    """Walks letters through their moves, each move some days after the one before."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.offices = {office.code: office for office in Office.objects.all()}
        self.areas = list(Neighbourhood.objects.all())
        self.written = 0

    def tell(self, count: int) -> None:
        """Write letters until there are that many, the stages in turn."""
        with translation.override("zh-hans"):
            for _letter in range(count):
                stage, days = STAGES[self.written % len(STAGES)]
                self._letter(stage, days)

    def _letter(self, stage: str, days: int) -> None:
        number = self.written
        self.written += 1
        plain = stage not in FOR_APPEALS
        suggestion = plain and number % 7 == 5
        pool = SUGGESTIONS if suggestion else MATTERS
        text = pool[number % len(pool)]
        if plain and number % 13 == 11:
            self._write("petition_accusation", REPORT, number, days)
            return
        kind = "petition_suggestion" if suggestion else "petition_appeal"
        self.now = timezone.now() - dt.timedelta(days=days, hours=2)
        case = self._write(kind, text, number, days)
        for step in _steps(stage):
            case = step(self, case, text[4])

    def _write(self, kind: str, text: tuple[str, ...], number: int, days: int) -> Petition:
        title, body, request, road, _office = text
        channel = CHANNELS[number % len(CHANNELS)]
        when = timezone.now() - dt.timedelta(days=days, hours=2)
        staff = self.people["window"]
        case, _code = open_letter(
            kind=kind,
            actor=Actor.resident() if channel == "web" else Actor.staff(staff),
            title=title,
            channel=channel,
            resident=self._resident(number),
            now=when,
            fields={
                "body": body,
                "request": request,
                "place": f"{road}",
                "neighbourhood": self.areas[number % len(self.areas)],
                "read_back": channel in ("call", "visit"),
            },
        )
        return case

    def _resident(self, number: int) -> Any:
        if number % 11 == 8:
            return None
        return find_or_create_resident(name=NAMES[number % len(NAMES)], phone=f"138000{number % 40:05d}")

    def go(self, case: Petition, key: str, who: str | None = None, *, after: int = 1, **data: Any) -> Petition:
        """One move, some days after the last, never in the future."""
        self.now = min(self.now + dt.timedelta(days=after), timezone.now())
        actor = Actor.staff(self.people[who]) if who else Actor.resident()
        move(case=case, key=key, actor=actor, data=data, now=self.now)
        return Petition.objects.get(pk=case.pk)

    def head(self, code: str) -> str:
        """The head of an office."""
        return f"head-{code.lower()}"

    def handler(self, code: str) -> str:
        """Somebody who handles matters there."""
        return f"handler-{code.lower()}" if f"handler-{code.lower()}" in self.people else self.head(code)


Step = Callable[[Storyteller, Petition, str], Petition]


def _register(s: Storyteller, case: Petition, _office: str) -> Petition:
    return s.go(case, "register", "letters", after=0)


def _accept(s: Storyteller, case: Petition, office: str) -> Petition:
    helping = [s.offices["F"].pk] if office == "C" and case.pk % 3 == 0 else []
    return s.go(case, "accept", "letters", office=s.offices[office].pk, co_offices=helping)


def _tell(s: Storyteller, case: Petition, _office: str) -> Petition:
    """The notice of acceptance is signed for at the window or by post."""
    if case.resident_id is None:
        return case
    notice = case.papers.get(kind="acceptance")
    how = "window" if case.pk % 2 else "post"
    return s.go(case, "serve", "letters", paper=notice.pk, how=how, received_on=timezone.localdate(s.now))


def _assign(s: Storyteller, case: Petition, office: str) -> Petition:
    return s.go(case, "assign", s.head(office), handler=s.people[s.handler(office)].pk)


def _ask(s: Storyteller, case: Petition, office: str) -> Petition:
    return s.go(
        case, "ask", s.handler(office), after=3, question="请问具体是几号楼、哪几天？方便的话请留一个联系时间。"
    )


def _coordinate(s: Storyteller, case: Petition, office: str) -> Petition:
    return s.go(
        case,
        "coordinate",
        s.handler(office),
        after=4,
        parties="物业公司、施工单位",
        tried="两次约谈，对方同意整改但没有落实。",
    )


def _report(s: Storyteller, case: Petition, office: str) -> Petition:
    body = DistrictBody.objects.get(key="housing")
    data: dict[str, Any] = {
        "body": body.pk,
        "proposed_lead": body.pk,
        "reason": "涉及房屋修缮资金，街道无权决定。",
        "tried": "两次约谈物业公司。",
    }
    return s.go(case, "report_up", s.head(office), **data)


def _draft(s: Storyteller, case: Petition, office: str) -> Petition:
    outcome = "adopted" if case.kind == "petition_suggestion" else "supported"
    return s.go(case, "draft", s.handler(office), after=6, outcome=outcome, text=ANSWER, basis=BASIS)


def _submit(s: Storyteller, case: Petition, office: str) -> Petition:
    for row in case.assignments.filter(role="co", until=None).select_related("office"):
        helper = row.office.code if row.office else office
        s.go(case, "opine", s.head(helper), after=0, opinion="同意主办意见，我们配合做好居民工作。")
    return s.go(case, "submit", s.handler(office), after=0)


def _check(s: Storyteller, case: Petition, _office: str) -> Petition:
    return s.go(case, "check", "letters")


def _release(s: Storyteller, case: Petition, office: str) -> Petition:
    wrote_it = s.handler(office) == s.head(office)
    return s.go(case, "release", "leader" if wrote_it else s.head(office), after=0)


def _read(s: Storyteller, case: Petition, _office: str) -> Petition:
    return s.go(case, "read_answer")


def _judge(s: Storyteller, case: Petition, _office: str) -> Petition:
    return s.go(case, "judge", office_grade=5, answer_grade=4, comment="处理得很快，谢谢。")


def _unhappy(s: Storyteller, case: Petition, _office: str) -> Petition:
    return s.go(case, "judge_unhappy", office_grade=3, answer_grade=2, comment="问题还没有解决，上周又发生了。")


def _refuse(s: Storyteller, case: Petition, _office: str) -> Petition:
    return s.go(
        case, "refuse", "letters", reason="该事项正在人民法院审理，依法不予受理。", competent="有管辖权的人民法院"
    )


_HANDED_OUT = (_register, _accept)
_WORKED = (*_HANDED_OUT, _assign)
_CHECKED = (*_WORKED, _tell, _draft, _submit, _check)
_RELEASED = (*_CHECKED, _release)
_ANSWERED = (*_RELEASED, carried_out)
_PATHS: dict[str, tuple[Step, ...]] = {
    "submitted": (),
    "registered": (_register,),
    "refusing": (_register, _refuse),
    "refused": (_register, _refuse, sign_refusal),
    "carrying_out": _RELEASED,
    "accepted": _HANDED_OUT,
    "in_hand": _WORKED,
    "late": _WORKED,
    "asked": (*_WORKED, _ask),
    "reported": (*_WORKED, _coordinate, _report),
    "checking": (*_WORKED, _tell, _draft, _submit),
    "review": _CHECKED,
    "answered": _ANSWERED,
    "judged": (*_ANSWERED, _read, _judge),
    "unhappy": (*_ANSWERED, _read, _unhappy),
}


def _steps(stage: str) -> tuple[Step, ...]:
    """The steps to a stage: of those that the law adds, what comes before is one of the plain ones."""
    if stage in _PATHS:
        return _PATHS[stage]
    before, further = PATHS[stage]
    return (*_PATHS[before], *further)


if TYPE_CHECKING:
    from petitions.demo.letters import Storyteller

DAY = dt.timedelta(days=1)


def show_who_acts(s: "Storyteller") -> None:
    """Use letters that the Management Office has in hand; with fewer of them, fewer of these things are shown."""
    with translation.override("zh-hans"):
        s.now = timezone.now()
        cases = Petition.objects.filter(state="in_hand", office=s.offices["C"], round=1, waiting="").order_by("-pk")
        for show, case in zip((_offered, _declined, _helped, _held), list(cases[:4]), strict=False):
            show(s, case)
        _away(s)
        _reception(s)


def _offered(s: "Storyteller", case: Petition) -> Petition:
    reason = "诉求涉及小区停车自治，属自治办职能。"
    return s.go(case, "hand_over", "head-c", after=0, office=s.offices["F"].pk, reason=reason)


def _declined(s: "Storyteller", case: Petition) -> None:
    for _time in range(2):
        case = s.go(_offered(s, case), "decline_lead", "head-f", after=0, reason="现场属市容管理，不在本科室职能内。")


def _helped(s: "Storyteller", case: Petition) -> None:
    area = s.people["committee-wunan"].posts_today[0].neighbourhood_id
    due = timezone.localdate() + DAY
    question = "该处情况居委会是否了解？居民意见如何？"
    s.go(case, "ask_committee", "head-c", after=0, neighbourhood=area, due_on=due, question=question)


def _held(s: "Storyteller", case: Petition) -> None:
    leader = s.people["leader"]
    s.go(case, "hold", "leader", after=0, leader=leader.pk, reason="涉及居民较多，由我包案。")


def _away(s: "Storyteller") -> None:
    person, today = s.people["handler-c2"], timezone.localdate()
    if not Absence.objects.filter(user=person).exists():
        set_absence(user=person, first=today, last=today + 4 * DAY, deputy=s.people["handler-c"], by=person)


def _reception(s: "Storyteller") -> None:
    first = timezone.localdate() + 2 * DAY
    for place, name in enumerate(("leader", "leader-2", "leader")):
        day = first + place * 14 * DAY
        while day.weekday() > 4 or is_holiday(day, StoredCalendar(day, day)):
            day += DAY
        ReceptionDay.objects.create(leader=s.people[name], day=day, starts=dt.time(9), ends=dt.time(11))
