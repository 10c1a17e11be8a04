"""A restricted matter is open to its handler, the head and the leaders; the rest of the office learns nothing of it."""

from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.models import Absence
from caojiadu.core.audit.models import Entry
from caojiadu.core.registers.declaration import Register, all_registers
from tests.cast import again, make_staff
from tests.core.registers.test_every_register import rows_of
from tests.entries import address, entered, office_of, people, signed_in
from tests.rails import same_people

__all__ = ["same_people"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_people")]
RESTRICTED = [one for one in all_registers() if one.workflow and one.workflow.restricted]
MARK = "保密"


def found_by(user: Any, register: Register, case: Any) -> list[bool]:
    """Whether somebody meets the matter on its page, in its register, by each search, and in what goes out."""
    client, base = signed_in(again(user)), address(register)
    page = client.get(f"/desk/cases/{case.number}/").status_code == 200
    lists = (base, f"{base}?q={case.title}", f"{base}?q={case.number}", f"/desk/cases/?q={case.title}")
    link = f'href="/desk/cases/{case.number}/'
    seen = [link in client.get(one).content.decode() for one in lists]
    sheet = client.post(f"{base}export/?tab=all", {"form": "xlsx", "reason": "核对"})
    sent = sheet.status_code == 200 and any(case.number in map(str, line) for line in rows_of(sheet))
    return [page, *seen, sent]


@pytest.mark.parametrize("register", RESTRICTED, ids=lambda one: one.key)
def test_it_is_open_to_its_handler_the_head_and_the_leaders_alone(register: Register) -> None:
    cast, home = people(register), office_of(register).code
    colleague = make_staff("colleague", "同科丙", "handler", home)
    leader = make_staff("leader", "主任", "leader", "")
    case = entered(register, cast["clerk"], MARK)
    for user in (cast["clerk"], cast["head"]):
        assert found_by(user, register, case) == [True] * 6, user
    assert signed_in(leader).get(f"/desk/cases/{case.number}/").status_code == 200
    for user in (colleague, cast["stranger"]):
        assert found_by(user, register, case) == [False] * 6, user
        assert signed_in(user).get(f"/desk/cases/{case.number}/note/").status_code == 404

    given = signed_in(cast["head"]).post(f"/desk/cases/{case.number}/assign/", {"handler": colleague.pk, "note": ""})
    assert given.status_code == 302
    assert found_by(colleague, register, case) == [True] * 6
    assert found_by(cast["clerk"], register, case) == [False] * 6
    reads = Entry.objects.filter(action="read", subject_type="case", subject_key=case.number)
    assert {cast["clerk"].pk, cast["head"].pk, leader.pk, colleague.pk} == set(
        reads.values_list("actor_user_id", flat=True)
    )


def test_somebody_marked_away_may_enter_one_all_the_same() -> None:
    """Harm to a child is reported at once, by whoever hears of it; the head then gives it to somebody who is there."""
    register = next(one for one in RESTRICTED if one.key == "harm-to-children")
    cast, today = people(register), timezone.localdate()
    Absence.objects.create(user=cast["clerk"], first=today, last=today, set_by=cast["head"])
    case = entered(register, again(cast["clerk"]), MARK)
    assert (case.handler_id, case.confidentiality) == (None, 1)
    assert signed_in(cast["head"]).get(f"/desk/cases/{case.number}/").status_code == 200
