"""Social assistance (D4): households by category, visits, re-checks that the head decides and the entry follows."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordDate
from offices.service.models import AssistanceReview, AssistedHousehold
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
HOME = {"title": "一人患病", "name": "张某某", "members": "2", "reasons": "主要劳动力患病", "monthly": "1500"}
BASE = "/desk/service/assisted-households/"


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head", "D")


def household(desk: Desk, category: str = "minimum", **more: Any) -> Any:
    days = {"since": day(-100), "consent_on": day(-120), "rechecked_on": day(-10), "visited_on": day(-5)}
    return desk.enter("assisted-households", **HOME | {"category": category} | days | more)


def dates(key: int) -> dict[str, Any]:
    return dict(RecordDate.objects.filter(record_id=key).values_list("key", "due_on"))


def test_each_category_has_its_own_re_check_and_relief_its_end(head: Desk) -> None:
    for category, months in (("minimum", 6), ("hardship", 12), ("rigid", 3)):
        found = dates(household(head, category))
        assert found == {f"recheck-{category}": months_after(day(-10), months), "visit": months_after(day(-5), 3)}
    below = household(head, monthly="-0.01").context["form"].errors
    assert below == {"monthly": ["救助金额不能为负数。"]}
    assert set(household(head, "relief").context["form"].errors) == {"until"}
    late = household(head, "relief", until=months_after(day(-100), 3).replace(year=2027))
    assert set(late.context["form"].errors) == {"longer_why"}
    assert set(household(head, "relief", since="", until=day(1)).context["form"].errors) == {"since"}
    relief = household(head, "relief", until=months_after(day(-100), 3))
    assert dates(relief)["until"] == months_after(day(-100), 3)
    assert set(household(head, consent_on=day(-99)).context["form"].errors) == {"since"}
    assert set(household(head, consent_on="").context["form"].errors) == {"consent_on"}
    for later in ("", day(-99)):  # urgent relief first, the papers later
        assert dates(household(head, "relief", until=day(-20), consent_on=later))["until"] == day(-20)


def test_a_keeper_of_the_households_keeps_the_visits_too(head: Desk) -> None:
    clerk, other = Desk("clerk", office="D"), Desk("other", office="D")
    key = household(head)
    assert clerk.client.get(f"{BASE}{key}/").status_code == 404
    assert head.client.post(f"{BASE}keepers/", {"person": clerk.user.pk}).status_code == 302
    keepers = head.client.get("/desk/service/assistance-visits/keepers/")
    assert keepers.status_code == 302 and keepers["Location"] == f"{BASE}keepers/"
    visit = {"title": "季度走访", "household": f"#{key}", "visitors": "甲、乙", "change": "better", "seen": "已就业"}
    assert clerk.enter("assistance-visits", **visit, visited_on=day(1)).status_code == 422
    assert isinstance(clerk.enter("assistance-visits", **visit, visited_on=day()), int)
    assert AssistedHousehold.objects.get(pk=key).visited_on == day()
    assert dates(key)["visit"] == months_after(day(), 3)
    assert "季度走访" in clerk.client.get(f"{BASE}{key}/").content.decode()
    for page in (BASE, "/desk/service/assistance-visits/"):
        assert other.client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("proposal", "typed"),
    [("change", {"new_monthly": "900", "effective_on": day()}), ("stop", {"effective_on": day()}), ("go_on", {})],
)
def test_the_head_decides_and_the_household_follows(head: Desk, proposal: str, typed: dict[str, Any]) -> None:
    clerk, key = Desk("clerk", office="D"), household(head)
    case = clerk.enter("assistance-reviews", title="定期复核", household=f"#{key}", cause="due", begun_on=day(-1))
    assert running(case) == {"decide": working(30, -1)}
    assert clerk.step(case, "aidreview_means", means_on=day(), means="本人就业") == 302
    assert clerk.step(case, "aidreview_visit", home_on=day(), seen="情况属实") == 302
    assert clerk.step(case, "aidreview_propose", proposal="change", grounds="收入增加") == 422
    below = {"proposal": "change", "grounds": "收入增加", "new_monthly": "-1", "effective_on": day()}
    assert clerk.step(case, "aidreview_propose", **below) == 422
    early = {"proposal": "stop", "grounds": "收入增加", "effective_on": day(-101)}  # the aid began the day after
    answer = clerk.client.post(f"/desk/cases/{case.number}/aidreview_propose/", early)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"effective_on"}
    for rows, field in ((AssistedHousehold, "monthly"), (AssistanceReview, "new_monthly")):
        with pytest.raises(IntegrityError, match="aid_not_below_zero"), transaction.atomic():
            rows.objects.update(**{field: -1})
    assert clerk.step(case, "aidreview_propose", proposal="go_on", grounds="无变化", new_monthly="900") == 422
    assert clerk.step(case, "aidreview_propose", proposal=proposal, grounds="依复核结果", **typed) == 302
    assert clerk.step(case, "aidreview_decide") == 404
    assert head.step(case, "aidreview_decide") == 302
    assert running(case) == {"tell": working(3)}
    now = AssistedHousehold.objects.get(pk=key)
    wanted = {"change": (900, None), "stop": (1500, day()), "go_on": (1500, None)}[proposal]
    assert (now.monthly, now.ended_on, now.rechecked_on) == (*wanted, day())
    assert clerk.step(case, "aidreview_tell", told_on=day()) == 302
    assert (state(case), running(case)) == ("aidreview_told", {})
    assert Desk("stranger", office="E").client.get(f"/desk/cases/{case.number}/").status_code == 404


@pytest.mark.parametrize(("proposal", "wanted"), [("change", (900, None)), ("stop", (1500, day(3)))])
def test_what_holds_from_a_later_day_is_entered_on_that_day(head: Desk, proposal: str, wanted: Any) -> None:
    clerk, key = Desk("clerk", office="D"), household(head)
    case = clerk.enter("assistance-reviews", title="定期复核", household=f"#{key}", cause="due", begun_on=day(-1))
    clerk.step(case, "aidreview_means", means_on=day(), means="本人就业")
    # The page sends the version that it showed before the field of the same name: an old one is refused.
    assert clerk.step(case, "aidreview_visit", home_on=day(), seen=["0", "情况属实"]) == 409
    clerk.step(case, "aidreview_visit", home_on=day(), seen=[str(Case.objects.get(pk=case.pk).version), "情况属实"])
    later = {"effective_on": day(3), **({"new_monthly": "900"} if proposal == "change" else {})}
    assert clerk.step(case, "aidreview_propose", proposal=proposal, grounds="收入增加", **later) == 302
    assert head.step(case, "aidreview_decide") == 302
    assert clerk.step(case, "aidreview_tell", told_on=day()) == 302
    before, rows = (1500, None, day()), AssistedHousehold.objects.filter(pk=key)
    assert rows.values_list("monthly", "ended_on", "rechecked_on").get() == before
    assert (state(case), running(case)) == ("aidreview_waits", {"effect": day(3)})
    assert clerk.step(case, "aidreview_effect") == 409  # the day has not come
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=True):
        assert Desk("later", office="D").step(case, "aidreview_effect") == 404  # it is restricted
        head.client = signed_in(head.user)
        assert head.step(case, "aidreview_effect") == 302
    assert rows.values_list("monthly", "ended_on").get() == wanted
    assert (state(case), running(case)) == ("aidreview_told", {})
    assert case.clocks.get(key="effect", ended_at__gt=timezone.now()).state == "met"
