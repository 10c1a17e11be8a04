"""What moves do to a letter beyond its state: rows only, inside the transaction of the move."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases import search
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.assign import hand_to_office, hand_to_person, set_co_offices
from caojiadu.core.cases.clocks import refresh_due
from caojiadu.core.cases.models import Bar, CaseSearch, Confidentiality, Waiting
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.tell import tell
from caojiadu.core.district import reports
from caojiadu.core.workdays.deadlines import add_days
from caojiadu.core.workflow import Notify, find
from petitions.guards import co_assignments
from petitions.models import Answer, Judgement, Petition, Question

# A citizen's own limit rolls forward over holidays (Civil Code, art. 203, by analogy).
REVIEW_DAYS = 30


def set_fields(*names: str) -> Callable[[Moving], None]:
    """An effect that copies fields of the form to the case."""

    def copy(moving: Moving) -> None:
        moving.change(**{name: moving.data[name] for name in names if moving.data.get(name) is not None})

    return copy


def change_kind(moving: Moving) -> None:
    """Correct the legal kind; a report against somebody is closed to all but its two posts from this moment."""
    kind = moving.data["kind"]
    secret = find(kind).secret
    moving.change(kind=kind, confidentiality=Confidentiality.SECRET if secret else Confidentiality.NORMAL, handler=None)
    if secret:
        CaseSearch.objects.filter(pk=moving.case.pk).delete()
        set_co_offices(moving, [])
        if names_its_keepers(f"{moving.case.against} {moving.case.title}"):
            moving.change(registrar=None)
            forward_unread(moving.case, moving.now)
    else:
        search.index(moving.case, search_text(moving.case))
        bar_accused(moving)
    refresh_due(moving.case)


def forward_unread(case: Petition, now: dt.datetime) -> None:
    """Where a report names one of its two keepers or a leader, nobody here opens it: it goes to discipline at once."""
    move(case=case, key="forward_unread", actor=Actor.timer(), now=now)


def bar_accused(moving: Moving) -> None:
    """Whoever a letter is against by name never opens it, whatever their post."""
    case = moving.case
    if not case.against or find(case.kind).secret:
        return
    posts = Post.objects.held_on().filter(user__kind="staff").values_list("user_id", "user__display_name")
    named = {user_id for user_id, name in posts if len(name) > 1 and name in case.against}
    Bar.objects.bulk_create(
        (Bar(case_id=case.pk, user_id=one, reason=Bar.Reason.ACCUSED, since=moving.now) for one in named),
        ignore_conflicts=True,
    )
    case.refresh_from_db(fields=["barred"])


def names_its_keepers(text: str) -> bool:
    """Say whether a text names a leader or somebody who holds one of the two posts for reports against people."""
    keepers = Post.objects.held_on().filter(role__in=("accusations", "leader"))
    return any(name and name in text for name in keepers.values_list("user__display_name", flat=True))


def search_text(case: Petition) -> str:
    """What a search finds beside the title."""
    return " ".join((case.body, case.request, case.place))


def accept(moving: Moving) -> None:
    """Accept on route 6."""
    moving.change(route=Petition.Route.PETITION, accepted_at=moving.now)


def accept_duty(moving: Moving) -> None:
    """Accept on route 5."""
    moving.change(route=Petition.Route.DUTY, accepted_at=moving.now)


def accept_suggestion(moving: Moving) -> None:
    """Accept a suggestion, which has no route."""
    moving.change(accepted_at=moving.now)


def hand_out(moving: Moving) -> None:
    """Set the lead office and the co-offices."""
    hand_to_office(moving, moving.data["office"])
    set_co_offices(moving, moving.data["co_offices"])


def assign(moving: Moving) -> None:
    """Give it to a person."""
    hand_to_person(moving, moving.data["handler"])


def recuse(moving: Moving) -> None:
    """Keep a person out of it from this moment; where they had it, the successor has it now and is told."""
    person = moving.data["person"]
    Bar.objects.get_or_create(
        case_id=moving.case.pk, user=person, defaults={"reason": Bar.Reason.RECUSED, "since": moving.now}
    )
    moving.case.refresh_from_db(fields=["barred"])
    successor = moving.data.get("handler")
    if successor and moving.case.handler_id in (person.pk, None):
        hand_to_person(moving, successor)
        tell(moving.event, moving.case, [Notify("handler", "case_for_you")])


def ask(moving: Moving) -> None:
    """Put a question to the petitioner."""
    Question.objects.create(
        petition=moving.case, text=moving.data["question"], asked_by=moving.actor.user, asked_at=moving.now
    )
    moving.change(waiting=Waiting.RESIDENT)


def reply(moving: Moving) -> None:
    """Keep the petitioner's reply."""
    Question.objects.filter(petition=moving.case, replied_at=None).update(
        reply=moving.data["reply"], replied_at=moving.now
    )
    if moving.case.waiting == Waiting.RESIDENT:
        moving.change(waiting=Waiting.DISTRICT if reports.waited_for(moving.case) else "")


def opine(moving: Moving) -> None:
    """Keep the opinion of the actor's co-office."""
    co_assignments(moving).update(opinion=moving.data["opinion"], opinion_by=moving.actor.user, opinion_at=moving.now)


def report_up(moving: Moving) -> None:
    """Report to the district what cannot be settled here, with what was tried and who should lead there."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.UNSETTLED,
        body=moving.data["body"],
        proposed_lead=moving.data["proposed_lead"],
        reason=moving.data["reason"],
        tried=moving.data["tried"],
        files=moving.data["papers"],
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def pass_on(moving: Moving) -> None:
    """Pass an opinion or suggestion to the body where it belongs; nothing is waited for."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.OPINION,
        body=moving.data["body"],
        reason=moving.data["reason"],
        by=moving.actor.user,
        now=moving.now,
    )


def forward(moving: Moving) -> None:
    """Send a report against somebody to the discipline inbox of the district."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.ACCUSATION,
        body=reports.discipline_body(),
        reason=moving.data.get("reason", ""),
        tried="\n\n".join(filter(None, (moving.case.body, moving.case.request))),
        against=moving.case.against,
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def stop_waiting(moving: Moving) -> None:
    """The district answered or returned: the case goes on, unless another body still has a report of it."""
    others = reports.waited_for(moving.case, but=moving.data.get("report"))
    if moving.case.waiting == Waiting.DISTRICT and not others:
        asked = Question.objects.filter(petition=moving.case, replied_at=None).exists()
        moving.change(waiting=Waiting.RESIDENT if asked else "")


def keep_draft(moving: Moving) -> None:
    """Keep the draft of this round."""
    Answer.objects.update_or_create(
        petition=moving.case,
        round=moving.case.round,
        defaults={
            "outcome": moving.data["outcome"],
            "text": moving.data["text"],
            "basis": moving.data["basis"],
            "drafted_by": moving.actor.user,
            "drafted_at": moving.now,
        },
    )


def date_imported_answer(moving: Moving) -> None:
    """An answer from another system, kept just before, was given on its own day, not today."""
    at = Answer.objects.get(petition=moving.case, round=1).released_at
    moving.change(answered_at=at, served_at=at, closed_at=at)


def release(moving: Moving) -> None:
    """Release the answer of this round. The first one starts the petitioner's time to object once it is served."""
    Answer.objects.filter(petition=moving.case, round=moving.case.round).update(
        released_by=moving.actor.user, released_at=moving.now
    )
    if moving.case.round == 1:
        moving.change(answered_at=moving.now)


def serve(moving: Moving) -> None:
    """Record that the petitioner has the answer: the time to ask for review runs from this day (art. 35)."""
    case = moving.case
    if case.served_at is not None:
        return
    served_at, until = _served_at(moving), None
    if case.route == Petition.Route.PETITION:
        until = add_days(timezone.localdate(served_at), REVIEW_DAYS, working=False, roll="forward").date
    moving.change(served_at=served_at, review_until=until)


def _served_at(moving: Moving) -> dt.datetime:
    """Now, or on the earlier day of a signature: at its noon, but not before the answer was there."""
    day = moving.data.get("received_on")
    if day is None or day == timezone.localdate(moving.now):
        return moving.now
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    return max(noon, moving.case.answered_at or noon)


def judge(moving: Moving) -> None:
    """Keep the judgement of this round."""
    Judgement.objects.create(
        petition=moving.case,
        round=moving.case.round,
        office_grade=moving.data["office_grade"],
        answer_grade=moving.data["answer_grade"],
        comment=moving.data["comment"],
        at=moving.now,
    )


def second_round(moving: Moving) -> None:
    """Look at it once more. The served answer and the last day to object stay as they are."""
    moving.change(round=2)


def climb(moving: Moving) -> None:
    """A limit passed: tell the rung's audience; on the last rung report number, kind and days late to the district."""
    rung = moving.data["rung"]
    if rung == "district":
        reports.put_overdue(case=moving.case, event=moving.event, days_late=moving.data["days_late"], now=moving.now)
        return
    audience = ("handler", "registrar") if rung == "handler" else (rung,)
    tell(moving.event, moving.case, [Notify(one, "limit_late") for one in audience])
