"""What holds for every register, of whatever office: a new one is picked up without being told."""

import datetime as dt
import io
from itertools import cycle
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from caojiadu.core.audit.models import Entry
from caojiadu.core.registers.declaration import Register, all_registers
from caojiadu.core.registers.lists import NUMBERS
from caojiadu.core.registers.models import Record, RecordEvent
from caojiadu.core.registers.sheets import can_be_summed
from tests.entries import address, entered, people, signed_in, typed
from tests.hostile import VALUES
from tests.rails import same_people, shared_rail

__all__ = ["same_people", "shared_rail"]
SLOW = "every page of every register, some three hundred of them"
IN_PARTS = 4
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_people", "shared_rail")]
# One for each field of a form in turn.
HOSTILE = (VALUES["NUL"], "长" * 5_000, VALUES["script"], VALUES["number of 5,000 digits"])
EVERY = [pytest.param(one, id=one.key) for one in all_registers()]


@pytest.mark.parametrize("register", EVERY)
def test_its_office_keeps_it_and_nobody_else_sees_it(register: Register) -> None:
    cast = people(register)
    keeper = cast["head"] if register.sensitive or not may_add(cast["clerk"], register) else cast["clerk"]
    clerk, stranger, base = signed_in(keeper), signed_in(cast["stranger"]), address(register)

    empty_page = clerk.get(base).content.decode()
    assert str(register.label) in empty_page
    assert clerk.get(f"{base}new/").status_code == 200
    refused = clerk.post(f"{base}new/", {"title": ""})
    assert refused.status_code == 422 and "error" in refused.content.decode()
    values = typed(register, keeper)
    made = clerk.post(f"{base}new/", values)
    assert made.status_code == 302, (register.key, errors_of(made))
    page = clerk.get(made["Location"])
    assert page.status_code == 200 and values["title"] in page.content.decode()
    assert f'href="{base}"' in page.content.decode()
    assert values["title"] in clerk.get(base).content.decode()
    assert values["title"] in clerk.get(base, {"q": values["title"]}).content.decode()
    assert clerk.get(base, dict.fromkeys(register.filters, "1")).status_code == 200
    odd = clerk.post(f"{base}new/", dict(zip(values, cycle(HOSTILE), strict=False)))
    assert odd.status_code in (302, 400, 422), register.key

    assert stranger.get(f"{base}new/").status_code == (200 if register.asked_by_all else 404)
    for url in (base, f"{base}export/", f"{base}sheet/", made["Location"]):
        assert stranger.get(url).status_code == 404, url
    if not register.is_matter:
        the_life_of_a_record(register, clerk, made["Location"], values)
    the_list_takes_the_same_queries_for_one_and_for_many(register, signed_in(cast["head"]), base, cast["head"])
    the_list_goes_out_with_a_reason(register, signed_in(cast["head"]), base)


def the_life_of_a_record(register: Register, clerk: Any, url: str, values: dict[str, str]) -> None:
    form = {name: value for name, value in values.items() if name in register.fields}
    changed = clerk.post(f"{url}edit/", {**form, "title": "改过的名称", "seen": "0"})
    assert changed.status_code == 302, errors_of(changed)
    again = clerk.post(f"{url}edit/", {**form, "title": "第二个人", "seen": "0"})
    assert again.status_code == 409 and "第二个人" in again.content.decode()
    page = clerk.get(url).content.decode()
    assert "改过的名称" in page and values["title"] in page  # what stood there before
    assert clerk.post(f"{url}end/", {"on": "", "reason": ""}).status_code == 422
    assert clerk.post(f"{url}end/", {"on": "2026-11-01", "reason": "不再需要"}).status_code == 302
    row = Record.objects.get(pk=int(url.rstrip("/").rpartition("/")[2]))
    assert row.ended_on is not None and row.due_on is None
    assert clerk.post(f"{url}reopen/", {"reason": "误操作"}).status_code == 302
    assert [e.action for e in RecordEvent.objects.filter(record=row)] == ["entered", "changed", "ended", "reopened"]


def the_list_goes_out_with_a_reason(register: Register, head: Any, base: str) -> None:
    assert head.post(f"{base}export/", {"form": "xlsx", "reason": ""}).status_code == 422
    answer = head.post(f"{base}export/?tab=all", {"form": "xlsx", "reason": "月度统计"})
    lines = rows_of(answer)[1:]
    assert len(lines) >= 1
    adds_up(register, lines)
    assert Entry.objects.filter(action="export", subject_key=register.key, reason="月度统计").exists()
    assert str(register.title) in rows_of(head.get(f"{base}sheet/empty/"))[0]


def adds_up(register: Register, lines: list[list[Any]]) -> None:
    """Numbers are numbers, days are days, and below several rows stands their sum where there is one."""
    summed = [name for name in register.fields if can_be_summed(register, name)]
    total = lines.pop() if summed and len(lines) > 1 else None
    before = 2 if register.person else 1
    for place, name in enumerate(register.fields, before):
        field = register.model_class._meta.get_field(name)
        values = [line[place] for line in lines if line[place] is not None]
        if isinstance(field, models.DateField):
            assert all(isinstance(value, dt.datetime) for value in values), name
        elif isinstance(field, NUMBERS) and not field.choices:
            assert all(isinstance(value, int | float) for value in values), name
        if name in summed and total:
            assert (total[place] or 0) == pytest.approx(sum(values)), name
    assert total is None or total[0] == "合计"


def the_list_takes_the_same_queries_for_one_and_for_many(register: Register, head: Any, base: str, user: Any) -> None:
    counts = []
    head.get(base)  # the first page of a session also notes that it is used
    for mark in ("二", "三"):
        with CaptureQueriesContext(connection) as asked:
            assert head.get(base).status_code == 200
        counts.append(len(asked))
        entered(register, user, mark)
    assert len(set(counts)) == 1, counts


def rows_of(response: Any) -> list[list[Any]]:
    """The cells of a workbook that was sent."""
    return [[cell.value for cell in line] for line in load_workbook(io.BytesIO(response.content)).active.iter_rows()]


def may_add(user: Any, register: Register) -> bool:
    from caojiadu.core.registers.access import may_enter

    return may_enter(user, register)


def errors_of(response: Any) -> Any:
    """What a refused form says."""
    context = getattr(response, "context", None)
    return dict(context["form"].errors) if context and "form" in context and context["form"] else response.status_code
