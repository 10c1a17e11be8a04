"""Actual population (E7): who lives where, tenancies that end, changes checked and entered with the police."""

from typing import Any

import pytest

from caojiadu.core.elsewhere.models import Counterpart
from caojiadu.core.registers.models import RecordDate
from offices.security.models import Occupant
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db


class House:
    """A dwelling and those who keep its papers."""

    def __init__(self) -> None:
        self.clerk, self.head = Desk("clerk"), Desk("head", "head")
        values = {"title": "某弄1号101室", "neighbourhood": "1", "estate": "某弄", "use": "let", "rooms": "2"}
        self.home = self.clerk.enter("dwellings", **values, checked_on="2026-02-28")

    def change(self, **more: Any) -> Any:
        values = {"title": "租客入住", "home": f"#{self.home}", "change": "in", "source": "landlord", "people": "2"}
        return self.clerk.enter("population-changes", **{**values, "happened_on": day(-3), **more})


@pytest.fixture
def house() -> House:
    return House()


def dates(key: int) -> dict[str, str]:
    return {one.key: str(one.due_on) for one in RecordDate.objects.filter(record=key)}


def test_a_dwelling_has_occupants_and_tenancies_with_their_dates(house: House) -> None:
    assert dates(house.home) == {"check": "2027-02-28"}
    person = {"title": "承租人", "name": "李某某", "phone": "13800138000", "home": f"#{house.home}", "origin": "china"}
    lives = house.clerk.enter("occupants", **person, since=day(-30), checked_on=day(-1), permit_until=day(60))
    assert dates(lives)["permit"] == str(day(60))
    refused = house.clerk.enter("occupants", **person, since=day(-30), checked_on=day(-31))
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {"checked_on"}
    letting = {"title": "整套", "name": "王某某", "home": f"#{house.home}", "tenants": "2"}
    refused = house.clerk.enter("tenancies", **letting, let_from=day(0), let_until=day(-1))
    assert refused.status_code == 422 and "整套" in refused.content.decode()
    let = house.clerk.enter("tenancies", **letting, let_from=day(-9), let_until=day(300), safety_on="2026-03-31")
    assert dates(let) == {"end": str(day(300)), "safety": "2026-09-30"}
    page = house.clerk.client.get(f"/desk/security/dwellings/{house.home}/").content.decode()
    assert "承租人" in page and "整套" in page and "李某某" not in page
    gone = house.clerk.client.post(f"/desk/security/occupants/{lives}/end/", {"on": day(0), "reason": "搬离"})
    assert gone.status_code == 302 and Occupant.objects.get(pk=lives).ended_on == day(0)


def test_a_change_is_checked_taken_over_and_entered_with_the_police(house: House) -> None:
    case = house.change()
    assert running(case) == {"check": day(7)}
    assert house.clerk.step(case, "population_check", checked_on=day(1), checked_how="home") == 422
    assert house.clerk.step(case, "population_check", checked_on=day(0), checked_how="home") == 302
    assert list(running(case)) == ["update"]
    assert house.clerk.step(case, "population_again", reason="地址有误") == 302
    house.clerk.step(case, "population_check", checked_on=day(0), checked_how="police", details="已核对")
    listed = "/desk/elsewhere/actual-population/"
    assert case.number not in house.clerk.client.get(listed).content.decode()
    assert house.clerk.step(case, "population_update") == 302
    assert (state(case), running(case)) == ("population_updated", {})
    assert case.number in house.clerk.client.get(listed).content.decode()
    assert Counterpart.objects.filter(system="actual-population", case=case).exists()
    assert Desk("stranger", office="D").client.get(listed).status_code == 404


def test_the_head_cancels_what_was_wrong(house: House) -> None:
    case = house.change(change="out")
    assert house.clerk.step(case, "population_cancel", wrong="重复采集") == 404
    assert house.head.step(case, "population_cancel", wrong="") == 422
    assert house.head.step(case, "population_cancel", wrong="重复采集") == 302
    assert state(case) == "population_cancelled"


def test_another_office_sees_nobody(house: House) -> None:
    stranger = Desk("stranger", office="D").client
    for page in ("dwellings", f"dwellings/{house.home}", "occupants", "tenancies", "population-changes"):
        assert stranger.get(f"/desk/security/{page}/").status_code == 404
