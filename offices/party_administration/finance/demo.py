"""Made-up budget lines, claims, purchases, contracts and accounts (A4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Move, Told, fill, named
from offices.party_administration.models import PublicationReview


def finance(people: Mapping[str, Any], today: dt.date) -> None:
    """Lines of a budget, and what is asked for, held and paid from them."""
    offices = {office.code: office.pk for office in Office.objects.all()}
    lines = fill(
        "budget-lines",
        people,
        Told(_line("办公经费", "2010301", "basic", offices["A"], 300_000, today)),
        Told(_line("社区活动项目经费", "2070199", "project", offices["H"], 500_000, today)),
        Told(_line("安全检查项目经费", "2240106", "project", offices["E"], 200_000, today)),
    )
    if not lines:
        return
    _purchases(people, today, lines, offices)
    _claims(people, today, lines, offices)
    _accounts_of_two_years(people, today)


def _purchases(people: Mapping[str, Any], today: dt.date, lines: list[Any], offices: Mapping[str, int]) -> None:
    approved: tuple[Move, ...] = (("head", "purchase_check", {}), ("leader", "purchase_approve", {}))
    bought = ("handler", "purchase_order", {"supplier": "甲公司", "price": 36_000, "quotes": 3})
    accepted = ("head", "purchase_accept", {"acceptance": "数量、规格与合同相符，验收合格。"})
    purchases = fill(
        "purchases",
        people,
        Told(_purchase("更新会议室桌椅", lines[0], offices["A"], 40_000, today), (*approved, bought, accepted)),
        Told(_purchase("安全检查设备", lines[2], offices["E"], 60_000, today), approved),
        Told(_purchase("夏季活动舞台搭建", lines[1], offices["H"], 80_000, today)),
    )
    fill(
        "contracts",
        people,
        Told(_contract("会议室桌椅采购合同", "甲公司", 36_000, today, 40, purchase=purchases[0])),
        Told(_contract("办公区保洁服务合同", "乙公司", 96_000, today, 75)),
        Told(_contract("档案整理服务合同", "丙公司", 50_000, today, 300)),
    )


def _claims(people: Mapping[str, Any], today: dt.date, lines: list[Any], offices: Mapping[str, int]) -> None:
    office_checked: Move = ("head-e", "claim_check_office", {})
    checked = (office_checked, ("head", "claim_check", {"allowed": 2_600}))
    promised: tuple[Move, ...] = (*checked, ("leader", "claim_approve", {}))
    paid = (*promised, ("handler", "claim_pay", {"paid_on": today, "pay": "transfer"}))
    done = (
        *paid,
        ("head", "claim_book", {"voucher": "记-0012"}),
        ("handler", "claim_archive", {"file_number": "财-0012"}),
    )
    stories = (("宣传折页印制", ()), ("消防演练用品", checked), ("检查人员交通费", promised), ("安全培训场地费", done))
    fill(
        "expense-claims",
        people,
        *(
            Told(_claim(title, lines[2], offices["E"], people["handler-e"], today), moves, by="handler-e")
            for title, moves in stories
        ),
    )


def _accounts_of_two_years(people: Mapping[str, Any], today: dt.date) -> None:
    drafted = ("handler", "accounts_draft", {"explanation": "收支总体情况、“三公”经费和绩效情况说明。"})
    told = [Told(_accounts("本年度部门预算", "budget", today - dt.timedelta(days=4)), (drafted,))]
    review = PublicationReview.objects.filter(state="review_published").first()
    if review is not None:
        public = {"review": review.pk, "made_public_on": today, "public_at": "政府网站"}
        published = (drafted, ("handler", "accounts_publish", public))
        told.append(Told(_accounts("上年度部门决算", "final", today - dt.timedelta(days=15)), published))
    fill("accounts-releases", people, *told)


def _line(title: str, code: str, sort: str, office: int, approved: int, today: dt.date) -> dict[str, Any]:
    first = today.replace(month=1, day=1)
    values = {"title": title, "year": today.year, "code": code, "sort": sort, "used_by": office, "approved": approved}
    return values | {"adjusted": 0, "approved_on": first, "aim": "按计划完成，群众满意。"}


def _purchase(title: str, line: Any, office: int, estimate: int, today: dt.date) -> dict[str, Any]:
    values = {"title": title, "line": named(line), "asked_by": office, "need": f"{title}，现有条件不能满足需要。"}
    return values | {"estimate": estimate, "needed_on": today + dt.timedelta(days=45), "way": "inquiry"}


def _contract(
    title: str, partner: str, amount: int, today: dt.date, ends: int, *, purchase: Any = None
) -> dict[str, Any]:
    begun = today - dt.timedelta(days=30)
    return {
        "title": title,
        "partner": partner,
        "contract_number": "",
        "purchase": named(purchase) if purchase else "",
        "amount": amount,
        "legal_review_on": begun,
        "signed_on": begun,
        "starts_on": begun,
        "ends_on": today + dt.timedelta(days=ends),
        "guarantee_until": today + dt.timedelta(days=ends + 90),
    }


def _claim(title: str, line: Any, office: int, applicant: Any, today: dt.date) -> dict[str, Any]:
    values = {"title": title, "line": named(line), "for_purchase": "", "asked_by": office, "applicant": applicant.pk}
    values |= {"sort": "supplies", "amount": 2_680, "spent_on": today, "slips": 3}
    return values | {"grounds": "工作需要，附票据和清单。"}


def _accounts(title: str, sort: str, approved_on: dt.date) -> dict[str, Any]:
    return {"title": title, "sort": sort, "year": approved_on.year, "approved_on": approved_on}
