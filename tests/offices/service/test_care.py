"""Care files (R5, R6): each group with its own keepers and visits; a need is helped by its day and followed up."""

from typing import Any

import pytest

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record, RecordDate
from tests.core.people.room import NAME, PHONE, assess
from tests.desk import Desk, day

pytestmark = pytest.mark.django_db
# The file's register, that of its visits, what is typed, and after how many months the next visit is owed.
GROUPS: list[tuple[str, str, dict[str, Any], int]] = [
    ("older-people", "older-people-visits", {"living": "alone", "band": "80"}, 1),
    ("older-people", "older-people-visits", {"living": "family", "band": "60"}, 3),
    (
        "children-in-difficulty",
        "children-visits",
        {"situation": "orphan", "born_on": day(-4000), "guardian": "祖母"},
        1,
    ),
    ("disabled-people", "disabled-people-visits", {"disability": "sight", "grade": "1"}, 2),
    ("disabled-people", "disabled-people-visits", {"disability": "limbs", "grade": "4"}, 6),
    ("women-in-need", "women-visits", {"situation": "violence", "children": "1", "warned_on": day(-1)}, 1),
    (
        "overseas-chinese",
        "overseas-chinese-visits",
        {"status": "returned", "country": "某国", "paper": "市侨办", "confirmed_on": day(-9)},
        6,
    ),
    ("ethnic-contacts", "ethnic-visits", {"consent_on": day(-1), "wish": "food"}, 12),
    ("military-families", "military-visits", {"family": "survivor", "card": "on"}, 6),
]
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("older-people", {"living": "alone", "band": "80", "assessed_on": day(1)}, "assessed_on"),
    ("children-in-difficulty", {"situation": "orphan", "born_on": day(1), "guardian": "祖母"}, "born_on"),
    ("women-in-need", {"situation": "ill", "children": "0", "warned_on": day(1)}, "warned_on"),
    ("ethnic-contacts", {"wish": "food"}, "consent_on"),
    ("military-families", {"family": "veteran", "plaque_on": day(1)}, "plaque_on"),
]
FILE = {"title": "需要探访", "name": "张某某", "carer": "社工甲", "visited_on": day(-40)}


def visit_due(key: int) -> Any:
    return RecordDate.objects.get(record_id=key, key__startswith="visit").due_on


def test_the_next_visit_of_each_group_is_counted_from_the_last() -> None:
    head = Desk("head", "head", "D")
    for files, visits, given, months in GROUPS:
        key = head.enter(files, **FILE, **given)
        assert visit_due(key) == months_after(day(-40), months), files
        seen = {"title": "探访", "file": f"#{key}", "visited_on": day(-1), "way": "home", "found": "平安"}
        visit = head.enter(visits, **seen)
        assert visit_due(key) == months_after(day(-1), months), files
        ended = head.client.post(f"{head.base}{visits}/{visit}/end/", {"on": day(), "reason": "录错"})
        assert ended.status_code == 302
        assert visit_due(key) == months_after(day(), months), files  # nobody was there: from the day of the entry
    for files, given, field in WRONG:
        refused = head.enter(files, **FILE, **given)
        assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}, files


def test_a_need_is_helped_by_its_day_and_followed_up() -> None:
    head, clerk, other = Desk("head", "head", "D"), Desk("clerk", office="D"), Desk("other", office="D")
    key = head.enter("older-people", **FILE, living="alone", band="80")
    base = "/desk/service/older-people/"
    assert head.client.post(f"{base}keepers/", {"person": clerk.user.pk}).status_code == 302
    seen = {"title": "月度探访", "file": f"#{key}", "visited_on": day(), "way": "home", "found": "行动不便"}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"visited_on": day(1)}, "visited_on"),
        ({"need": "助餐"}, "help_by"),
        ({"helped_on": day(), "help": "已订餐", "follow_by": day(9)}, "need"),
        ({"need": "助餐", "help_by": day(3), "helped_on": day(), "follow_by": day(9)}, "help"),
        ({"need": "助餐", "help_by": day(3), "helped_on": day(), "help": "已订餐"}, "follow_by"),
    ]
    for typed, field in wrong:
        refused = clerk.enter("older-people-visits", **seen | typed)
        assert set(refused.context["form"].errors) == {field}, typed
    need = {**seen, "need": "助餐", "help_by": day(3)}
    visit = clerk.enter("older-people-visits", **need)
    dates = RecordDate.objects.filter(record_id=visit).values_list("key", "due_on")
    assert dict(dates) == {"help": day(3)}
    helped = {**need, "help": "已订午餐", "helped_on": day(), "follow_by": day(14)}
    assert clerk.change("older-people-visits", visit, **helped, seen="0") == 302
    assert dict(dates.all()) == {"follow": day(14)}
    lists = "/desk/service/older-people-visits/?standing="
    assert "月度探访" in clerk.client.get(f"{lists}helped").content.decode()
    assert clerk.change("older-people-visits", visit, **helped, followed_on=day(), seen="1") == 422
    assert clerk.change("older-people-visits", visit, **helped, followed_on=day(), outcome="吃得好", seen="1") == 302
    assert (dict(dates.all()), Record.objects.get(pk=visit).due_on) == ({}, None)
    assert "月度探访" not in clerk.client.get(f"{lists}owed").content.decode()
    # Whoever keeps one group's files reads no other group's, and nobody else reads these.
    assert clerk.client.get("/desk/service/disabled-people/").status_code == 404
    for page in (base, f"{base}{key}/", "/desk/service/older-people-visits/"):
        assert other.client.get(page).status_code == 404


def test_a_contact_of_an_ethnic_group_is_known_to_its_keepers_alone() -> None:
    head, keeper = Desk("head", "head", "D"), Desk("keeper", office="D")
    others = [
        Desk("clerk", office="D"),
        Desk("else", "head", "F", keeps="D"),
        Desk("leader", "leader", "", keeps="D"),
        Desk("admin", "system_admin", "", keeps="D"),
    ]
    base, given = "/desk/service/ethnic-contacts/", {"consent_on": day(-1), "wish": "food"}
    key = head.enter("ethnic-contacts", **FILE | {"name": NAME}, phone=PHONE, **given)
    assert head.client.post(f"{base}keepers/", {"person": keeper.user.pk}).status_code == 302
    assess()
    found = keeper.client.post("/desk/people/", {"name": NAME, "phone": PHONE})["Location"]
    assert FILE["title"] in keeper.client.get(found).content.decode()
    for one in others:
        sought = one.client.post("/desk/people/", {"name": NAME, "phone": PHONE})
        assert sought.status_code == 404 or sought.context["nobody"], one.user
        pages = (found, base, f"{base}{key}/", "/desk/service/ethnic-visits/")
        assert [one.client.get(page).status_code for page in pages] == [404] * 4, one.user
