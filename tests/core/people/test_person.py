"""A person's page: what the reader may open anyway, no hint at the rest, and nothing before it was assessed."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.accounts.posts import appoint
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.grants import grant_case
from caojiadu.core.community.models import ImpactAssessment
from caojiadu.core.organisation.models import Office
from caojiadu.core.people.demo import record_assessment
from caojiadu.core.registers.declaration import all_registers
from caojiadu.core.workflow import all_workflows
from tests.cast import again
from tests.core.people.room import KNOWN_IN, NAME, PHONE, assess, known, known_to_four
from tests.world import client_of

pytestmark = pytest.mark.django_db
FIND = "/desk/people/"


def own_page(room: Any) -> str:
    return f"/desk/people/{room.resident.key}/"


def titles(browser: Any, room: Any) -> set[str]:
    """What stands on the person's page, by title."""
    page = browser.get(own_page(room))
    return {line["what"] for line in page.context["lines"]} if page.status_code == 200 else set()


def test_nobody_looks_people_up_before_an_assessment_is_in_force(cast: Any) -> None:
    room = known_to_four(cast)
    clerk = client_of(room.clerks["F"])
    entry = f"/desk/self-governance/{room.rows['F'].register}/{room.rows['F'].pk}/"
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    for record in (None, {"done_on": yesterday, "valid_until": yesterday}, {"done_on": yesterday + dt.timedelta(2)}):
        if record:
            assess(**record)
        assert [clerk.get(page).status_code for page in (FIND, own_page(room))] == [404, 404]
        assert own_page(room) not in clerk.get(entry).content.decode()
    assess()
    assert [clerk.get(page).status_code for page in (FIND, own_page(room))] == [200, 200]
    shown = clerk.get(entry).content.decode()
    assert own_page(room) in shown and f'href="{FIND}"' in shown


def test_one_resident_known_to_four_offices_is_one_person_to_whoever_may_see_all(cast: Any) -> None:
    room = known_to_four(cast)
    assess()
    for code in KNOWN_IN:
        assert titles(client_of(room.clerks[code]), room) == {f"{code}的登记"}
    assert titles(client_of(room.clerks["C"]), room) == {"夜间施工扰民"}
    for code in KNOWN_IN:
        appoint(user=room.clerks["C"], role="head", office=Office.objects.get(code=code))
    everything = {"夜间施工扰民", *(f"{code}的登记" for code in KNOWN_IN)}
    assert titles(client_of(again(room.clerks["C"])), room) == everything
    read = Entry.objects.filter(subject_type="resident", subject_key=str(room.resident.key))
    assert set(read.values_list("actor_user_id", flat=True)) == {clerk.pk for clerk in room.clerks.values()}


def test_petitions_stay_with_the_offices_that_have_them(cast: Any) -> None:
    """A leader opens the letter on the desk, and a colleague of another office by a grant; on no person's page."""
    room = known_to_four(cast)
    assess()
    grant_case(case=room.letter, to=room.clerks["F"], reason="专班", by=cast.security_admin)
    assert client_of(room.clerks["F"]).get(f"/desk/cases/{room.letter.number}/").status_code == 200
    assert titles(client_of(room.clerks["F"]), room) == {"F的登记"}
    assert client_of(cast.leader).get(f"/desk/cases/{room.letter.number}/").status_code == 200
    assert titles(client_of(cast.leader), room) == set()  # who works in no office looks nobody up
    letter = f"/desk/cases/{room.letter.number}/"
    links = {
        user: own_page(room) in client_of(user).get(letter).content.decode()
        for user in (room.clerks["F"], cast.leader, cast.clerk, cast.handler)
    }
    assert links == {room.clerks["F"]: False, cast.leader: False, cast.clerk: True, cast.handler: True}
    assert "夜间施工扰民" in titles(client_of(cast.clerk), room)


def test_somebody_of_whom_one_may_open_nothing_is_nobody(cast: Any) -> None:
    room = known_to_four(cast)
    assess()
    window = client_of(cast.window)
    assert window.get(own_page(room)).status_code == 404
    found = window.post(FIND, {"name": NAME, "phone": PHONE})
    nobody = window.post(FIND, {"name": "查无此人", "phone": PHONE})
    assert found.context["nobody"] and nobody.context["nobody"]
    assert client_of(room.clerks["F"]).post(FIND, {"name": NAME, "phone": PHONE})["Location"] == own_page(room)
    sought = Entry.objects.filter(action="person_sought").order_by("pk").values_list("subject_key", flat=True)
    assert list(sought) == ["-", "-", str(room.resident.key)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": NAME}, "phone"),
        ({"phone": PHONE}, "name"),
        ({"name": NAME, "phone": "12"}, "phone"),
        ({"name": NAME, "id_type": "id_card", "id_number": "110105194912310021"}, "id_number"),
        ({"name": "\0", "phone": PHONE}, "name"),
        ({"name": "·", "phone": PHONE}, "name"),
        ({"name": NAME, "phone": "9" * 5000}, "phone"),
    ],
)
def test_what_cannot_be_looked_up_comes_back_with_words(cast: Any, typed: dict[str, str], field: str) -> None:
    assess()
    answer = client_of(cast.handler).post(FIND, typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_page_asks_as_much_for_one_entry_as_for_many(cast: Any) -> None:
    room = known_to_four(cast)
    assess()
    browser = client_of(room.clerks["F"])

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(own_page(room)).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for _more in range(3):
        known(room.resident, "F", room.clerks["F"])
    assert asked() == before


def test_a_demonstration_shows_people_from_the_start(db: None) -> None:
    for _again in range(2):
        record_assessment({})
    assert ImpactAssessment.objects.count() == 1 and ImpactAssessment.in_force()


def test_administrators_record_assessments_and_delete_none(cast: Any) -> None:
    browser = client_of(cast.security_admin)
    add = "/admin/community/impactassessment/add/"
    today = timezone.localdate().isoformat()
    words = {"title": "评估", "done_by": "综合办", "purpose": "甲", "influence": "乙", "measures": "丙"}
    assert browser.post(add, {**words, "done_on": "x"}).status_code == 200
    assert not ImpactAssessment.in_force()
    assert browser.post(add, {**words, "done_on": today}).status_code == 302
    kept = ImpactAssessment.objects.get()
    assert (kept.recorded_by, ImpactAssessment.in_force()) == (cast.security_admin, True)
    assert browser.get(f"/admin/community/impactassessment/{kept.pk}/delete/").status_code == 403
    assert client_of(cast.head).get(add).status_code in (302, 403)
    assert Entry.objects.filter(subject_type="community.impactassessment", action="add").count() == 1


def test_what_must_not_cross_offices_is_kept_apart() -> None:
    """Petitions and orders, united front and ethnic groups, and violence at home."""
    apart = {flow.key for flow in all_workflows() if flow.isolated} | {
        one.key for one in all_registers() if one.isolated
    }
    petitions = {"petition_appeal", "petition_suggestion", "petition_accusation", "hotline_order"}
    front = {"united-front-contacts", "united-front-visits", "ethnic-contacts", "ethnic-visits"}
    assert petitions | front | {"womens_case", "child_harm", "rights_case"} <= apart
