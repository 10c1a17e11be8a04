"""Review and re-review: counted from service, always passed up, followed here, refused only by the body above."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.accounts.models import Post
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Invalid, NotAllowed, OutOfTurn, Refused
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district import replies
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.workdays.changes import set_day
from caojiadu.core.workflow import find
from petitions.letters.limits import ASK_RE_REVIEW, ASK_REVIEW, OBJECT
from petitions.models import Petition
from tests.petitions.letters import DRAFT, answered, go, make_resident, to_sign, told, write
from tests.petitions.test_stages import refused, registered, supported
from tests.world import client_of

pytestmark = pytest.mark.django_db


def noon(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def on(day):
    """The portal on a day, at noon."""
    return time_machine.travel(noon(day), tick=False)


def served(cast):
    return go(answered(cast), "read_answer", by="resident")


def ask(case, key="ask_review", **data):
    return go(case, key, by="resident", reason="认为事实不清，请求撤销", **data)


def decide(case, decision="upheld", day=None):
    """The body above decides the request that waits."""
    report = Report.objects.get(case=case, kind__in=("review", "re_review"), state="queued")
    replies.decide(
        report=report, decision=decision, text="经复查，维持原处理意见。", decided_on=day or timezone.localdate()
    )
    return Petition.objects.get(pk=case.pk)


# Right, day of receipt, last day, and why.
RIGHTS = [
    (ASK_REVIEW, dt.date(2025, 9, 1), dt.date(2025, 10, 9)),  # ends on National Day: rolls to the first working day
    (ASK_REVIEW, dt.date(2026, 1, 18), dt.date(2026, 2, 24)),  # ends in the Spring Festival
    (ASK_REVIEW, dt.date(2026, 1, 15), dt.date(2026, 2, 14)),  # ends on a make-up Saturday, a working day
    (ASK_REVIEW, dt.date(2026, 3, 2), dt.date(2026, 4, 1)),
    (ASK_REVIEW, dt.date(2027, 1, 4), dt.date(2027, 2, 3)),  # provisional
    (ASK_RE_REVIEW, dt.date(2026, 9, 1), dt.date(2026, 10, 8)),  # National Day to 7 October
    (ASK_RE_REVIEW, dt.date(2026, 9, 3), dt.date(2026, 10, 8)),
    (OBJECT, dt.date(2025, 9, 26), dt.date(2025, 10, 10)),
    (OBJECT, dt.date(2026, 2, 12), dt.date(2026, 2, 26)),
    (OBJECT, dt.date(2027, 5, 3), dt.date(2027, 5, 10)),  # provisional
]


@pytest.mark.parametrize(("right", "start", "last"), RIGHTS)
def test_the_last_day_of_a_right(db, right, start, last):
    counted = right.until(start)
    assert counted.date == last
    assert counted.provisional == (start.year == 2027)
    assert "art." in str(right.article) or "条" in str(right.article)


# Limit, start of its clock, last day: legal ones of staff fall back before a holiday, those of other bodies stay.
CLOCKS = [
    ("register", dt.date(2025, 9, 30), dt.date(2025, 10, 9)),  # over National Day
    ("register", dt.date(2026, 2, 13), dt.date(2026, 2, 14)),  # a make-up Saturday
    ("register", dt.date(2026, 3, 6), dt.date(2026, 3, 9)),  # from a Friday
    ("tell", dt.date(2025, 9, 20), dt.date(2025, 9, 30)),  # 5 October is off: the last working day before
    ("tell", dt.date(2026, 2, 2), dt.date(2026, 2, 14)),  # a make-up Saturday before the Spring Festival
    ("tell", dt.date(2027, 3, 1), dt.date(2027, 3, 16)),
    ("close", dt.date(2025, 8, 4), dt.date(2025, 9, 30)),  # 3 October
    ("close", dt.date(2026, 3, 2), dt.date(2026, 4, 30)),  # 1 May
    ("close", dt.date(2026, 8, 10), dt.date(2026, 10, 9)),
    ("norm", dt.date(2025, 9, 12), dt.date(2025, 10, 16)),  # 20 working days with two make-up days
    ("second_round", dt.date(2026, 2, 9), dt.date(2026, 3, 6)),  # 15 working days
    ("carry_out", dt.date(2026, 3, 2), dt.date(2026, 4, 14)),  # 30 working days over Qingming
    ("review", dt.date(2025, 9, 2), dt.date(2025, 10, 2)),
    ("re_review", dt.date(2026, 9, 4), dt.date(2026, 10, 4)),
]
ARTICLES = {
    "register": "22-23",
    "tell": "22-23",
    "close": "34",
    "norm": "",
    "second_round": "",
    "carry_out": "",
    "review": "35",
    "re_review": "36",
}


@pytest.mark.parametrize(("key", "start", "last"), CLOCKS)
def test_the_last_day_of_a_clock(db, key, start, last):
    flow = find("petition_appeal")
    limit = flow.limit(key)
    with translation.override("en"):
        assert clocks.deadline_from(noon(start), clocks.rule_of(flow, limit)).date == last
        assert ARTICLES[key] in str(limit.article)
        assert limit.legal == (bool(ARTICLES[key]) and key != "register")


@pytest.mark.parametrize(("after", "late"), [(30, 0), (31, 1), (200, 170)])
def test_every_request_goes_up_and_lateness_is_only_told(cast, after, late):
    Post.objects.update(since=dt.date(2025, 1, 1))
    day = dt.date(2026, 3, 2)  # thirty days later is an ordinary Wednesday
    with on(day):
        case = served(cast)
        assert case.review_until == day + dt.timedelta(days=30)
    with on(day + dt.timedelta(days=after)):
        if after == 200:
            case = go(case, "archive", cast.clerk, address_unclear="on")
        case = ask(case)
        report = Report.objects.get(case=case)
        assert (case.state, case.reviews.get().days_late) == ("reviewing", late)
        assert (report.kind, report.body.key, report.days_late or 0) == ("review", "letters-calls", late)
        assert report.resident_limit == case.review_until
        assert DRAFT["text"] in report.tried and report.reason == "认为事实不清，请求撤销"
        clock = case.clocks.get(key="review")
        assert clock.due_on == timezone.localdate() + dt.timedelta(days=30)
        assert case.closed_at is not None, "nobody here has to act"


def test_the_district_is_followed_and_climbs_no_ladder(cast):
    case = ask(served(cast))
    for days in (31, 36, 50):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
            sweep()
    late = Notice.objects.filter(template="case_review_late")
    assert {notice.user.username for notice in late} == {"head", "clerk"}
    assert case.events.filter(move="review_late").count() == 1
    assert not Report.objects.filter(case=case, kind="overdue").exists()
    case = decide(case)
    assert (case.state, case.clocks.get(key="review").state) == ("reviewed", "met")


def test_the_re_review_is_counted_from_the_service_of_the_review(cast):
    case = decide(ask(served(cast)))
    review = case.reviews.get()
    assert (review.ask_until, review.decision) == (None, "upheld")
    with pytest.raises(Invalid):
        go(case, "serve_review", cast.clerk, how="post", received_on=timezone.localdate() - dt.timedelta(days=2))
    case = go(case, "serve_review", cast.clerk, how="post", received_on=timezone.localdate())
    assert case.reviews.get().ask_until == ASK_RE_REVIEW.until(timezone.localdate()).date
    assert "already" in refused(case, "ask_review_desk", cast.clerk, how="window", reason="x", received_on="2026-01-01")
    case = ask(case, "ask_re_review")
    assert case.state == "re_reviewing"
    assert Report.objects.get(case=case, kind="re_review").tried.count("维持") == 2
    case = decide(case)
    assert (case.state, case.reviews.count()) == ("ended", 2)
    for key in ("ask_review", "ask_re_review"):
        with pytest.raises(Refused):
            ask(case, key)
    case = go(case, "read_review", by="resident")
    with time_machine.travel(timezone.now() + dt.timedelta(days=40), tick=False):
        assert go(case, "archive", cast.clerk, address_unclear="on").state == "archived"


def test_only_the_re_review_stands_still_and_only_for_its_hearing(cast):
    start = timezone.localdate()
    case = decide(ask(served(cast)))
    assert "not run" in refused(case, "hearing", cast.clerk, first_day=start, reason="区里电话")
    case = ask(go(case, "read_review", by="resident"), "ask_re_review")
    due = case.clocks.get(key="re_review").due_on
    with time_machine.travel(timezone.now() + dt.timedelta(days=10), tick=False):
        today = timezone.localdate()
        for day in (today + dt.timedelta(days=1), start - dt.timedelta(days=1)):
            refused(case, "hearing", cast.clerk, first_day=day, reason="x")
        refused(case, "hearing", cast.clerk, first_day=today, reason="")
        case = go(case, "hearing", cast.clerk, first_day=today, reason="区里来函")
        assert case.clocks.get(key="re_review").state == "stopped"
        assert "already" in refused(case, "hearing", cast.clerk, first_day=today, reason="x")
    with time_machine.travel(timezone.now() + dt.timedelta(days=40), tick=False):
        sweep()
        assert not case.events.filter(move="re_review_late").exists(), "it stands still"
        refused(case, "hearing_over", cast.clerk, last_day=today - dt.timedelta(days=1), reason="x")
        case = go(case, "hearing_over", cast.clerk, last_day=today + dt.timedelta(days=6), reason="听证结束")
    clock = case.clocks.get(key="re_review")
    assert (clock.state, clock.due_on) == ("running", due + dt.timedelta(days=7))
    stop = clock.stops.get()
    assert (stop.ground, stop.stopped_by.actor_user_id, stop.stopped_by.words.text["reason"]) == (
        *("hearing", cast.clerk.pk),
        "区里来函",
    )
    with pytest.raises(NotAllowed):
        go(case, "hearing", cast.head, first_day=today, reason="x")


def test_a_decision_on_paper_is_entered_with_its_day_of_service(cast):
    case = ask(served(cast))
    day = timezone.localdate()
    good = {"decision": "changed", "number": "静信复〔2026〕3号", "decided_on": day, "text": "变更处理意见。"}
    refused(case, "record_review", cast.clerk, **good | {"served_on": day - dt.timedelta(days=1)})
    case = go(case, "record_review", cast.clerk, **good, served_on=day)
    review = case.reviews.get()
    assert (case.state, review.decision, timezone.localdate(review.served_at)) == ("reviewed", "changed", day)
    assert review.ask_until == ASK_RE_REVIEW.until(day).date
    assert Report.objects.get(case=case).state == "answered"


def test_what_the_district_does_not_accept_may_be_asked_again(cast):
    case = decide(ask(served(cast)), "not_accepted")
    assert case.state == "answered"
    assert ask(case).state == "reviewing"


def test_a_second_look_and_a_review_lose_one_another_nowhere(cast):
    case = ask(served(cast))
    until, text = case.review_until, case.answers.get().text
    case = go(case, "judge_unhappy", by="resident", office_grade=1, answer_grade=2)
    assert (case.state, case.clocks.get(key="review").state) == ("in_hand", "running")
    case = go(to_sign(case, cast), "release", cast.head)
    assert (case.state, case.clocks.get(key="review").state) == ("reviewing", "running")
    assert (case.review_until, case.answers.get(round=1).text) == (until, text)
    case = decide(case)
    assert case.state == "reviewed"
    promised = ask(go(supported(cast), "read_answer", by="resident"))
    assert promised.state == "carrying_out"
    promised = go(promised, "carried_out", cast.handler, done="已办")
    assert promised.state == "reviewing"


def test_only_an_opinion_on_route_six_is_reviewed(cast):
    case = go(registered(cast), "accept_duty", cast.clerk, office=cast.head.posts_today[0].office_id)
    case = to_sign(told(go(case, "assign", cast.head, handler=cast.handler.pk), cast), cast)
    case = go(go(case, "release", cast.head), "read_answer", by="resident")
    with pytest.raises(Refused):
        ask(case)
    with pytest.raises(OutOfTurn):
        ask(write(resident=make_resident()))


def test_a_notice_of_holidays_loaded_late_moves_rights_and_says_so(cast):
    Post.objects.update(since=dt.date(2025, 1, 1))
    with on(dt.date(2026, 3, 2)):
        case = served(cast)
        assert case.review_until == dt.date(2026, 4, 1)
        set_day(day=dt.date(2026, 4, 1), working=False, name_zh="台风停工")
        case.refresh_from_db()
        assert case.review_until == dt.date(2026, 4, 2)
        entry = Entry.objects.filter(action="deadline_moved", subject_key=case.number).get(data__limit="ask_review")
        assert (entry.data["old"], entry.data["new"]) == ("2026-04-01", "2026-04-02")
        page = client_of(cast.clerk).get(reverse("desk:case", args=[case.number]))
        assert [(moved.old.day, moved.new.day) for moved in page.context["moved_days"]] == [(1, 2)]


def ended(cast):
    case = ask(go(decide(ask(served(cast))), "read_review", by="resident"), "ask_re_review")
    return decide(case)


def test_the_same_matter_afterwards_is_no_longer_accepted_by_a_signature(cast):
    before, case = ended(cast), registered(cast)
    other = served(cast)
    for number in ("XF-2026-999999", other.number, ""):
        refused(case, "no_longer", cast.clerk, ended=number, reason="同一事实和理由")
    case = go(case, "no_longer", cast.clerk, ended=before.number, reason="同一事实和理由")
    assert (case.state, case.events.last().data["ended"]) == ("no_longer_proposed", before.pk)
    with pytest.raises((NotAllowed, Refused)):
        go(case, "sign_no_longer", cast.clerk)
    case = go(case, "sign_no_longer", cast.leader)
    assert case.state == "no_longer"
    assert case.clocks.get(key="tell").state == "met"


def test_the_petitioner_asks_online_and_reads_each_decision(cast, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    case = served(cast)
    browser = client_of(resident_account(phone="+8613812345678"))
    address = reverse("petitions:review", args=[case.number])
    assert browser.get(address).status_code == 200
    bad = browser.post(address, {"reason": ""})
    assert bad.status_code == 422 and bad.context["form"].errors["reason"]
    paper = SimpleUploadedFile("理由.txt", "见附件".encode(), "text/plain")
    assert browser.post(address, {"reason": "认为事实不清", "files": paper}).status_code == 302
    case.refresh_from_db()
    assert case.state == "reviewing"
    assert Report.objects.get(case=case).files.get().name == "理由.txt"
    assert browser.get(address).status_code == 302, "it is with the district"
    decide(case, "changed")
    page = browser.get(reverse("petitions:matter", args=[case.number]))
    assert "变更" not in page.content.decode() and page.context["requests"][0]["unread"]
    browser.post(reverse("petitions:read_review", args=[case.number]))
    page = browser.get(reverse("petitions:matter", args=[case.number]))
    assert "经复查" in page.content.decode()
    assert page.context["requests"][0]["following"]["may_ask"]
    browser.post(address, {"reason": "仍不服"})
    case.refresh_from_db()
    assert case.state == "re_reviewing"
