"""What each verb of a review keeps and counts, and what stands in its way, one condition at a time."""

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from caojiadu.core.accounts.models import User
from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor, Moving
from caojiadu.core.district.models import Report
from caojiadu.core.documents import papers
from caojiadu.core.documents.models import Paper
from caojiadu.core.files.models import File
from caojiadu.core.organisation.models import DistrictBody
from petitions.letters.limits import ASK_RE_REVIEW
from petitions.models import Answer, Petition, Petitioner, Review
from petitions.review import rules, standing
from tests.cast import again
from tests.petitions.letters import make_resident, write

NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
TODAY, DAY = dt.date(2026, 3, 6), dt.timedelta(days=1)
STAGE, DECISION = Review.Stage, Review.Decision
OPINION = "【诉求合理但缺乏法律依据，予以解释说明】\n\n已向您说明。\n\n某法第一条"
UPHELD = "【维持处理意见】静信复〔2026〕3号\n维持。"


@pytest.fixture(autouse=True)
def _the_day_after() -> Any:
    """Forms look at today; what a verb writes has the moment it is given."""
    with time_machine.travel(NOW + DAY, tick=False), translation.override("en"):
        yield


def noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def answered(until: dt.date | None = TODAY + DAY, **given: Any) -> Petition:
    """A letter whose opinion the petitioner has; `until` is the last day to ask for review."""
    case = write(resident=make_resident())
    before: dict[str, Any] = {
        "state": "answered",
        "closed_at": NOW,
        "answered_at": NOW - 9 * DAY,
        "route": Petition.Route.PETITION,
    } | given
    for name, value in before.items():
        setattr(case, name, value)
    case.save()
    Petitioner.objects.filter(petition=case).update(review_until=until, served_at=NOW - 9 * DAY)
    Clock.objects.filter(case_id=case.pk).update(state="met", ended_at=NOW - 9 * DAY)
    Answer.objects.create(
        petition=case,
        round=case.round,
        outcome="explained",
        text="已向您说明。",
        basis="某法第一条",
        drafted_by=User.objects.get(username="handler"),
        drafted_at=NOW,
        released_at=NOW - 9 * DAY,
    )
    return Petition.objects.get(pk=case.pk)


def paper(name: str = "理由.txt") -> File:
    """A file that came with a form and belongs to no letter yet."""
    kind = {"content_type": "text/plain", "size": 1, "sha256": "0", "state": "clean", "token_digest": name}
    return File.objects.create(key=uuid.uuid4(), name=name, **kind)


def request(case: Petition, stage: int = STAGE.REVIEW, decision: str = "", **given: Any) -> Review:
    """A request that was taken, decided where a decision is named."""
    decided = {"decision": decision, "decided_at": NOW - DAY, "decided_on": TODAY - 2 * DAY} if decision else {}
    fields = {"stage": stage, "how": "online", "asked_on": TODAY - 5 * DAY, "asked_at": NOW - 5 * DAY, "reason": "不服"}
    return Review.objects.create(petition=case, **fields, **decided, **given)


def by_clerk(cast: Any, case: Petition, key: str, *, files: Any = (), **data: Any) -> Petition:
    extra = {"files": list(files)} if files else None
    move(case=case, key=key, actor=Actor.staff(again(cast.clerk)), data=data, extra=extra, now=NOW)
    return Petition.objects.get(pk=case.pk)


def by_resident(case: Petition, key: str, *, user: Any = None, files: Any = (), **data: Any) -> Petition:
    extra = {"files": list(files)} if files else None
    move(case=case, key=key, actor=Actor.resident(user), data=data, extra=extra, now=NOW)
    return Petition.objects.get(pk=case.pk)


def moving(case: Any, **data: Any) -> Moving:
    return Moving(case, None, Actor.timer(), NOW, data)


@pytest.mark.django_db
def test_a_request_online_is_of_its_petitioner_and_goes_up_with_opinion_and_papers(cast: Any) -> None:
    case, file = answered(), paper()
    case = by_resident(case, "ask_review", user=cast.window, files=[file], reason="认为事实不清")
    asked, report = case.reviews.get(), Report.objects.get(case=case)
    assert (asked.petitioner, asked.round, asked.stage) == (case.petitioners.get(), 1, STAGE.REVIEW)
    assert (asked.how, asked.asked_on, asked.asked_at, asked.entered_by) == ("online", TODAY, NOW, None)
    assert (asked.reason, asked.last_day, asked.days_late, asked.report) == ("认为事实不清", TODAY + DAY, 0, report)
    assert (report.kind, report.body.key, report.sent_by) == ("review", "letters-calls", None)
    assert (report.reason, report.resident_limit, report.days_late) == ("认为事实不清", TODAY + DAY, None)
    assert report.tried == OPINION
    assert [one.pk for one in report.files.all()] == [file.pk]
    file.refresh_from_db()
    assert (file.case_id, file.uploaded_by) == (case.pk, cast.window)
    clock = case.clocks.get(state="running")
    assert (clock.key, clock.started_at, clock.due_on, case.due_at) == ("review", NOW, TODAY + 30 * DAY, clock.due_at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "late"), [(None, 0), (TODAY, 0), (TODAY - 2 * DAY, 0), (TODAY - 3 * DAY, 1), (TODAY - 9 * DAY, 7)]
)
def test_a_request_on_paper_counts_from_its_receipt_and_only_says_how_late_it_is(
    cast: Any, until: dt.date | None, late: int
) -> None:
    received = TODAY - 2 * DAY
    case = by_clerk(cast, answered(until), "ask_review_desk", how="post", received_on=received, reason="不服")
    asked, report = case.reviews.get(), Report.objects.get(case=case)
    assert (asked.how, asked.asked_on, asked.asked_at, asked.entered_by) == ("post", received, NOW, cast.clerk)
    assert (asked.last_day, asked.days_late) == (until, late)
    assert (report.days_late, report.sent_by, report.files.count()) == (late or None, cast.clerk, 0)
    clock = case.clocks.get(state="running")
    assert (clock.started_at, clock.due_on) == (noon(received), received + 30 * DAY)


@pytest.mark.django_db
def test_the_re_review_is_asked_with_both_opinions_of_this_round(cast: Any) -> None:
    case = answered(state="reviewed", opinion_round=2, round=2)
    part = case.petitioners.get()
    texts = {"number": "静信复〔2026〕3号", "text": "维持。", "round": 2}
    request(case, decision="revoked", round=1, text="撤销。", ask_until=TODAY - 9 * DAY)
    request(case, decision="not_accepted", ask_until=TODAY - 8 * DAY, **texts | {"text": "不予受理。"})
    request(case, decision="upheld", ask_until=TODAY + 3 * DAY, served_at=NOW, **texts)
    case = by_resident(case, "ask_re_review", reason="仍不服")
    asked, report = case.reviews.get(stage=STAGE.RE_REVIEW), Report.objects.get(case=case)
    assert (asked.petitioner, asked.round, asked.last_day) == (part, 2, TODAY + 3 * DAY)
    assert (report.kind, report.resident_limit) == ("re_review", TODAY + 3 * DAY)
    assert report.tried == f"{OPINION}\n\n{UPHELD}"
    assert case.clocks.get(state="running").key == "re_review"
    # An opinion that is kept elsewhere, as of a letter brought in from before: what the body above said goes up alone.
    case.answers.all().delete()
    assert rules._opinion(case, asked) == UPHELD


def decided(*reviews: tuple[int, bool, Any]) -> Any:
    """A letter with these requests of the first opinion, each (stage, accepted, last day to ask for re-review)."""
    rows = [SimpleNamespace(stage=stage, round=1, accepted=accepted, ask_until=day) for stage, accepted, day in reviews]
    return SimpleNamespace(reviews=SimpleNamespace(all=lambda: rows), opinion_round=1)


@pytest.mark.parametrize(
    ("reviews", "last"),
    [
        ((), None),
        (((STAGE.REVIEW, True, TODAY),), TODAY),
        (((STAGE.REVIEW, True, None),), None),
        (((STAGE.REVIEW, False, TODAY),), None),
        (((STAGE.REVIEW, True, TODAY), (STAGE.REVIEW, False, TODAY + DAY)), TODAY),
        (((STAGE.REVIEW, True, TODAY), (STAGE.RE_REVIEW, False, TODAY + DAY)), TODAY),
        (((STAGE.REVIEW, True, TODAY), (STAGE.RE_REVIEW, True, TODAY + DAY)), TODAY),
    ],
)
def test_the_time_for_re_review_runs_from_the_service_of_the_review_that_was_decided(reviews: Any, last: Any) -> None:
    """Regulations, art. 36."""
    part: Any = SimpleNamespace()
    assert rules.last_day(decided(*reviews), STAGE.RE_REVIEW, part) == last


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "decision", "asks"),
    [
        (STAGE.REVIEW, DECISION.UPHELD, True),
        (STAGE.REVIEW, DECISION.CHANGED, True),
        (STAGE.REVIEW, DECISION.REVOKED, False),  # another opinion is given, and that may be reviewed
        (STAGE.REVIEW, DECISION.NOT_ACCEPTED, False),
        (STAGE.RE_REVIEW, DECISION.UPHELD, False),  # the re-review is final
        (STAGE.RE_REVIEW, DECISION.CHANGED, False),
        (STAGE.RE_REVIEW, DECISION.REVOKED, False),
        (STAGE.RE_REVIEW, DECISION.NOT_ACCEPTED, False),
    ],
)
def test_which_served_decision_lets_somebody_ask_on(cast: Any, stage: int, decision: str, asks: bool) -> None:
    """On the day that was typed, else today; after a re-review or a revoked opinion there is nothing more to ask."""
    case, day = answered(), TODAY - DAY
    request(case, decision="upheld", served_at=NOW - 9 * DAY)
    given = request(case, stage, decision)
    request(case, STAGE.RE_REVIEW)
    rules.served(moving(case, received_on=day))
    assert rows(case) == [(NOW - 9 * DAY, None), (noon(day), ASK_RE_REVIEW.until(day).date if asks else None), NEVER]
    for typed in ({"received_on": TODAY}, {}):
        Review.objects.filter(pk=given.pk).update(served_at=None, ask_until=None)
        rules.served(moving(case, **typed))
        until = ASK_RE_REVIEW.until(TODAY).date if asks else None
        assert rows(case) == [(NOW - 9 * DAY, None), (NOW, until), NEVER]


NEVER = (None, None)


def rows(case: Petition) -> list[tuple[Any, Any]]:
    return list(case.reviews.order_by("id").values_list("served_at", "ask_until"))


@pytest.mark.django_db
def test_a_decision_on_paper_is_kept_and_ends_the_wait_in_the_inbox(cast: Any) -> None:
    file, case = paper("决定.txt"), by_resident(answered(), "ask_review", reason="不服")
    said = {"decision": "changed", "number": "静信复〔2026〕3号", "decided_on": TODAY - DAY, "text": "变更。"}
    case = by_clerk(cast, case, "record_review", files=[file], served_on=TODAY - DAY, **said)
    given, report = case.reviews.get(), Report.objects.get(case=case)
    assert {name: getattr(given, name) for name in said} == said
    assert (given.decided_at, given.served_at) == (NOW, noon(TODAY - DAY))
    assert given.ask_until == ASK_RE_REVIEW.until(TODAY - DAY).date
    assert (report.state, report.reply, report.decision, report.decided_on) == (
        *("answered", "变更。", "changed"),
        TODAY - DAY,
    )
    file.refresh_from_db()
    assert (file.case_id, file.uploaded_by) == (case.pk, cast.clerk)
    assert case.state == "reviewed" and not case.events.filter(move="handle_again").exists()


@pytest.mark.django_db
def test_a_decision_through_the_inbox_is_the_bodys_own(cast: Any) -> None:
    case = by_resident(answered(), "ask_review", reason="不服")
    report = Report.objects.get(case=case)
    said = {"decision": "upheld", "reply": "维持。", "number": "静信复〔2026〕5号", "decided_on": TODAY - DAY}
    Report.objects.filter(pk=report.pk).update(**said)
    assert standing.decision_in(moving(case, report=report.pk)) == standing.Decision(
        "upheld", "维持。", "静信复〔2026〕5号", TODAY - DAY
    )
    move(case=case, key="review_decided", actor=Actor.district(), extra={"report": report.pk}, now=NOW)
    given, report = case.reviews.get(), Report.objects.get(case=case)
    assert (given.decision, given.text, given.number) == ("upheld", "维持。", "静信复〔2026〕5号")
    assert (given.decided_on, given.decided_at, given.served_at) == (TODAY - DAY, NOW, None)
    assert report.state == "queued", "who writes the answer into the inbox closes it there"


@pytest.mark.django_db
@pytest.mark.parametrize(("released", "number"), [(NOW - DAY, 2), (None, 1)])
def test_a_revoked_opinion_counts_no_more(cast: Any, released: Any, number: int) -> None:
    """Another is written, with a round of its own where the one before was given out."""
    case = answered(
        state="carrying_out", closed_at=None, carried_out_at=NOW - DAY, served_at=NOW - 9 * DAY, review_until=TODAY
    )
    case.answers.update(released_at=released)
    for key in ("second_round", "carry_out"):
        limit = case.workflow.limit(key)
        assert limit is not None
        clocks.start(case, limit, NOW - DAY)
    papers.draft(
        case=case, key="reply", parts={"request": "x", "facts": "x", "opinion": "x"}, by=cast.handler, now=NOW - DAY
    )
    case = by_resident(case, "ask_review", reason="不服")
    said = {"decision": "revoked", "number": "", "decided_on": TODAY, "text": "撤销。"}
    case = by_clerk(cast, case, "record_review", **said)
    assert case.events.get(move="handle_again").at == NOW
    ended = case.clocks.filter(key__in=("second_round", "carry_out")).values_list("state", "ended_at")
    assert list(ended) == [("ended", NOW)] * 2
    assert (case.round, case.opinion_round, case.state) == (number, number, "in_hand")
    assert (case.answered_at, case.carried_out_at, case.served_at, case.review_until) == (None,) * 4
    own = case.petitioners.get()
    assert (own.served_at, own.review_until) == (None, None)
    assert Paper.objects.get(case=case, kind="reply").state == "void", "nobody goes on with a draft of it"


def refused(guard: Any, moving: Any) -> bool:
    try:
        guard(moving)
    except Refused:
        return True
    return False


def of(*reviews: Any) -> Any:
    """A letter with these requests, each (stage, decided, served)."""
    rows = [
        SimpleNamespace(stage=stage, decided_at=NOW if decided else None, served_at=NOW if served else None)
        for stage, decided, served in reviews
    ]
    return SimpleNamespace(case=SimpleNamespace(reviews=SimpleNamespace(all=lambda: rows)))


@pytest.mark.parametrize(
    ("reviews", "waiting", "to_serve"),
    [
        ((), None, False),
        (((STAGE.REVIEW, False, False),), STAGE.REVIEW, False),
        (((STAGE.REVIEW, True, False),), None, True),
        (((STAGE.REVIEW, True, True),), None, False),
        (((STAGE.REVIEW, True, True), (STAGE.RE_REVIEW, False, False)), STAGE.RE_REVIEW, False),
        (((STAGE.REVIEW, True, False), (STAGE.RE_REVIEW, False, False)), STAGE.RE_REVIEW, True),
        (((STAGE.REVIEW, True, True), (STAGE.RE_REVIEW, True, False)), None, True),
    ],
)
def test_one_request_waits_at_a_time_and_each_decision_is_served_once(
    reviews: Any, waiting: Any, to_serve: bool
) -> None:
    letter = of(*reviews)
    for stage in STAGE:
        assert refused(rules.waits(stage), letter) is (stage != waiting)
    assert refused(rules.none_waits, letter) is (waiting is not None)
    assert refused(rules.unserved, letter) is not to_serve


@pytest.mark.parametrize(("key", "known"), [("re_review", True), ("review", False), ("close", False)])
@pytest.mark.parametrize("state", ["running", "stopped", "met"])
def test_only_the_limit_of_the_re_review_stands_still_for_a_hearing(
    monkeypatch: pytest.MonkeyPatch, key: str, known: bool, state: str
) -> None:
    monkeypatch.setattr(clocks, "clocks_of", lambda _case: [SimpleNamespace(key=key, state=state)])
    letter = SimpleNamespace(case=None)
    for asked in ("running", "stopped"):
        assert refused(rules.clock_in(asked), letter) is not (known and state == asked)


@pytest.mark.parametrize(
    ("route", "answered_at", "given"),
    [(6, NOW, True), (6, None, False), (5, NOW, False), (5, None, False)],
)
def test_only_a_handling_opinion_is_reviewed(route: int, answered_at: Any, given: bool) -> None:
    letter = SimpleNamespace(case=SimpleNamespace(route=route, answered_at=answered_at))
    assert refused(rules.opinion_given, letter) is not given


@pytest.mark.django_db
def test_a_request_needs_a_body_that_receives_it(cast: Any) -> None:
    case = answered()
    DistrictBody.objects.update(active=False)
    with pytest.raises(ValueError, match="no district body"):
        by_resident(case, "ask_review", reason="不服")
    assert not Review.objects.filter(petition=case).exists()
