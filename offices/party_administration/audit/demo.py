"""Made-up audits and findings (A5)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Move, Told, fill, named


def audit(people: Mapping[str, Any], today: dt.date) -> None:
    """Audits that are planned, carried out and reported, and what they found."""
    three = today - dt.timedelta(days=3)
    notified = ("handler", "audit_notify", {"notified_on": three})
    begun: tuple[Move, ...] = (notified, ("handler", "audit_begin", {}))
    draft = {"draft_report": "经审计，收支总体合规，个别票据不全。", "draft_sent_on": today}
    asked = (*begun, ("handler", "audit_ask", draft))
    reported = (
        *asked,
        ("handler", "audit_hear", {"comments": "无异议，将按要求整改。"}),
        ("head", "audit_report", {"report": "审计报告：收支总体合规，发现问题请按期整改。"}),
    )
    audits = fill(
        "audits",
        people,
        Told(_audit("下半年专项经费审计", "special", "街道各中心", today + dt.timedelta(days=40))),
        Told(_audit("社区食堂补贴审计", "special", "某某服务机构", today), begun),
        Told(_audit("修缮工程结算审计", "works", "某某工程项目", today), asked),
        Told(_audit("活动经费收支审计", "finance", "某某活动中心", today), reported),
    )
    if not audits:
        return
    demand = {"demanded": "补齐票据，完善审批手续。", "right_by": today + dt.timedelta(days=45)}
    demanded = ("handler", "finding_demand", demand)
    righted = ("handler-h", "finding_right", {"measures": "已补齐票据并修订报销流程。"})
    struck = ("head", "finding_strike", {"seen": "已核对原始凭证。"})
    fill(
        "audit-findings",
        people,
        Told(_finding("采购比价记录不全", audits[2], "breach", "C")),
        Told(_finding("合同归档不及时", audits[3], "careless", "H"), (demanded,)),
        Told(_finding("三笔支出缺少清单", audits[3], "careless", "H"), (demanded, righted)),
        Told(_finding("资产登记不完整", audits[3], "breach", "H"), (demanded, righted, struck)),
    )


def _audit(title: str, sort: str, unit: str, begins: dt.date) -> dict[str, Any]:
    return {"title": title, "sort": sort, "auditor": "firm", "unit": unit, "covers": "上年度", "planned_on": begins}


def _finding(title: str, of: Any, weight: str, code: str) -> dict[str, Any]:
    office = Office.objects.get(code=code).pk
    return {
        "title": title,
        "audit": named(of),
        "weight": weight,
        "described": f"{title}。",
        "sum": "",
        "answers": office,
    }
