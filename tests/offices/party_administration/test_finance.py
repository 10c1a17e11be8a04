"""Finance (A4): the applicant decides nothing, a budget line is never exceeded, accounts are public in time."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections, transaction

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Clock
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import RecordDate
from caojiadu.core.registers.verbs import enter as enter_record
from offices.party_administration.finance import money
from offices.party_administration.models import BudgetLine, ExpenseClaim, IssuedPaper, Purchase
from tests.entries import signed_in
from tests.offices.party_administration.house import (
    BASE,
    enter,
    errors_of,
    make_people,
    office,
    running,
    step,
    today,
    tried,
)
from tests.offices.party_administration.test_documents import drafted
from tests.offices.party_administration.test_documents import line_of as number_line
from tests.offices.party_administration.test_secrecy import SEEN, submitted


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def line_of(user: Any, approved: int = 1000) -> BudgetLine:
    values = {"title": "办公经费", "year": 2026, "code": "2010301", "sort": "basic", "used_by": office("A")}
    values |= {"approved": Decimal(approved), "adjusted": Decimal(0), "approved_on": today(), "aim": ""}
    return enter_record(find("budget-lines"), values, user=user)


def money_of(line: BudgetLine) -> tuple[int, int, int]:
    line.refresh_from_db()
    return int(line.committed), int(line.spent), int(line.left)


def claim(people: SimpleNamespace, line: BudgetLine, **values: Any) -> Any:
    typed = {"title": "会议材料印制", "line": f"#{line.pk}", "for_purchase": "", "asked_by": office("E").pk}
    typed |= {"applicant": people.safety.pk, "sort": "supplies", "amount": "400", "spent_on": today(), "slips": "2"}
    return enter(people.safety, "expense-claims", **{**typed, "grounds": "印制材料。", **values})


def checked(people: SimpleNamespace, line: BudgetLine, *, allowed: str = "400", **values: Any) -> Any:
    case = claim(people, line, **values)
    step(people.safety_head, case, "claim_check_office")
    return step(people.clerk, case, "claim_check", allowed=allowed)


def test_a_claim_goes_from_its_office_to_the_archive_by_different_hands(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    case = claim(people, line)
    assert set(running(case)) == {"approval"}
    assert tried(people.head, case, "claim_check_office").status_code == 409  # not the head of the office that claims
    assert tried(people.clerk, case, "claim_check", allowed="400").status_code == 409
    case = step(people.safety_head, case, "claim_check_office")
    over = tried(people.clerk, case, "claim_check", allowed="401")
    assert "allowed" in errors_of(over)
    case = step(people.head, case, "claim_check", allowed="350")
    assert tried(people.head, case, "claim_approve").status_code == 409  # who checked it
    assert tried(people.clerk, case, "claim_approve").status_code == 404
    case = step(people.leader, case, "claim_approve")
    assert money_of(line) == (350, 0, 650) and set(running(case)) == {"payment"}
    assert tried(people.head, case, "claim_pay", paid_on=today(), pay="transfer").status_code == 409  # who checked it
    case = step(people.clerk, case, "claim_pay", paid_on=today(), pay="transfer")
    assert money_of(line) == (0, 350, 650)
    assert tried(people.clerk, case, "claim_book", voucher="记-1").status_code == 409  # who paid it out
    step(people.second, case, "claim_book", voucher="记-1")
    case = step(people.clerk, case, "claim_archive", file_number="2026-财-1")
    assert case.closed_at and (case.approved_by, case.paid_by) == (people.leader, people.clerk)
    assert "350.00" in signed_in(people.clerk).get(f"{BASE}budget-lines/{line.pk}/").content.decode()


def test_the_applicant_takes_no_step_of_the_decision(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    own = claim(people, line, applicant=people.safety_head.pk)
    assert signed_in(people.safety).get(f"{BASE}expense-claims/").status_code == 404  # it sees its own, not the list
    assert tried(people.safety_head, own, "claim_check_office").status_code == 409
    case = step(people.safety_head, claim(people, line, applicant=people.head.pk), "claim_check_office")
    assert tried(people.head, case, "claim_check", allowed="1").status_code == 409
    case = step(people.clerk, case, "claim_check", allowed="100")
    for key in ("claim_approve", "claim_refuse"):
        assert tried(people.head, case, key, reason="x").status_code == 409, key
    case = step(people.leader, case, "claim_approve")
    assert tried(people.head, case, "claim_pay", paid_on=today(), pay="card").status_code == 409


def test_nothing_is_approved_beyond_what_is_left_and_a_promise_can_end(people: SimpleNamespace) -> None:
    line = line_of(people.head, 700)
    first, second = checked(people, line), checked(people, line)
    first = step(people.leader, first, "claim_approve")
    refused = tried(people.leader, second, "claim_approve")
    assert refused.status_code == 409 and "300.00" in refused.content.decode()
    assert money_of(line) == (400, 0, 300)
    lower = signed_in(people.head).post(f"{BASE}budget-lines/{line.pk}/edit/", edited(line, approved="399"))
    assert lower.status_code == 422 and "已占用" in lower.content.decode()
    step(people.leader, first, "claim_take_back", reason="票据有误")
    assert money_of(line) == (0, 0, 700)
    step(people.clerk, first, "claim_return", reason="补票")
    again = {"amount": "500", "spent_on": today(), "slips": "3", "grounds": "已补。"}
    assert tried(people.stranger, first, "claim_resubmit", **again).status_code == 404
    assert step(people.safety, first, "claim_resubmit", **again).state == "claim_filed"
    assert step(people.leader, second, "claim_approve").state == "claim_approved"


def test_an_office_that_claims_itself_decides_by_different_hands(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    typed = {"asked_by": office("A").pk, "applicant": people.second.pk, "line": f"#{line.pk}", "for_purchase": ""}
    typed |= {"title": "打印纸", "sort": "supplies", "amount": "90", "spent_on": today(), "slips": "1", "grounds": "用"}
    case = step(people.head, enter(people.second, "expense-claims", **typed), "claim_check_office")
    assert tried(people.head, case, "claim_check", allowed="90").status_code == 409
    case = step(people.clerk, case, "claim_check", allowed="90")
    for key in ("claim_approve", "claim_refuse"):
        assert tried(people.head, case, key, reason="x").status_code == 409, key
    case = step(people.leader, case, "claim_approve")
    assert step(people.head, case, "claim_pay", paid_on=today(), pay="card").paid_by == people.head


def test_who_approved_a_claim_does_not_pay_it_nor_who_filed_it_for_another(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    case = step(people.head, checked(people, line), "claim_approve")
    assert tried(people.head, case, "claim_pay", paid_on=today(), pay="card").status_code == 409
    case = step(people.leader, case, "claim_take_back", reason="重核")
    assert set(running(case)) == {"approval"}
    case = step(people.second, case, "claim_return", reason="补票")
    again = {"amount": "300", "spent_on": today(), "slips": "3", "grounds": "已减。"}  # less than was allowed before
    case = step(people.head, case, "claim_resubmit", **again)
    assert (case.allowed, case.checked_by, case.office_checked_by) == (None, None, None)
    case = step(people.safety_head, case, "claim_check_office")
    case = step(people.clerk, case, "claim_check", allowed="300")
    assert tried(people.head, case, "claim_approve").status_code == 409  # who filed it again
    assert step(people.leader, case, "claim_approve").state == "claim_approved"


def test_a_purchase_is_not_called_off_nor_made_cheaper_under_an_approved_claim(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    typed = {"title": "投影仪", "line": f"#{line.pk}", "asked_by": office("A").pk, "need": "更新", "estimate": "600"}
    case = enter(people.clerk, "purchases", **typed, needed_on=today(30), way="inquiry")
    assert tried(people.clerk, case, "purchase_check").status_code == 409  # who asked for it
    step(people.second, case, "purchase_check")
    case = step(people.head, case, "purchase_approve")
    paid = step(people.leader, checked(people, line, for_purchase=case.number), "claim_approve")
    cheap = tried(people.clerk, case, "purchase_order", supplier="甲公司", price="399", quotes="3")
    assert cheap.status_code == 409 and "400.00" in cheap.content.decode()
    case = step(people.clerk, case, "purchase_order", supplier="甲公司", price="500", quotes="3")
    refused = tried(people.head, case, "purchase_cancel", reason="不买了")
    assert refused.status_code == 409 and paid.number in refused.content.decode()
    step(people.second, paid, "claim_pay", paid_on=today(), pay="transfer")
    assert money_of(line) == (100, 400, 500)
    assert step(people.head, case, "purchase_cancel", reason="余款不用").closed_at
    assert money_of(line) == (0, 400, 600)


def edited(line: BudgetLine, **values: Any) -> dict[str, Any]:
    names = ("title", "year", "code", "sort", "approved", "adjusted", "approved_on", "aim")
    return {name: getattr(line, name) for name in names} | {"used_by": line.used_by_id, "seen": line.version} | values


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_promise_more_than_there_is() -> None:
    people = make_people()
    line = line_of(people.head, 1000)

    def ask(_turn: int) -> bool:
        try:
            with transaction.atomic():
                money.book(line.pk, promised=Decimal(150), user=people.head)
            return True
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, range(10))) == 6
    assert money_of(line) == (900, 0, 100)


def test_a_purchase_holds_its_money_until_it_is_paid_and_closed(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    typed = {"title": "会议椅", "line": f"#{line.pk}", "asked_by": office("E").pk, "need": "更新", "estimate": "600"}
    case = enter(people.safety, "purchases", **typed, needed_on=today(30), way="inquiry")
    step(people.clerk, case, "purchase_check")
    assert tried(people.clerk, case, "purchase_order", supplier="甲公司", price="1").status_code == 409
    case = step(people.head, case, "purchase_approve")
    assert money_of(line) == (600, 0, 400)
    too_much = tried(people.clerk, case, "purchase_order", supplier="甲公司", price="1001", quotes="3")
    assert too_much.status_code == 409 and money_of(line) == (600, 0, 400)
    case = step(people.clerk, case, "purchase_order", supplier="甲公司", price="550", quotes="3")
    assert money_of(line) == (550, 0, 450)
    assert tried(people.clerk, case, "purchase_accept", acceptance="合格").status_code == 409  # who bought it
    case = step(people.second, case, "purchase_accept", acceptance="合格")

    paid = checked(people, line, amount="500", allowed="500", for_purchase=case.number)
    paid = step(people.leader, paid, "claim_approve")
    assert money_of(line) == (550, 0, 450)  # the purchase holds it already
    more = checked(people, line, amount="60", allowed="60", for_purchase=case.number)
    assert tried(people.leader, more, "claim_approve").status_code == 409
    unpaid = tried(people.clerk, case, "purchase_close")
    assert unpaid.status_code == 409 and paid.number in unpaid.content.decode()
    step(people.second, paid, "claim_pay", paid_on=today(), pay="transfer")
    assert money_of(line) == (50, 500, 450)
    step(people.leader, more, "claim_refuse", reason="超出采购额")
    assert step(people.clerk, case, "purchase_close").closed_at
    assert money_of(line) == (0, 500, 500) and Purchase.objects.get(pk=case.pk).held == 0
    other = line_of(people.head)
    assert "for_purchase" in errors_of(claim(people, other, for_purchase=case.number))


@pytest.mark.parametrize(
    ("field", "values"),
    [("amount", {"amount": "0"}), ("amount", {"amount": "x"}), ("spent_on", {"spent_on": today(1)})],
)
def test_a_claim_that_makes_no_sense_is_refused(people: SimpleNamespace, field: str, values: dict[str, Any]) -> None:
    refused = claim(people, line_of(people.head), **values)
    assert refused.status_code == 422 and field in errors_of(refused) and "印制材料。" in refused.content.decode()
    assert not ExpenseClaim.objects.exists()


def test_the_end_of_a_contract_is_told_sixty_days_ahead(people: SimpleNamespace) -> None:
    typed = {"title": "保洁合同", "partner": "乙公司", "amount": "900", "signed_on": today(), "starts_on": today()}
    url, clerk = f"{BASE}contracts/new/", signed_in(people.clerk)
    assert "ends_on" in errors_of(clerk.post(url, {**typed, "ends_on": today(-1)}))
    assert clerk.post(url, {**typed, "ends_on": today(200), "guarantee_until": today(300)}).status_code == 302
    dates = {row.key: (row.due_on, row.remind_on) for row in RecordDate.objects.all()}
    assert dates == {"end": (today(200), today(140)), "guarantee": (today(300), today(270))}


def test_accounts_are_public_twenty_days_after_their_approval_and_reviewed_before(people: SimpleNamespace) -> None:
    typed = {"title": "2026年度预算", "sort": "budget", "year": "2026", "approved_on": today(-3)}
    case = enter(people.clerk, "accounts-releases", **typed)
    assert running(case) == {"publish": today(17)}
    clock = Clock.objects.get(case_id=case.pk)
    assert clock.legal and "预算法" in clock.article
    case = step(people.clerk, case, "accounts_draft", explanation="总体情况。")
    review = submitted(people.clerk, title="预算公开文本")
    public = {"made_public_on": today(), "public_at": "政府网站"}
    unseen = tried(people.clerk, case, "accounts_publish", review=review.pk, **public)
    assert "review" in errors_of(unseen) and "政府网站" in unseen.content.decode()
    step(people.head, review, "review_pass", **SEEN, ground="")
    early = tried(
        people.clerk, case, "accounts_publish", **{**public, "review": review.pk, "made_public_on": today(-9)}
    )
    assert "made_public_on" in errors_of(early)
    paper = drafted(people.clerk, number_line(people.head), title="预算公开文本")
    void = submitted(people.clerk, title="预算公开文本", paper=paper.number)
    step(people.head, void, "review_pass", **SEEN, ground="")
    IssuedPaper.objects.filter(pk=paper.pk).update(state="issue_void")
    gone = tried(people.clerk, case, "accounts_publish", review=void.pk, **public)
    assert list(errors_of(gone)) == ["review"] and "该公文已作废" in gone.content.decode()
    case = step(people.clerk, case, "accounts_publish", review=review.pk, **public)
    assert running(case) == {} and isinstance(case.made_public_on, dt.date)
    assert step(people.clerk, case, "accounts_file", note="已备案").closed_at
