"""Who may open a case: the arrays, the one function, the reasons."""

import datetime as dt
import threading

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from caojiadu.core.accounts.models import Post
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.cases import access, hooks, query
from caojiadu.core.cases.access import may_open, why_visible
from caojiadu.core.cases.errors import NotAllowed
from caojiadu.core.cases.models import (
    Bar,
    Case,
    CaseGroupObjectPermission,
    CaseSearch,
    CaseUserObjectPermission,
)
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from tests.cast import again, make_cast
from tests.petitions.letters import DRAFT, go, in_hand, write
from tests.world import client_of

SEES = {
    "ordinary": {"clerk", "head", "handler", "colleague", "co_head", "co_handler", "leader"},
    "secret": {"keeper", "second_keeper"},
    "against a leader": set(),
}


def make(kind, cast):
    if kind == "ordinary":
        return in_hand(cast, co=("F",))
    against = cast.leader.display_name if kind == "against a leader" else "某物业经理"
    return write("petition_accusation", fields={"against": against})


@pytest.mark.django_db
@pytest.mark.parametrize("kind", SEES)
def test_exactly_these_open_it(cast, kind):
    case = Case.objects.get(pk=make(kind, cast).pk)
    people = vars(cast)
    seen = {name for name, user in people.items() if may_open(user, case)}
    assert seen == SEES[kind]
    listed = {name for name, user in people.items() if Case.objects.visible_to(user).filter(pk=case.pk).exists()}
    assert listed == seen
    assert {name for name, user in people.items() if why_visible(user, case)} == seen


@pytest.mark.django_db
def test_a_report_against_a_leader_goes_to_discipline_at_once(cast):
    case = write("petition_accusation", fields={"against": cast.leader.display_name})
    assert case.registrar is None
    report = Report.objects.get(case=case)
    assert (report.kind, report.body.key) == ("accusation", "discipline")
    assert (case.state, case.waiting) == ("forwarded", "district")
    assert not Notice.objects.filter(user__in=(cast.keeper, cast.second_keeper)).exists()


@pytest.mark.django_db
def test_a_letter_found_to_be_a_report_on_its_keeper_is_read_by_nobody_here(cast):
    letter = write(fields={"against": cast.keeper.display_name})
    case = go(letter, "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    assert (case.registrar, case.state) == (None, "forwarded")
    assert not any(may_open(user, case) for user in vars(cast).values())
    assert Report.objects.get(case=case).body.key == "discipline"
    assert not Notice.objects.filter(user__in=(cast.keeper, cast.second_keeper)).exists()


@pytest.mark.django_db
def test_a_report_against_somebody_has_no_search_row(cast):
    assert not CaseSearch.objects.filter(case=write("petition_accusation")).exists()
    case = go(write(), "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    assert not CaseSearch.objects.filter(case=case).exists()
    assert not may_open(cast.clerk, case)
    assert may_open(cast.keeper, case)


@pytest.mark.django_db
def test_a_registered_letter_found_to_be_a_report_begins_anew_with_its_keepers(cast):
    case = go(go(write(), "register", cast.clerk), "reclassify", cast.clerk, kind="petition_accusation", reason="检举")
    assert case.standing.key == "submitted"
    told = Notice.objects.filter(user__in=(cast.keeper, cast.second_keeper), template="case_to_register")
    assert told.values("user").distinct().count() == 2
    assert go(case, "forward", cast.keeper).state == "forwarded"


@pytest.mark.django_db
def test_whoever_went_to_another_office_makes_no_more_moves_on_what_stayed(cast):
    case = in_hand(cast)
    old = cast.handler.posts_today[0]
    Post.objects.filter(pk=old.pk).update(until=timezone.localdate() - dt.timedelta(days=1), since=dt.date(2020, 1, 1))
    appoint(user=again(cast.handler), role="handler", office=cast.co_head.posts_today[0].office)
    with pytest.raises(NotAllowed):
        go(case, "draft", again(cast.handler), **DRAFT)
    assert go(case, "draft", cast.head, **DRAFT).answers.exists()


@pytest.mark.django_db
def test_a_superuser_opens_nothing_by_rank(cast):
    cast.stranger.is_superuser = True
    cast.stranger.save()
    case = in_hand(cast)
    assert not may_open(again(cast.stranger), case)
    assert not Case.objects.visible_to(again(cast.stranger)).exists()


@pytest.mark.django_db
def test_a_bar_beats_every_post_within_the_request(cast):
    case = in_hand(cast)
    Bar.objects.create(case_id=case.pk, user=cast.handler, reason="recused", since=timezone.now())
    case = Case.objects.get(pk=case.pk)
    assert not may_open(again(cast.handler), case)
    assert not Case.objects.visible_to(again(cast.handler)).exists()
    Bar.objects.all().delete()
    assert Case.objects.visible_to(again(cast.handler)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["person", "group"])
def test_a_grant_opens_and_its_end_closes(cast, to):
    case = in_hand(cast)
    read = Permission.objects.get(codename="read_case")
    if to == "person":
        grant = CaseUserObjectPermission.objects.create(user=cast.stranger, permission=read, content_object_id=case.pk)
    else:
        group = Group.objects.create(name="专班")
        cast.stranger.groups.add(group)
        grant = CaseGroupObjectPermission.objects.create(group=group, permission=read, content_object_id=case.pk)
    assert may_open(again(cast.stranger), Case.objects.get(pk=case.pk))
    assert why_visible(again(cast.stranger), Case.objects.get(pk=case.pk))
    grant.delete()
    assert not may_open(again(cast.stranger), Case.objects.get(pk=case.pk))


@pytest.mark.django_db
def test_nobody_makes_the_moves_of_another_side(cast):
    case = in_hand(cast)
    sides = (Actor.resident(), Actor.timer(), Actor.district(cast.district), Actor.staff(cast.handler))
    for step in case.workflow.transitions:
        for actor in (one for one in sides if one.by != step.by):
            assert not access.may_move(actor, step, case), (actor.by, step.key)


@pytest.mark.django_db
def test_an_outsider_is_whoever_comes_for_a_committee_only(cast):
    case = in_hand(cast)
    area = cast.committee.posts_today[0].neighbourhood_id
    case.readers = [*case.readers, query.neighbourhood_token(area)]
    seen = {name: access.is_outsider(user, case) for name, user in vars(cast).items()}
    assert {name for name, outside in seen.items() if outside} == {"committee"}
    case.readers = [*case.readers, query.user_token(cast.committee.pk)]
    assert not access.is_outsider(cast.committee, case), "let in by name as well"


REVEALS = [
    # what kinds of matter say, whether the handler sees who wrote, whether a colleague does
    ((), True, False),
    ((None,), True, False),
    ((True,), True, True),
    ((False,), False, False),
    ((True, False), False, False),
    ((False, None, True), False, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "handler", "colleague"), REVEALS)
def test_no_stands_above_yes_and_both_above_what_follows_from_posts(cast, monkeypatch, said, handler, colleague):
    case = in_hand(cast)
    monkeypatch.setattr(hooks, "may_reveal", lambda _user, _case: list(said))
    assert access.may_reveal(cast.handler, case) is handler
    assert access.may_reveal(cast.colleague, case) is colleague
    assert not access.may_reveal(cast.stranger, case), "nobody sees who wrote what they may not open"
    page = client_of(cast.handler).post(f"/desk/cases/{case.number}/person/", {"reason": "回访"}).content.decode()
    assert ("13812345678" in page) is handler


@pytest.mark.django_db
def test_a_grant_does_not_open_a_report_against_somebody(cast):
    case = write("petition_accusation")
    read = Permission.objects.get(codename="read_case")
    CaseUserObjectPermission.objects.create(user=cast.stranger, permission=read, content_object_id=case.pk)
    assert not may_open(again(cast.stranger), Case.objects.get(pk=case.pk))


@pytest.mark.django_db
def test_a_post_that_ended_sees_nothing(cast):
    case = in_hand(cast)
    cast.colleague.posts.update(since="2020-01-01", until="2020-02-01")
    assert not may_open(again(cast.colleague), case)


@pytest.mark.django_db
def test_the_check_command_agrees_and_finds_a_difference(cast, owner_connection):
    in_hand(cast, co=("F",))
    write("petition_accusation")
    call_command("check_access")
    owner_connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    owner_connection.execute("ALTER TABLE cases_case DISABLE TRIGGER cases_case_access_changed")
    owner_connection.execute("UPDATE cases_case SET readers = array[1]")
    with pytest.raises(Exception, match="XF-"):
        call_command("check_access")


@pytest.mark.django_db(transaction=True)
def test_forty_changes_at_once_lose_none():
    cast = make_cast()
    case = in_hand(cast)
    read = Permission.objects.get(codename="read_case")
    groups = [Group.objects.create(name=f"g{number}") for number in range(40)]
    start = threading.Barrier(8)

    def grant(mine):
        start.wait()
        for group in mine:
            CaseGroupObjectPermission.objects.create(group=group, permission=read, content_object_id=case.pk)
        connection.close()

    threads = [threading.Thread(target=grant, args=(groups[number::8],)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    readers = Case.objects.get(pk=case.pk).readers
    assert {1_500_000_000 + group.pk for group in groups} <= set(readers)
    call_command("check_access")
