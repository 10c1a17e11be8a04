"""Social insurance (D2) and medical insurance (D3): each kind with its own days and its own rules."""

from typing import Any

import pytest

from tests.desk import Desk, day, running, state
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
CLAIM = {"why": "elsewhere", "hospital": "某医院", "treated_from": day(-30), "treated_until": day(-20), "receipts": "3"}
AGE = {"monthly": "4500", "first_paid_on": day(30)}
KINDS: list[Any] = [
    (
        "insurance-registrations",
        10,
        {"change": "join", "insured": "flexible", "since": day(), "card": "on"},
        {},
        {"card_on": day()},
    ),
    (
        "pension-claims",
        20,
        {"ground": "age", "retires_on": day(30), "years": "30"},
        AGE,
        {},
    ),
    ("medical-enrolments", 10, {"group": "baby", "year": "2027"}, {"premium": "100", "paid_on": day(-1)}, {}),
    ("medical-claims", 30, {**CLAIM, "total": "900"}, {"repaid": "700"}, {}),
    (
        "maternity-allowances",
        10,
        {"birth": "birth", "born_on": day(-40), "maternity_hospital": "某院"},
        {"leave_days": "158", "allowance": "40000"},
        {},
    ),
]


def who(received: int = -6) -> dict[str, Any]:
    return {"title": "申请一件", "name": "张某某", "received_on": day(received)}


@pytest.mark.parametrize(
    ("register", "given"),
    [
        ("insurance-registrations", {"change": "transfer", "insured": "employee", "since": day(-3)}),
        ("pension-claims", {"ground": "death"}),
    ],
)
def test_where_the_regulations_name_no_days_the_limit_is_the_offices_own(register: str, given: Any) -> None:
    """Transfers and funeral allowance (arts. 16 and 19): an administrator may change what no law says."""
    clerk = Desk("clerk", office="D")
    case = clerk.enter(register, **who(), **given)
    clerk.step(case, "accept", accepted_on=day(-5))
    assert dict(case.clocks.filter(key__startswith="decide").values_list("key", "legal")) == {"decide_others": False}
    clerk.step(case, "hand", handed_on=day(-4))
    clerk.step(case, "refuse", decided_on=day(-1), refused_why="材料不符")
    assert "decide_others" not in running(case)


@pytest.mark.parametrize(("register", "days", "given", "granted", "told"), KINDS, ids=lambda one: str(one)[:20])
def test_it_is_decided_within_the_days_of_the_regulations(
    register: str, days: int, given: Any, granted: Any, told: Any
) -> None:
    clerk = Desk("clerk", office="D")
    assert clerk.enter(register, **who(1), **given).status_code == 422
    case = clerk.enter(register, **who(), **given)
    assert clerk.step(case, "accept", accepted_on=day(-5)) == 302
    assert running(case) == {"hand": working(2, -5), "decide": working(days, -5)}
    assert clerk.step(case, "hand", handed_on=day(-7)) == 422
    assert clerk.step(case, "hand", handed_on=day(-4)) == 302
    assert clerk.step(case, "grant", decided_on=day(-1), **granted) == 302
    assert running(case) == {"tell": working(2, -1)}
    assert clerk.step(case, "tell", told_on=day(), **told) == 302
    assert (state(case).endswith("_done"), running(case)) == (True, {})
    assert Desk("stranger", office="E").client.get(f"/desk/cases/{case.number}/").status_code == 404


def test_each_kind_has_its_own_rules() -> None:
    clerk = Desk("clerk", office="D")
    wrong: list[Any] = [
        ("medical-enrolments", {"group": "exempt", "year": "2027", "premium": "100"}, "premium"),
        ("medical-enrolments", {"group": "adult", "year": "1999", "premium": "100"}, "year"),
        ("medical-claims", {**CLAIM, "treated_until": day(-31), "total": "900"}, "treated_until"),
        ("pension-claims", {"ground": "age", "retires_on": day(30), "years": "99"}, "years"),
        ("pension-claims", {"ground": "age", "retires_on": day(30)}, "years"),
        ("pension-claims", {"ground": "resident", "years": "15"}, "retires_on"),
        ("insurance-registrations", {"change": "join", "insured": "resident"}, "since"),
        ("maternity-allowances", {"birth": "birth", "born_on": day(-1), "maternity_hospital": "某院"}, "received_on"),
    ]
    for register, given, field in wrong:
        refused = clerk.enter(register, **who(), **given)
        assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}, register
    case = clerk.enter("medical-claims", **who(), **CLAIM, total="900")
    clerk.step(case, "accept", accepted_on=day())
    clerk.step(case, "hand", handed_on=day())
    assert clerk.step(case, "grant", decided_on=day(), repaid="901") == 422
    other = clerk.enter("insurance-registrations", **who(), change="stop", insured="resident", since=day())
    clerk.step(other, "accept", accepted_on=day())
    clerk.step(other, "hand", handed_on=day())
    clerk.step(other, "grant", decided_on=day())
    assert clerk.step(other, "tell", told_on=day(), card_on=day()) == 422  # none was asked for


@pytest.mark.parametrize(
    ("register", "given", "has_not", "granted"),
    [
        ("pension-claims", {"ground": "death"}, {"monthly": "4500"}, {"amount": "60000"}),
        ("pension-claims", {"ground": "age", "retires_on": day(30), "years": "30"}, {"amount": "9"}, AGE),
        ("medical-enrolments", {"group": "exempt", "year": "2027"}, None, {}),
        ("medical-enrolments", {"group": "adult", "year": "2027"}, {}, {"premium": "100", "paid_on": day()}),
        ("insurance-registrations", {"change": "data", "insured": "resident"}, None, {}),
        ("employment-aid", {"aid": "training", "proof": "结业证书"}, {}, {"amount": "1200"}),
        ("employment-aid", {"aid": "benefit", "proof": "解除证明"}, {"amount": "2500"}, {"amount": "1", "months": "6"}),
    ],
    ids=str,
)
def test_what_a_case_has_not_is_not_asked_for(register: str, given: Any, has_not: Any, granted: Any) -> None:
    clerk = Desk("clerk", office="D")
    case = clerk.enter(register, **who(), **given)
    clerk.step(case, "accept", accepted_on=day(-5))
    clerk.step(case, "hand", handed_on=day(-4))
    if has_not is not None:
        assert clerk.step(case, "grant", decided_on=day(-1), **has_not) == 422
    assert clerk.step(case, "grant", decided_on=day(-1), **granted) == 302
    assert clerk.step(case, "tell", told_on=day()) == 302
