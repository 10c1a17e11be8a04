"""Urgent reports: leaders and the district are told at once, and called until somebody hears; followed; concluded."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Post, Visitor
from caojiadu.core.cases.assign import set_co_offices
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.cases.grants import read_permission
from caojiadu.core.cases.models import Case, CaseEvent, CaseUserObjectPermission, Confidentiality
from caojiadu.core.cases.moves import Moving, move, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import posts_today
from caojiadu.core.district import reports
from caojiadu.core.notices.outbox import put_urgent
from caojiadu.core.notices.recipients import To
from caojiadu.core.organisation.models import DistrictBody, Office
from caojiadu.core.organisation.queries import bodies_for, office_of_function
from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.workflow import By, Purpose, State, Who, Workflow, register
from petitions.handling.work import bar_as_in_its_matter
from petitions.letters.states import AFTER_ANSWER, LETTER, UNDER_WAY
from petitions.urgent.models import DutyOrder, FlashCall, FlashReport, FlashUpdate

FLASH = "flash_report"
WAIT_MINUTES = 10
# Own level's Party committee and government are the leaders; these two stand for the district's (art. 25).
ALWAYS = ("general-office", "letters-calls")
OF_THE_REPORT = ("place", "what", "people", "harm", "doing", "learned_at")
_NUMBERS = re.compile(r"\b[A-Z]{2}-\d{4}-\d{6}\b", re.IGNORECASE)


def numbers_not_for(user: Visitor, text: str) -> list[str]:
    """Case numbers in a text that must not go round with it: of confidential matters, of others', of none at all."""
    named = {number.upper() for number in _NUMBERS.findall(text)}
    seen = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET).filter(number__in=named)
    return sorted(named - set(seen.values_list("number", flat=True)))


@transaction.atomic
def report_flash(
    *, actor: Actor, data: Mapping[str, Any], parent: Case | None = None, now: dt.datetime | None = None, **more: Any
) -> FlashReport:
    """Open an urgent report, call the first in line and tell the district, all in one transaction."""
    now = now or timezone.now()
    desk = office_of_function("E3")
    report: FlashReport = open_case(
        kind=FLASH,
        actor=actor,
        office=desk,
        registrar=desk,
        function=desk.functions.filter(code="E3").first(),
        title=data["title"],
        channel="staff",
        parent_id=parent.pk if parent else None,
        neighbourhood=data.get("neighbourhood") or (parent.neighbourhood if parent else None),
        now=now,
        search_text=f"{data['what']} {data['place']}",
        **{name: data[name] for name in OF_THE_REPORT},
        **more,
    )
    _let_in(report, actor, parent, now)
    form_line(report, now)
    call_next_place(report, now)
    event = CaseEvent.objects.get(case_id=report.pk, move="open")
    tell_district(report, event, first_words(report), report.doing, data.get("bodies") or (), actor.user, now)
    return report


def first_words(report: FlashReport) -> str:
    """The report as the district reads it, in the portal's first language."""
    with translation.override("zh-hans"):
        lines = [
            (gettext("Where"), report.place),
            (gettext("What happened"), report.what),
            (gettext("People concerned"), report.people),
            (gettext("Harm done or threatening"), report.harm),
            (gettext("Learned"), f"{timezone.localtime(report.learned_at):%Y-%m-%d %H:%M}"),
        ]
        return "\n".join(f"{label}：{text}" for label, text in lines if text)


def _let_in(report: FlashReport, actor: Actor, parent: Case | None, now: dt.datetime) -> None:
    """The reporter's own office and that of the matter read it too."""
    own, of_matter = actor.office_in(report), parent.office_id if parent else None
    offices = [office for office in (own, of_matter) if office is not None]
    set_co_offices(Moving(report, None, actor, now), Office.objects.filter(pk__in=offices))


def line_today(day: dt.date) -> list[tuple[int, int, int]]:
    """Whom an urgent report calls on a day: (user, place, minutes), as administrators ordered, else by post."""
    on_duty = DutyOrder.objects.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))
    on_duty = on_duty.filter(user__is_active=True, user__posts__in=Post.objects.held_on(day)).distinct()
    found = list(on_duty.values_list("user_id", "place", "minutes"))
    return found or _by_post()


def _by_post() -> list[tuple[int, int, int]]:
    heads = posts_today(role="head", office_id=office_of_function("E3").pk)
    return [
        *((user_id, 1, WAIT_MINUTES) for user_id in sorted(posts_today(role="leader"))),
        *((user_id, 2, WAIT_MINUTES) for user_id in sorted(heads)),
    ]


def form_line(report: FlashReport, now: dt.datetime) -> None:
    """Write down who is called in which order; each may open the report, on whatever post they sit."""
    barred = set(report.barred)
    line = {user: (place, minutes) for user, place, minutes in reversed(line_today(timezone.localdate(now)))}
    FlashCall.objects.bulk_create(
        FlashCall(report=report, user_id=user, place=place, minutes=minutes)
        for user, (place, minutes) in line.items()
        if user not in barred
    )
    permission = read_permission()
    people = get_user_model().objects.filter(pk__in=line.keys() - barred)
    for user in people:
        if Case.objects.visible_to(user).filter(pk=report.pk).exists():
            continue
        CaseUserObjectPermission.objects.get_or_create(user=user, permission=permission, content_object_id=report.pk)


def call_next_place(report: FlashReport, now: dt.datetime) -> bool:
    """Call those of the next place; say whether there was anybody left."""
    waiting = report.calls.filter(called_at=None).order_by("place", "id")
    first = waiting.first()
    if first is None:
        report.next_call_at = None
        FlashReport.objects.filter(pk=report.pk).update(next_call_at=None)
        return False
    group = list(waiting.filter(place=first.place))
    report.calls.filter(pk__in=[call.pk for call in group]).update(called_at=now)
    report.next_call_at = now + dt.timedelta(minutes=max(call.minutes for call in group))
    FlashReport.objects.filter(pk=report.pk).update(next_call_at=report.next_call_at)
    ring(report, (call.user_id for call in group), "flash_called", "call")
    return True


def ring(report: FlashReport, people: Iterable[int], template: str, key: str) -> None:
    """Tell people at any hour; by number only, whatever the channel."""
    for user_id in sorted(set(people) - set(report.barred)):
        put_urgent(
            template=template,
            to=To(user_id=user_id),
            dedup_key=f"flash-{report.pk}-{key}-u{user_id}",
            case_number=report.number or "",
        )


def tell_district(
    report: FlashReport,
    event: CaseEvent | None,
    text: str,
    doing: str,
    bodies: Iterable[DistrictBody],
    by: Any,
    now: dt.datetime,
) -> None:
    """Send it to the district's two and to whichever others were chosen; no coordination is asked for first."""
    always = bodies_for("urgent").filter(key__in=ALWAYS)
    for body in {body.pk: body for body in (*always, *bodies)}.values():
        reports.put(
            case=report,
            event=event,
            kind=reports.Report.Kind.FLASH,
            body=body,
            reason=text,
            tried=doing,
            by=by,
            now=now,
        )


def bodies_told(report: FlashReport) -> list[DistrictBody]:
    """The bodies that have the report: what follows goes to all of them."""
    told = reports.Report.objects.filter(case_id=report.pk, kind=reports.Report.Kind.FLASH).values("body")
    return list(DistrictBody.objects.filter(pk__in=told))


def call_on(now: dt.datetime | None = None) -> int:
    """Call the next in line of every report that nobody acknowledged in time. Returns how many moved on."""
    now = now or timezone.now()
    done = 0
    for pk in FlashReport.objects.filter(next_call_at__lte=now).values_list("pk", flat=True):
        try:
            move(case=Case.objects.get(pk=pk), key="call_next", actor=Actor.timer(), now=now)
            done += 1
        except MoveError:
            continue  # somebody acknowledged meanwhile, or another sweep was faster
    return done


def called_and_silent(moving: Moving) -> None:
    """Only whoever was called acknowledges, once."""
    call = moving.case.calls.filter(user=moving.actor.user).first()
    if call is None:
        raise Refused(gettext("This report does not call you: whoever is called acknowledges it."))
    if call.acknowledged_at is not None:
        raise Refused(gettext("You acknowledged it already."))


def still_unheard(moving: Moving) -> None:
    """Nobody acknowledged, and the time to wait is over."""
    due = moving.case.next_call_at
    if due is None or due > moving.now:
        raise Refused(gettext("Nobody has to be called now."))


def report_from_letter(moving: Moving) -> None:
    """Report an urgent matter from the page of a letter."""
    report_flash(actor=moving.actor, data=moving.data, parent=moving.case, now=moving.now)


def acknowledge(moving: Moving) -> None:
    """Note who heard it, and when; the line stops with the first."""
    moving.case.calls.filter(user=moving.actor.user, acknowledged_at=None).update(acknowledged_at=moving.now)
    if moving.case.acknowledged_at is None:
        moving.change(acknowledged_at=moving.now, next_call_at=None)


def call_next(moving: Moving) -> None:
    """Call the next in line; when nobody is left, the reporter and the desk hear that nobody acknowledged."""
    if not call_next_place(moving.case, moving.now):
        desk = posts_today(role="letters", office_id=moving.case.registrar_id)
        ring(moving.case, {moving.case.opened_by_id, *desk}, "flash_unheard", "unheard")


def follow(moving: Moving) -> None:
    """Keep what is new and send it up."""
    _keep(moving, last=False)


def conclude(moving: Moving) -> None:
    """Keep the last report and send it up; nobody is called any more."""
    _keep(moving, last=True)
    moving.change(next_call_at=None)


def _keep(moving: Moving, *, last: bool) -> None:
    case, text, doing = moving.case, moving.data["text"], moving.data.get("doing", "")
    FlashUpdate.objects.create(report=case, at=moving.now, by=moving.actor.user, text=text, doing=doing, last=last)
    tell_district(case, moving.event, text, doing, bodies_told(case), moving.actor.user, moving.now)
    called = case.calls.exclude(called_at=None).exclude(user=moving.actor.user).values_list("user_id", flat=True)
    key = f"event-{moving.event.pk}" if moving.event else ""
    ring(case, called, "flash_concluded" if last else "flash_followed", key)


REPORTED = State("flash_reported", _("Reported, not yet acknowledged"), tone="late")
HEARD = State("flash_heard", _("Acknowledged, being dealt with"))
OVER = State("flash_over", _("Concluded, last report sent"), final=True, tone="done")
ANY = (REPORTED, HEARD, OVER)
MATTER = Matter("petitions.FlashReport")
ANYBODY = Staff("petitions.handle_flash", (Who.READER,))
FLASH_REPORT = LETTER.step(
    "flash_report",
    _("Report as urgent or major"),
    *UNDER_WAY,
    *AFTER_ANSWER,
    by=ANYBODY,
    form="petitions.urgent.pages.FlashMoveForm",
    effects=(report_from_letter,),
    hint=_("Leaders and the district are told at once, at any hour, without coordination first (art. 25)."),
    purpose=Purpose.UPWARD,
)
register(
    Workflow(
        key=FLASH,
        label=_("Urgent report"),
        model="petitions.FlashReport",
        function="E3",
        series="KB",
        initial=REPORTED,
        transitions=(
            MATTER.step(
                "acknowledge",
                _("Acknowledge"),
                REPORTED,
                HEARD,
                to=HEARD,
                by=ANYBODY,
                guards=(called_and_silent,),
                effects=(acknowledge,),
                main=True,
            ),
            MATTER.step(
                "follow",
                _("Report what is new"),
                REPORTED,
                HEARD,
                by=ANYBODY,
                form="petitions.urgent.pages.FollowForm",
                effects=(follow,),
            ),
            MATTER.step(
                "conclude",
                _("Send the last report"),
                REPORTED,
                HEARD,
                to=OVER,
                by=ANYBODY,
                form="petitions.urgent.pages.ConcludeForm",
                effects=(conclude,),
            ),
            MATTER.step(
                "call_next",
                _("Nobody acknowledged: the next in line was called"),
                REPORTED,
                by=By.TIMER,
                guards=(still_unheard,),
                effects=(call_next,),
            ),
            MATTER.step("district_acknowledged", _("The district acknowledged"), *ANY, by=By.DISTRICT),
            MATTER.step("district_answered", _("The district answered"), *ANY, by=By.DISTRICT),
        ),
        open_effects=(bar_as_in_its_matter,),
        climbs=False,
    )
)
