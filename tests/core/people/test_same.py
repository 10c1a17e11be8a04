"""Rows that are one person: found when they are written, decided by a head, taken back without loss."""

from typing import Any

import pytest

from caojiadu.core.audit.models import Entry
from caojiadu.core.community.duplicates import together_with
from caojiadu.core.community.models import Resident, SamePerson
from caojiadu.core.community.residents import find_or_create_resident
from tests.core.people.room import NAME, OTHER_PHONE, PAPER, PHONE, assess, known, known_to_four
from tests.petitions.letters import in_hand
from tests.world import client_of

pytestmark = pytest.mark.django_db


def written_twice() -> tuple[Resident, Resident]:
    """The same paper and name on two phones: two rows, since nobody has seen the paper."""
    first = find_or_create_resident(name=NAME, phone=PHONE, id_type="id_card", id_number=PAPER)
    second = find_or_create_resident(name=NAME, phone=OTHER_PHONE, id_type="id_card", id_number=PAPER)
    assert first.pk != second.pk
    return first, second


def page_of(pair: SamePerson) -> str:
    return f"/desk/people/same/{pair.pk}/"


def said(browser: Any, pair: SamePerson, state: str, *, seen: str, reason: str = "当面核对过证件") -> int:
    return int(browser.post(page_of(pair), {"state": state, "seen": seen, "reason": reason}).status_code)


def test_a_pair_is_found_when_the_second_row_is_written() -> None:
    first, second = written_twice()
    pair = SamePerson.objects.get()
    assert (pair.one, pair.other, pair.ground, pair.state) == (first, second, "paper", "suggested")
    find_or_create_resident(name="另一人", phone="13755556666")
    assert SamePerson.objects.count() == 1


def test_the_same_name_and_phone_with_another_paper_is_looked_at(cast: Any) -> None:
    """Mostly a slip of the pen in one of the two papers."""
    find_or_create_resident(name=NAME, phone=PHONE, id_type="id_card", id_number=PAPER)
    find_or_create_resident(name=NAME, phone=PHONE, id_type="passport", id_number="E12345678")
    assert [pair.ground for pair in SamePerson.objects.all()] == ["phone"]


def test_a_head_joins_two_rows_and_takes_it_back(cast: Any) -> None:
    first, second = written_twice()
    known(first, "F", cast.co_handler)
    known(second, "F", cast.co_handler)
    assess()
    head, clerk = client_of(cast.co_head), client_of(cast.co_handler)
    pair = SamePerson.objects.get()

    def seen_as_one() -> list[int]:
        return [len(clerk.get(f"/desk/people/{one.key}/").context["lines"]) for one in (first, second)]

    assert seen_as_one() == [1, 1]
    assert page_of(pair) in head.get("/desk/people/same/").content.decode()
    assert said(head, pair, "same", seen="suggested", reason="") == 422
    assert said(head, pair, "same", seen="suggested") == 302
    assert seen_as_one() == [2, 2]
    assert page_of(pair) in head.get("/desk/people/same/?state=same").content.decode()
    assert said(head, pair, "different", seen="suggested") == 302  # somebody who did not see the decision
    assert seen_as_one() == [2, 2]
    assert said(head, pair, "suggested", seen="same", reason="看错了") == 302
    assert seen_as_one() == [1, 1]
    logged = Entry.objects.filter(subject_type="sameperson", action__startswith="person_").order_by("pk")
    assert [(entry.action, entry.actor_user_id) for entry in logged] == [
        ("person_same", cast.co_head.pk),
        ("person_suggested", cast.co_head.pk),
    ]
    rows = Resident.objects.filter(pk__in=(first.pk, second.pk)).values_list("phone_sealed", "id_digest")
    assert {phone[-4:] for phone, _paper in rows} == {PHONE[-4:], OTHER_PHONE[-4:]}


def test_only_a_head_who_knows_both_decides(cast: Any) -> None:
    first, second = written_twice()
    known(first, "F", cast.co_handler)
    assess()
    pair = SamePerson.objects.get()
    known_to_one = client_of(cast.co_head)
    assert known_to_one.get(page_of(pair)).status_code == 404
    assert page_of(pair) not in known_to_one.get("/desk/people/same/").content.decode()
    known(second, "F", cast.co_handler)
    assert client_of(cast.co_handler).get(page_of(pair)).status_code == 404
    assert client_of(cast.co_handler).get("/desk/people/same/").status_code == 404
    assert client_of(cast.head).get(page_of(pair)).status_code == 404
    assert said(client_of(cast.head), pair, "same", seen="suggested") == 404
    assert client_of(cast.co_head).get(page_of(pair)).status_code == 200


def test_a_head_names_another_row_by_hand(cast: Any) -> None:
    """An earlier name on another phone: nothing in common that the portal could find."""
    room = known_to_four(cast)
    earlier = find_or_create_resident(name="旧名", phone=OTHER_PHONE)
    known(earlier, "F", cast.co_handler)
    assess()
    head = client_of(cast.co_head)
    compare = f"/desk/people/{room.resident.key}/same/"
    assert head.post(compare, {"name": "查无此人", "phone": OTHER_PHONE}).context["nobody"]
    assert head.post(compare, {"name": NAME, "phone": PHONE}).context["nobody"]  # the same row again
    address = head.post(compare, {"name": "旧名", "phone": OTHER_PHONE})["Location"]
    pair = SamePerson.objects.get()
    assert (address, pair.ground) == (page_of(pair), "hand")
    assert client_of(cast.co_handler).get(compare).status_code == 404


def test_rows_joined_one_by_one_are_one_person() -> None:
    rows = [find_or_create_resident(name=f"某{n}", phone=f"1371111000{n}") for n in range(4)]
    for one, other in ((0, 1), (1, 2)):
        SamePerson.objects.create(one=rows[one], other=rows[other], ground="hand", state="same")
    SamePerson.objects.create(one=rows[2], other=rows[3], ground="hand", state="different")
    for row in rows[:3]:
        assert together_with([row.pk]) == [one.pk for one in rows[:3]]
    assert together_with([rows[3].pk]) == [rows[3].pk]


def test_a_row_that_the_reader_may_not_open_is_neither_found_nor_shown(cast: Any) -> None:
    """Row one is known by a petition only; whoever knows row two finds that one, and nothing of the first."""
    first, second = written_twice()
    in_hand(cast, resident=first)
    known(second, "F", cast.co_handler)
    assess()
    clerk = client_of(cast.co_handler)
    typed = {"name": NAME, "id_type": "id_card", "id_number": PAPER}
    assert clerk.post("/desk/people/", typed)["Location"] == f"/desk/people/{second.key}/"
    SamePerson.objects.update(state="same")
    page = clerk.get(f"/desk/people/{second.key}/")
    assert [one.pk for one in page.context["person"].residents] == [second.pk]
    assert PHONE[-4:] not in page.content.decode()
    assert clerk.get(f"/desk/people/{first.key}/").status_code == 404
    assert clerk.post("/desk/people/", {"name": NAME, "phone": PHONE}).context["nobody"]
    assert clerk.post("/desk/people/", {"name": NAME, "phone": OTHER_PHONE}).status_code == 302


def test_however_much_there_is_each_row_leads_to_the_person(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown is cut; who the person is does not hang on it."""
    first, second = written_twice()
    known(first, "F", cast.co_handler)
    known(second, "F", cast.co_handler)
    assess()
    SamePerson.objects.update(state="same")
    monkeypatch.setattr("caojiadu.core.people.gather.SHOWN", 1)
    for row in (first, second):
        person = client_of(cast.co_handler).get(f"/desk/people/{row.key}/").context["person"]
        assert {one.pk for one in person.residents} == {first.pk, second.pk}


def test_comparing_is_a_search_and_logged_as_one(cast: Any) -> None:
    room = known_to_four(cast)
    assess()
    head = client_of(cast.co_head)
    head.post(f"/desk/people/{room.resident.key}/same/", {"name": "查无此人", "phone": OTHER_PHONE})
    assert Entry.objects.filter(action="person_sought", actor_user_id=cast.co_head.pk).count() == 1
