"""Being away: what can be entered, what a deputy may do, and that it ends by itself."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from caojiadu.core.accounts.absences import deputies_for, end_absence, set_absence
from caojiadu.core.accounts.models import Absence
from caojiadu.core.cases import history
from caojiadu.core.cases.access import may_move, may_open, why_visible
from caojiadu.core.cases.errors import Invalid, NotAllowed, Refused
from caojiadu.core.cases.models import Bar, Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.queues import cases_in, find_queue, queues_for
from caojiadu.core.notices.models import Notice
from petitions.models import Petition
from tests.cast import again, make_staff
from tests.petitions.letters import accepted, go, in_hand, to_sign, told, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def away(user, deputy, *, days=3, by=None, start=0):
    first = timezone.localdate() + start * DAY
    return set_absence(user=user, first=first, last=first + days * DAY, deputy=deputy, by=by or user)


REFUSED = [
    # who, deputy, entered by, first day from today, days, the field that is named
    ("handler", "stranger", "handler", 0, 1, "deputy"),
    ("handler", "handler", "handler", 0, 1, "deputy"),
    ("leader", "head", "leader", 0, 1, "deputy"),
    ("keeper", "second_keeper", "keeper", 0, 1, "deputy"),
    ("handler", "colleague", "co_head", 0, 1, None),
    ("handler", "colleague", "colleague", 0, 1, None),
    ("handler", "colleague", "handler", -5, 2, "last"),
    ("handler", "colleague", "handler", 0, 400, "last"),
    ("handler", "colleague", "handler", 3, -1, "last"),
]


@pytest.mark.parametrize(("who", "deputy", "by", "start", "days", "field"), REFUSED)
def test_what_cannot_be_entered(cast, who, deputy, by, start, days, field):
    with pytest.raises(ValidationError) as refused:
        away(getattr(cast, who), getattr(cast, deputy), days=days, by=getattr(cast, by), start=start)
    assert list(getattr(refused.value, "error_dict", {})) == ([field] if field else [])
    assert not Absence.objects.exists()


def test_by_whom_it_is_entered_and_ended(cast):
    for by in (cast.handler, cast.head, cast.system_admin):
        row = away(cast.handler, cast.colleague, by=by)
        with pytest.raises(ValidationError):
            away(cast.handler, cast.head, by=by)
        with pytest.raises(ValidationError):
            away(cast.head, cast.handler, by=cast.head)
        end_absence(absence=row, by=by)
    assert not Absence.objects.exists()


def test_a_deputy_acts_under_both_names_while_it_lasts(cast):
    case = accepted(cast)
    away(cast.head, cast.colleague)
    deputy = again(cast.colleague)
    case = go(case, "assign", deputy, handler=cast.handler.pk)
    event = case.events.get(move="assign")
    assert (event.actor_user_id, event.data["in_place_of"]) == (deputy.pk, cast.head.pk)
    assert "经办小何（代管理科长）" in history.for_staff(case).lines[-1].who
    case = to_sign(told(case, cast), cast)
    with time_machine.travel(timezone.now() + 4 * DAY), pytest.raises(NotAllowed):
        go(case, "release", again(cast.colleague))
    assert go(case, "release", deputy).state == "answered"


def test_a_deputy_who_wrote_it_does_not_release_it(cast):
    away(cast.head, cast.handler)
    deputy = again(cast.handler)
    case = to_sign(told(in_hand(cast), cast), cast)
    with pytest.raises(Refused):
        go(case, "release", deputy)


def test_queues_and_messages_go_to_the_deputy(cast):
    case = in_hand(cast)
    cast.handler.email = cast.colleague.email = "somebody@example.org"
    cast.handler.save()
    cast.colleague.save()
    away(cast.handler, cast.colleague)
    deputy = again(cast.colleague)
    assert cases_in(find_queue(deputy, "mine"), deputy).count() == 1
    go(case, "hold", cast.leader, leader=cast.leader.pk, reason="重点")
    rows = Notice.objects.filter(template="case_held", user__in=(cast.handler, cast.colleague))
    assert set(rows.values_list("user__username", "channel")) == {
        ("handler", "portal"),
        ("colleague", "portal"),
        ("colleague", "email"),
    }


def test_without_a_deputy_or_where_one_is_barred_the_head_hears(cast):
    case = in_hand(cast)
    away(cast.handler, cast.colleague)
    Bar.objects.create(case=case, user=cast.colleague, reason="recused", since=timezone.now())
    case = Case.objects.get(pk=case.pk)
    assert not may_open(again(cast.colleague), case)
    case = go(case, "ask", cast.head, question="几号楼？")
    case = go(case, "reply", by="resident", reply="三号楼")
    heard = set(Notice.objects.filter(template="case_replied").values_list("user__username", flat=True))
    assert {"handler", "head"} <= heard
    assert "colleague" not in heard


def test_nothing_is_lent_from_which_the_other_is_kept_out(cast):
    case = in_hand(cast)
    Case.objects.filter(pk=case.pk).update(confidentiality=1)
    away(cast.head, cast.colleague)
    deputy, case = again(cast.colleague), Case.objects.get(pk=case.pk)
    assert may_open(deputy, case)
    assert "代" in why_visible(deputy, case)[0]
    Bar.objects.create(case=case, user=cast.head, reason="recused", since=timezone.now())
    case = Case.objects.get(pk=case.pk)
    assert not may_open(deputy, case)
    assert not Case.objects.visible_to(deputy).filter(pk=case.pk).exists()


def test_whoever_is_kept_out_does_not_come_in_by_standing_in(cast):
    case = accepted(cast)
    away(cast.head, cast.colleague)
    assert may_open(again(cast.colleague), case)
    Bar.objects.create(case=case, user=cast.colleague, reason="recused", since=timezone.now())
    deputy, case = again(cast.colleague), Case.objects.get(pk=case.pk)
    assert not may_open(deputy, case) and why_visible(deputy, case) == []
    assert not Case.objects.visible_to(deputy).filter(pk=case.pk).exists()
    assert client_of(deputy).get(f"/desk/cases/{case.number}/").status_code == 404
    with pytest.raises(NotAllowed):
        go(case, "assign", deputy, handler=cast.handler.pk)
    assert go(case, "assign", again(cast.head), handler=cast.handler.pk).handler == cast.handler


def test_the_two_posts_for_reports_are_never_lent(cast):
    secret = write("petition_accusation", fields={"against": "某经理"})
    away(cast.keeper, None)
    assert not deputies_for(cast.keeper).exists()
    Absence.objects.update(deputy=cast.clerk)
    deputy = again(cast.clerk)
    assert deputy.stands_in_for == []
    assert not may_open(deputy, secret)


def test_a_leader_stands_in_for_a_leader_only(cast):
    second = make_staff("second_leader", "副主任老高", "leader", "")
    case = go(in_hand(cast), "hold", cast.leader, leader=cast.leader.pk, reason="重点")
    away(cast.leader, second)
    deputy = again(second)
    assert cases_in(find_queue(deputy, "held"), deputy).count() == 1
    assert go(case, "let_go", deputy, reason="已平稳").held_by is None


def test_whoever_is_away_gets_nothing_new_and_the_form_says_so(cast):
    case = accepted(cast)
    away(cast.handler, cast.colleague)
    page = client_of(cast.head).get(f"/desk/cases/{case.number}/assign/").content.decode()
    assert "经办小林 (不在岗至" in page
    assert "由经办小何代办" in page
    with pytest.raises(Invalid) as refused:
        go(case, "assign", cast.head, handler=cast.handler.pk)
    assert "handler" in refused.value.form.errors


def test_the_page_keeps_what_was_typed_and_names_the_field(cast):
    browser = client_of(cast.head)
    day = timezone.localdate()
    good = {"user": cast.handler.pk, "first": day, "last": day + 2 * DAY, "deputy": cast.colleague.pk}
    page = browser.post("/desk/away/", good | {"last": day - DAY})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["last"])
    assert browser.post("/desk/away/", good).status_code == 302
    assert [row.user for row in browser.get("/desk/away/").context["rows"]] == [cast.handler]
    assert client_of(cast.colleague).get("/desk/away/").context["standing_in"][0] == cast.handler
    key = Absence.objects.get().pk
    assert client_of(cast.stranger).post(f"/desk/away/{key}/end/").status_code == 404
    assert browser.post(f"/desk/away/{key}/end/").status_code == 302
    assert not Absence.objects.exists()


def test_a_window_clerk_who_stands_in_for_the_desk_gets_its_queues(cast):
    case = Petition.objects.get(pk=write().pk)
    away(cast.clerk, cast.window)
    deputy = again(cast.window)
    assert "register" in [queue.key for queue in queues_for(deputy)]
    step = case.workflow.transition("register")
    assert may_move(Actor.staff(deputy), step, case)
    assert not may_move(Actor.staff(again(cast.security_head)), step, case)
