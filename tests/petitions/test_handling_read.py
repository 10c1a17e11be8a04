"""The petitioner learns which office has read the matter: once, and never of a report against somebody."""

import pytest
from django.test import Client
from django.urls import reverse

from caojiadu.core.cases.errors import NotAllowed, Refused
from petitions.handling.work import note_reading
from petitions.models import Petition
from petitions.petitioners.access import new_code
from tests.petitions.letters import accepted, go, in_hand, make_resident, write
from tests.petitions.online import track
from tests.world import client_of

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def opens(case, user):
    return client_of(user).get(reverse("desk:case", args=[case.number]))


def line_of_life(case, language="en"):
    """What somebody with the query code reads of what happened."""
    browser = Client()
    track(browser, case.number, new_code(case, case.opened_at))
    page = browser.get(reverse("petitions:matter", args=[case.number]), headers={"accept-language": language})
    return [step["text"] for step in page.context["steps"]]


def readings(case):
    return list(case.events.filter(move="read_by_office"))


def test_the_first_look_of_the_responsible_office_is_one_public_line(cast):
    case = accepted(cast)
    for other in ("clerk", "leader"):
        assert opens(case, getattr(cast, other)).status_code == 200
    assert not readings(case)
    for one in ("head", "handler", "head"):
        assert opens(case, getattr(cast, one)).status_code == 200
    event = readings(case)[0]
    assert (len(readings(case)), event.public, event.actor_user_id) == (1, True, cast.head.pk)
    assert line_of_life(case).count("Read by Community Management Office") == 1
    assert "已由社区管理办公室查阅" in line_of_life(case, "zh-hans")
    assert cast.head.display_name not in str(line_of_life(case))


def test_the_page_that_notes_it_is_up_to_date(cast):
    case = accepted(cast)
    page = opens(case, cast.head)
    assert page.context["case"].version == Petition.objects.get(pk=case.pk).version
    assert page.context["life"].lines[-1].move == "read_by_office"
    assert "read_by_office" not in {move["key"] for move in page.context["moves"]}


def test_each_office_that_gets_it_is_named(cast):
    case = in_hand(cast)
    opens(case, cast.handler)
    case = go(case, "hand_over", cast.head, office=cast.co_head.posts_today[0].office_id, reason="属自治科室")
    assert opens(case, cast.co_head).status_code == 200
    assert len(readings(case)) == 1  # only asked so far
    case = go(case, "take_over", cast.co_head)
    opens(case, cast.co_head)
    assert [event.actor_office_id for event in readings(case)] == [
        cast.head.posts_today[0].office_id,
        cast.co_head.posts_today[0].office_id,
    ]


def test_it_costs_no_query_once_it_is_noted(cast, django_assert_num_queries):
    case = accepted(cast)
    opens(case, cast.head)
    case = Petition.objects.get(pk=case.pk)
    with django_assert_num_queries(0):
        assert not note_reading(case, cast.head)


def test_no_report_against_somebody_tells_it(cast):
    report = write("petition_accusation", resident=make_resident(), fields={"against": "某物业经理"})
    assert opens(report, cast.keeper).status_code == 200
    report = go(report, "forward", cast.keeper, reason="依规移送")
    assert opens(report, cast.second_keeper).status_code == 200
    assert not readings(report)
    with pytest.raises(NotAllowed):
        go(report, "read_by_office", cast.keeper)


def test_nothing_before_it_is_accepted_and_nothing_by_hand_twice(cast):
    case = write(resident=make_resident())
    opens(case, cast.security_head)
    case = go(case, "register", cast.clerk)
    opens(case, cast.security_head)
    assert not readings(case)
    case = in_hand(cast)
    opens(case, cast.handler)
    with pytest.raises(Refused):
        go(case, "read_by_office", cast.handler)
    assert len(readings(case)) == 1
