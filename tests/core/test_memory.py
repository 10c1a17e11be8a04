"""What is kept in memory: until it changes, and for nobody else."""

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core import memory
from caojiadu.core.accounts.backends import PostBackend
from caojiadu.core.accounts.models import Absence, Post, User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.names import names
from caojiadu.core.cases.query import own_tokens
from caojiadu.core.community.models import ImpactAssessment
from caojiadu.core.external_systems.models import SystemRule
from caojiadu.core.organisation.models import Function, Neighbourhood, Office
from petitions.models import JointRules
from tests.cast import again
from tests.entries import signed_in
from tests.petitions.letters import in_hand

pytestmark = pytest.mark.django_db


def rail_of(client: Client) -> str:
    """The links of the desk."""
    text = client.get("/desk/tasks/").content.decode()
    return text[text.index('<nav class="queues"') : text.index("</nav>", text.index('<nav class="queues"'))]


def test_a_warm_page_asks_nothing_of_posts(cast: SimpleNamespace) -> None:
    client = signed_in(cast.clerk)
    client.get("/desk/cases/?queue=office")
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/cases/?queue=office")
    tables = " ".join(query["sql"] for query in asked)
    assert "accounts_post" not in tables
    assert "auth_permission" not in tables


def test_whoever_loses_a_post_sees_less_at_once(cast: SimpleNamespace) -> None:
    client = signed_in(cast.leader)
    assert "queue=sign" in rail_of(client)
    assert client.get("/desk/overview/").status_code == 200
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    # Written past every verb.
    Post.objects.filter(user=cast.leader).update(until=yesterday)
    assert client.get("/desk/overview/").status_code in (403, 404)


def test_whoever_gets_a_post_has_it_at_once(cast: SimpleNamespace) -> None:
    client = signed_in(cast.handler)
    assert "queue=asked" not in rail_of(client)
    appoint(user=cast.handler, role="head", office=Office.objects.get(code="C"))
    assert "queue=asked" in rail_of(client)


def test_a_permission_taken_from_a_post_is_gone_at_once(cast: SimpleNamespace) -> None:
    user = PostBackend().get_user(cast.clerk.pk)
    assert user is not None and user.has_perm("petitions.enter_petition")
    group = Group.objects.get(name=user.posts_today[0].group_name)
    group.permissions.remove(Permission.objects.get(codename="enter_petition"))
    again = PostBackend().get_user(cast.clerk.pk)
    assert again is not None and not again.has_perm("petitions.enter_petition")


def test_a_deputy_stands_in_at_once_and_no_longer(cast: SimpleNamespace) -> None:
    today = timezone.localdate()

    def stands_in() -> list[User]:
        user = PostBackend().get_user(cast.colleague.pk)
        assert user is not None
        return user.stands_in_for

    assert stands_in() == []
    absence = Absence.objects.create(
        user=cast.handler, first=today, last=today, deputy=cast.colleague, set_by=cast.head
    )
    assert stands_in() == [cast.handler]
    absence.delete()
    assert stands_in() == []


def test_each_sees_the_own_rail(cast: SimpleNamespace) -> None:
    seen = {name: rail_of(signed_in(getattr(cast, name))) for name in ("clerk", "leader", "handler", "committee")}
    warm = {name: rail_of(signed_in(getattr(cast, name))) for name in seen}
    assert warm == seen
    assert "/desk/overview/" in warm["leader"]
    assert all("/desk/overview/" not in warm[name] for name in ("clerk", "handler", "committee"))


def test_an_office_that_loses_a_function_changes_the_rail_at_once(cast: SimpleNamespace) -> None:
    client = signed_in(cast.handler)
    before = rail_of(client)
    Function.objects.filter(office__code="C").update(office=Office.objects.get(code="D"))
    assert rail_of(client) != before


def test_counts_are_of_this_moment(cast: SimpleNamespace) -> None:
    client = signed_in(cast.handler)
    before = rail_of(client)
    with CaptureQueriesContext(connection) as asked:
        assert rail_of(client) == before
    assert sum("count(*)" in query["sql"] for query in asked) == 1


def test_a_new_name_stands_in_lists_at_once(cast: SimpleNamespace) -> None:
    case = in_hand(cast)
    Case.objects.filter(pk=case.pk).update(handler=cast.handler, neighbourhood=Neighbourhood.objects.first())
    client = signed_in(cast.head)

    def listed() -> str:
        text: str = client.get("/desk/cases/?queue=office").content.decode()
        return text

    assert str(case.office) in listed()
    # Written past every verb.
    Office.objects.filter(pk=case.office_id).update(name_zh="新名科室")
    Neighbourhood.objects.update(name_zh="新名居委")
    User.objects.filter(pk=cast.handler.pk).update(display_name="新名人")
    assert all(name in listed() for name in ("新名科室", "新名居委", "新名人"))
    User.objects.filter(pk=cast.handler.pk).update(display_name="")
    assert cast.handler.username in listed()


def test_a_name_that_came_since_is_asked_for(cast: SimpleNamespace) -> None:
    known = names()
    office = Office.objects.create(code="Q", name_zh="后来科", name_en="Since")
    assert office.pk not in known.offices
    assert known.offices[office.pk] == "后来科"


def test_what_is_taken_back_is_not_kept() -> None:
    def codes() -> list[str]:
        return sorted(Office.objects.values_list("code", flat=True))

    memory._begin()
    number = memory.last_change()
    with pytest.raises(RuntimeError), transaction.atomic():
        Office.objects.filter(code="C").update(code="Z")
        assert "Z" in memory.kept("codes", codes)
        raise RuntimeError
    assert memory.last_change() == number
    assert "Z" not in memory.kept("codes", codes)


@pytest.mark.django_db(transaction=True)
def test_a_change_by_another_process_is_seen_with_the_next_request() -> None:
    def names() -> tuple[str, ...]:
        return tuple(Office.objects.values_list("name_zh", flat=True))

    assert "改名办" not in memory.kept("names", names)

    def rename() -> None:
        Office.objects.filter(code="C").update(name_zh="改名办")
        connection.close()

    other = threading.Thread(target=rename)
    other.start()
    other.join()
    assert "改名办" in memory.kept("names", names)


def test_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 2)
    for name in "abc":
        memory.kept(name, name.upper)
    assert len(memory._kept) == 2


def test_a_rule_that_an_administrator_changes_holds_at_once() -> None:
    assert JointRules.today().mass_from == 5
    assert not ImpactAssessment.in_force()
    assert SystemRule.is_used("city")
    JointRules.objects.update_or_create(pk=1, defaults={"mass_from": 7})
    ImpactAssessment.objects.create(title="评估", done_on=timezone.localdate(), done_by="区信息中心")
    SystemRule.objects.update_or_create(system="city", defaults={"in_use": False})
    assert JointRules.today().mass_from == 7
    assert ImpactAssessment.in_force()
    assert not SystemRule.is_used("city")


def test_what_the_clock_changes_is_kept_for_a_minute() -> None:
    asked = iter("abc")

    def ask() -> str:
        return memory.kept("the time", lambda: next(asked), minutely=True)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [ask(), ask()] == ["a", "a"]
        clock.shift(59)
        assert ask() == "a"
        clock.shift(2)
        assert [ask(), ask()] == ["b", "b"]
        clock.shift(-3600)
        assert ask() == "c"


def test_tables_kept_whole_are_watched_whole() -> None:
    tables = {apps.get_model(label)._meta.db_table for label in memory.HOUSE}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'watched'")
        assert tables <= {table for (table,) in cursor.fetchall()}


def test_by_turns_each_sees_the_own_page_of_a_matter(cast: SimpleNamespace) -> None:
    case = in_hand(cast)
    inside, outside = signed_in(cast.handler), signed_in(cast.stranger)
    for _turn in range(2):
        assert case.title in inside.get(f"/desk/cases/{case.number}/").content.decode()
        assert outside.get(f"/desk/cases/{case.number}/").status_code == 404
        assert case.title in inside.get("/desk/cases/?queue=all").content.decode()
        assert case.title not in outside.get("/desk/cases/?queue=all").content.decode()


def test_what_is_kept_of_one_person_opens_nothing_to_another(cast: SimpleNamespace) -> None:
    for user in (cast.handler, cast.stranger):
        group, _new = Group.objects.get_or_create(name=f"of-{user.username}")
        user.groups.add(group)
    alone = [own_tokens(again(user)) for user in (cast.handler, cast.stranger)]
    number = memory.last_change()
    for _twice in range(2):
        people = [again(user) for user in (cast.handler, cast.stranger)]
        for user in people:
            user.__dict__["last_change"] = number
        assert [own_tokens(user) for user in people] == alone
    assert alone[0] != alone[1]
