"""A sensitive register opens to the head of its office and to keepers named by the head; each look is logged."""

from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.posts import appoint
from caojiadu.core.audit.models import Entry
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.dates import remind_due
from caojiadu.core.registers.declaration import Register, all_registers
from caojiadu.core.registers.models import Keeper, RecordDate
from tests.cast import again, make_staff
from tests.entries import address, entered, office_of, people, signed_in
from tests.rails import one_rail, one_refusal, same_people

__all__ = ["one_rail", "one_refusal", "same_people"]
pytestmark = pytest.mark.django_db
SENSITIVE = [one for one in all_registers() if one.has_keepers]


def doors(register: Register, row: Any) -> list[str]:
    """Every page of the register and of one entry."""
    base = address(register)
    own = [f"{base}{row.pk}/{page}" for page in ("", "edit/", "end/")]
    return [base, f"{base}?q={row.title}", f"{base}new/", f"{base}export/", f"{base}sheet/", *own]


def opened(user: Any, pages: list[str]) -> set[int]:
    """How the pages answer somebody who signs in now."""
    client = signed_in(again(user))
    return {client.get(page).status_code for page in pages}


def name_keeper(register: Register, head: Any, user: Any) -> int:
    return signed_in(head).post(f"{address(register)}keepers/", {"person": user.pk}).status_code


@pytest.mark.usefixtures("one_rail", "one_refusal", "same_people")
@pytest.mark.parametrize("register", SENSITIVE, ids=lambda one: one.key)
def test_it_opens_to_the_head_and_to_nobody_else(register: Register) -> None:
    cast, home = people(register), office_of(register).code
    row = entered(register, cast["head"])
    pages = doors(register, row)
    assert opened(cast["head"], pages) == {200}
    others = [cast["clerk"], cast["stranger"]]
    posts = [("head", "D" if home != "D" else "C"), ("window", "E"), ("letters", "E"), ("accusations", "E")]
    posts += [("leader", ""), ("system_admin", ""), ("committee", "wunan")]
    others += [make_staff(f"x-{role}", "某某", role, office) for role, office in posts]
    for user in others:
        assert opened(user, [*pages, f"{address(register)}keepers/"]) == {404}, user
    home_page = signed_in(cast["clerk"]).get(address(register).replace(f"{register.key}/", "")).content.decode()
    assert address(register) not in home_page and f">{register.label}</" not in home_page


def test_the_head_names_a_keeper_and_ends_it_within_one_request() -> None:
    register = SENSITIVE[0]
    cast = people(register)
    clerk, head, row = cast["clerk"], cast["head"], entered(register, cast["head"])
    pages = doors(register, row)
    assert name_keeper(register, clerk, clerk) == 404
    assert name_keeper(register, head, cast["stranger"]) == 422  # of another office
    assert name_keeper(register, head, clerk) == 302
    assert opened(clerk, pages) == {200}
    keepers = f"{address(register)}keepers/"
    assert signed_in(again(clerk)).get(keepers).status_code == 404  # a keeper names no keeper
    client = signed_in(again(clerk))
    assert client.get(pages[0]).status_code == 200
    keeper = Keeper.objects.get(register=register.key, user=clerk, until=None)
    assert signed_in(head).post(keepers, {"end": str(keeper.pk)}).status_code == 302
    assert client.get(pages[0]).status_code == 404
    assert opened(clerk, pages) == {404}
    logged = Entry.objects.filter(subject_type="register", subject_key=register.key).order_by("pk")
    assert [one.action for one in logged if one.action.startswith("keeper")] == ["keeper_named", "keeper_ended"]


def test_a_keeper_who_leaves_the_office_opens_nothing() -> None:
    register = SENSITIVE[0]
    cast = people(register)
    clerk, row = cast["clerk"], entered(register, cast["head"])
    name_keeper(register, cast["head"], clerk)
    clerk.posts.update(since="2020-01-01", until="2020-02-01")
    other = "D" if office_of(register).code != "D" else "C"
    appoint(user=again(clerk), role="handler", office=Office.objects.get(code=other))
    assert opened(clerk, doors(register, row)) == {404}


def test_every_look_is_logged_once() -> None:
    register = SENSITIVE[0]
    head = people(register)["head"]
    row = entered(register, head)
    client = signed_in(head)
    client.get(address(register))
    client.get(f"{address(register)}{row.pk}/")
    client.get(f"{address(register)}{row.pk}/")
    found = Entry.objects.filter(action="read", actor_user_id=head.pk)
    assert found.filter(subject_type="register", subject_key=register.key).count() == 1
    assert found.filter(subject_type="record", subject_key=str(row.pk)).count() >= 1


def test_its_dates_reach_nobody_who_may_not_open_it() -> None:
    register = SENSITIVE[0]
    cast = people(register)
    name_keeper(register, cast["head"], cast["clerk"])
    row = entered(register, again(cast["clerk"]))
    Keeper.objects.filter(register=register.key).update(until=timezone.now())
    soon = timezone.localdate()
    RecordDate.objects.filter(record=row).update(due_on=soon, remind_on=soon)
    calendar = address(register).replace(f"{register.key}/", f"calendar/?month={soon:%Y-%m}")
    link = f"{address(register)}{row.pk}/"
    assert link in signed_in(again(cast["head"])).get(calendar).content.decode()
    assert link not in signed_in(again(cast["clerk"])).get(calendar).content.decode()
    remind_due()
    told = Notice.objects.filter(template="register_due", channel="portal")
    assert {notice.user_id for notice in told} == {cast["head"].pk}
