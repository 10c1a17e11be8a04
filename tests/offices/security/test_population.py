"""Actual population (E7): who lives where, tenancies that end, changes checked and entered with the police."""

from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.external_systems.models import Counterpart
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.wording import words
from caojiadu.core.registers.models import RecordDate, ReminderRule
from caojiadu.core.registers.tasks import look_every_day
from offices.security.models import Occupant
from offices.security.residence.renewal import tell_of_renewal
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


def test_whose_permit_ends_is_told_once_for_each_last_day(house: House, django_assert_num_queries: Any) -> None:
    lives = {"title": "承租人", "home": f"#{house.home}", "origin": "china", "since": day(-30), "checked_on": day(-1)}

    def occupant(name: str, phone: str, until: Any, **more: Any) -> int:
        return house.clerk.enter("occupants", **lives | more, name=name, phone=phone, permit_until=until)

    near = occupant("李某某", "13800138000", day(20))
    occupant("李某某", "13800138000", day(20), title="另一处")  # the same permit, entered at two homes
    occupant("周某某", "13800138001", day(20))
    occupant("赵某某", "13800138002", day(31))
    occupant("钱某某", "", day(20))
    occupant("孙某某", "13800138003", day(-1))
    gone = occupant("吴某", "13800138004", day(20))
    house.clerk.client.post(f"/desk/security/occupants/{gone}/end/", {"on": day(0), "reason": "搬离"})
    told = Notice.objects.filter(template="permit_ends", channel="sms").order_by("pk")
    with django_assert_num_queries(4):
        assert tell_of_renewal(timezone.now()) == 2
    assert look_every_day() == 0 and told.count() == 2
    message = told[0]
    assert (message.urgent, message.state, message.context) == (False, "queued", {"day": str(day(20))})
    text = words(message)
    assert f"{day(20).year}年" in text.body and "签注" in text.body and "李" not in text.title + text.body
    kept = {**lives, "permit_until": day(20), "seen": "0"}
    assert house.clerk.change("occupants", near, **kept | {"title": "业主"}) == 302  # renewed up to the same day
    assert look_every_day() == 0
    assert house.clerk.change("occupants", near, **kept | {"permit_until": day(25), "seen": "1"}) == 302
    assert look_every_day() == 1 and told.count() == 3
    ReminderRule.objects.filter(register="occupants", key="permit").update(lead=31)
    assert look_every_day() == 1 and look_every_day() == 0


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
