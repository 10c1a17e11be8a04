"""A revoked opinion: the same letter is handled again, with a new clock, a new opinion and a new way to review."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.documents.models import Paper
from caojiadu.core.notices.models import Notice
from caojiadu.core.workdays.changes import set_day
from petitions.models import Petition
from tests.petitions.letters import answered, go, make_resident, to_sign
from tests.petitions.test_review import ask, decide, ended, served
from tests.petitions.test_stages import refused, supported
from tests.world import client_of

pytestmark = pytest.mark.django_db


def reviewing(cast):
    return ask(served(cast))


def re_reviewing(cast):
    return ask(go(decide(reviewing(cast)), "read_review", by="resident"), "ask_re_review")


def second_look(cast):
    """The district looks at the opinion while the second look is on the head's desk."""
    case = go(reviewing(cast), "judge_unhappy", by="resident", office_grade=1, answer_grade=2)
    return to_sign(case, cast)


def second_look_given(cast):
    return go(second_look(cast), "release", cast.head)


def carrying_out(cast):
    return ask(go(supported(cast), "read_answer", by="resident"))


# Where it stood, what was decided, where that leaves it: state, round and round of the opinion; who decides next.
DECIDED = [
    (reviewing, "upheld", ("reviewed", 1, 1), "re_review"),
    (reviewing, "changed", ("reviewed", 1, 1), "re_review"),
    (reviewing, "not_accepted", ("answered", 1, 1), "review"),
    (reviewing, "revoked", ("in_hand", 2, 2), ""),
    (second_look, "upheld", ("review", 2, 1), "re_review"),
    (second_look, "revoked", ("in_hand", 2, 2), ""),
    (second_look_given, "revoked", ("in_hand", 3, 3), ""),
    (carrying_out, "upheld", ("carrying_out", 1, 1), "re_review"),
    (carrying_out, "revoked", ("in_hand", 2, 2), ""),
    (re_reviewing, "upheld", ("ended", 1, 1), ""),
    (re_reviewing, "revoked", ("in_hand", 2, 2), ""),
]


def in_english(user):
    browser = client_of(user)
    browser.cookies["django_language"] = "en"
    return browser


def standing(case):
    return case.state, case.round, case.opinion_round


def running(case):
    return set(case.clocks.filter(state="running").values_list("key", flat=True))


def next_request(case):
    """The request that the petitioner may make now."""
    for key in ("ask_review", "ask_re_review"):
        try:
            ask(case, key)
        except Refused:
            continue
        return key.removeprefix("ask_")
    return ""


@pytest.mark.parametrize(("before", "decision", "after", "following"), DECIDED)
def test_where_a_decision_leaves_a_letter(cast, before, decision, after, following):
    case = before(cast)
    number, opened = case.number, case.opened_at
    if decision != "revoked" or case.state != "re_reviewing":
        case = decide(case, decision)
    else:
        on_paper = {"number": "沪信核〔2026〕3号", "decided_on": timezone.localdate(), "text": "撤销原处理意见。"}
        case = go(case, "record_re_review", cast.clerk, decision=decision, **on_paper)
    assert (standing(case), case.number, case.opened_at) == (after, number, opened)
    again = decision == "revoked"
    assert (running(case) & {"again", "second_round", "carry_out", "review", "re_review"} == {"again"}) == again
    assert case.events.filter(move="handle_again").exists() == again
    told = set(Notice.objects.filter(template="case_handle_again").values_list("user__username", flat=True))
    assert told == ({"clerk", "head", "handler"} if again else set())
    assert Notice.objects.filter(template="petition_handled_again").exists() == again
    if again:
        assert case.closed_at is None and case.handler == cast.handler
        dates = (case.answered_at, case.served_at, case.review_until, case.carried_out_at)
        assert dates == (None,) * 4
        assert case.clocks.get(key="again").days == 60 and not case.clocks.get(key="again").legal
    assert next_request(case) == following


def test_the_new_opinion_is_a_paper_of_its_own_and_may_be_reviewed(cast):
    with translation.override("en"):
        case = decide(reviewing(cast), "revoked")
        resident = in_english(resident_account(phone="+8613812345678"))
        matter = reverse("petitions:matter", args=[case.number])
        page = resident.get(matter)
        assert [one.number for one in page.context["rounds"]] == [1], "what was given stays to be read"
        assert "handles it again" in page.content.decode()
        assert not page.context["review"] and not page.context["unread"]
        first = Paper.objects.get(case=case, kind="opinion")
        assert resident.get(reverse("documents:paper", args=[first.key])).status_code == 200
        desk = in_english(cast.handler).get(reverse("desk:case", args=[case.number])).content.decode()
        assert "revoked the opinion" in desk and "First answer" in desk
        refused(case, "draft", cast.handler, outcome="explained", text="重新核实", basis="")

        case = go(to_sign(case, cast, text="经重新核实，责令停工。"), "release", cast.head)
        assert (case.state, case.clocks.get(key="again").state) == ("answered", "met")
        second = Paper.objects.filter(case=case, kind="opinion").latest("id")
        assert second != first and second.number != first.number
        assert resident.get(reverse("documents:paper", args=[second.key])).status_code == 404, "not read yet"
        assert resident.get(matter).context["unread"]
        case = go(case, "read_answer", by="resident")
        assert case.review_until is not None and case.clocks.get(key="close").state == "met"
        assert [(one.number, one.second_look) for one in resident.get(matter).context["rounds"]] == [
            *((2, False), (1, False))
        ]
        case = ask(case)
        report = case.reviews.last().report
        assert report.kind == "review" and "责令停工" in report.tried and "夜间施工许可" not in report.tried
        case = decide(case)
        assert standing(case) == ("reviewed", 2, 2)
        assert [one.decision for one in case.reviews.all()] == ["revoked", "upheld"]


def test_the_last_instance_may_send_it_back_as_well(cast):
    case = decide(re_reviewing(cast), "revoked")
    case = go(to_sign(case, cast), "release", cast.head)
    case = go(case, "read_answer", by="resident")
    case = go(case, "judge_unhappy", by="resident", office_grade=1, answer_grade=1)
    assert standing(case) == ("in_hand", 3, 2), "the new opinion gets its second look too"
    assert ended(cast).state == "ended"


def test_an_opinion_that_was_revoked_starts_nothing_any_more(cast):
    case = ask_unserved(cast)
    case = decide(case, "revoked")
    old = Paper.objects.get(case=case, kind="opinion")
    case = go(case, "serve", cast.clerk, paper=old.pk, how="window", received_on=timezone.localdate())
    assert (case.served_at, case.review_until) == (None, None)
    assert not case.petitioners.exclude(served_at=None).exists()


def ask_unserved(cast):
    """A request that came by post before anybody recorded the service of the opinion."""
    case = answered(cast, resident=make_resident())
    asked = {"how": "post", "received_on": timezone.localdate(), "reason": "不服"}
    return go(case, "ask_review_desk", cast.clerk, **asked)


def test_the_last_day_of_the_new_opinion_follows_the_calendar(cast):
    case = go(to_sign(decide(reviewing(cast), "revoked"), cast), "release", cast.head)
    case = go(case, "read_answer", by="resident")
    until = case.review_until
    set_day(day=until, working=False, name_zh="台风停工")
    assert Petition.objects.get(pk=case.pk).review_until > until


def test_being_late_with_it_climbs_the_ladder(cast):
    case = decide(reviewing(cast), "revoked")
    with time_machine.travel(timezone.now() + dt.timedelta(days=62), tick=False):
        sweep()
    assert case.events.filter(move="climb").exists()
    assert Notice.objects.filter(template="limit_late").exists()
