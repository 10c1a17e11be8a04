"""Screening for contradictions (E4): numbers through their stages, no name, for the head and keepers."""

from typing import Any

import pytest

from caojiadu.core.registers.models import Record, RecordDate
from offices.security.models import Screening
from tests.offices.security.desk import Desk, day

pytestmark = pytest.mark.django_db
NOTHING = {"high": "0", "middle": "0", "low": "0", "named": "0", "resolved": "0", "reviewed": "0", "reported_up": "0"}
FOUND = {"title": "第47周", "cycle": "week", "theme": "property", "stage": "found", "found": "3", **NOTHING}


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head")


def values(**more: Any) -> dict[str, Any]:
    return {**FOUND, "screened_on": day(0), "next_on": day(7), **more}


def test_contradictions_go_from_found_to_reviewed(head: Desk) -> None:
    key = head.enter("stability-screenings", **values())
    assert RecordDate.objects.get(record=key).due_on == day(7)
    stages = (
        {"stage": "rated", "high": "1", "low": "2"},
        {"stage": "named", "named": "3"},
        {"stage": "resolved", "resolved": "3"},
        {"stage": "reviewed", "reviewed": "3", "reported_up": "1"},
    )
    typed = values()
    for stage in stages:
        typed |= stage
        assert head.change("stability-screenings", key, **typed) == 302
    assert Screening.objects.get(pk=key).stage == "reviewed"
    page = head.client.get(f"/desk/security/stability-screenings/{key}/").content.decode()
    assert "均已复核" in page
    ended = head.client.post(
        f"/desk/security/stability-screenings/{key}/end/", {"on": day(0), "reason": "全部复核完毕"}
    )
    assert ended.status_code == 302 and Record.objects.get(pk=key).due_on is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"high": "4"}, "low"),
        ({"low": "1", "named": "2"}, "named"),
        ({"low": "3", "named": "3", "resolved": "1", "reviewed": "2"}, "reviewed"),
        ({"stage": "rated", "low": "2"}, "stage"),
        ({"stage": "resolved", "low": "3", "named": "3", "resolved": "2"}, "stage"),
        ({"next_on": 8}, "next_on"),
        ({"next_on": 0}, "next_on"),
        ({"cycle": "month", "next_on": 40}, "next_on"),
        ({"title": "欧阳先生反复上访"}, "title"),
        ({"title": "致电13912345678"}, "title"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(head: Desk, more: dict[str, Any], field: str) -> None:
    if "next_on" in more:
        more = {**more, "next_on": day(more["next_on"])}
    refused = head.enter("stability-screenings", **values(**more))
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}
    assert not Screening.objects.exists()


def test_a_monthly_screening_is_due_within_a_month(head: Desk) -> None:
    assert isinstance(head.enter("stability-screenings", **values(cycle="month", next_on=day(28))), int)
