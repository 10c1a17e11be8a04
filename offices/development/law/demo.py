"""Made-up systems and changes (H10), documents, reconsiderations and lawsuits (H11)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Told, fill, named

DAY = dt.timedelta(days=1)


def information(people: Mapping[str, Any], today: dt.date) -> None:
    """Systems, data sets, change requests."""
    systems = fill(
        "information-systems",
        people,
        Told(_system("社区学校报名系统", "H", "cloud", "two", True, today - 200 * DAY)),
        Told(_system("文化场馆管理系统", "H", "firm", "none", False, None)),
        Told(_system("居民区台账系统", "F", "district", "three", True, today - 30 * DAY)),
    )
    if not systems:
        return
    fill(
        "data-sets",
        people,
        Told(_data("课程和班级", systems[0], "open", 120, None)),
        Told(_data("学员报名信息", systems[0], "personal", 3200, None)),
        Told(_data("困难家庭走访记录", systems[2], "sensitive", 800, today - 90 * DAY)),
    )
    assessed = ("handler", "change_assess", {"assessment": "工作量约十个人日，不涉及新增个人信息。"})
    agreed = ("head", "change_agree", {"begins_on": today, "ready_on": today + 30 * DAY})
    built = ("handler", "change_build", {"delivered": "已上线测试环境，测试通过。"})
    fill(
        "change-requests",
        people,
        Told(_change("报名结果短信提醒", systems[0], "wish", "H"), (assessed, agreed, built)),
        Told(_change("台账导出增加楼组", systems[2], "wish", "F"), (assessed, agreed), by="handler-f"),
        Told(_change("登录页面打不开", systems[1], "fault", "D"), by="handler-d"),
    )


def law(people: Mapping[str, Any], today: dt.date) -> None:
    """Normative documents, reconsiderations, lawsuits."""
    heard = ("handler", "normative_hear", {"heard": "公开征求意见三十日，采纳两条。"})
    reviewed = ("head", "normative_review", {"legal_opinion": "权限、依据、程序合法。"})
    issue = {"document_number": "某街办〔2026〕5号", "issued_on": today - DAY, "valid_until": today + 1000 * DAY}
    fill(
        "normative-documents",
        people,
        Told(_document("社区公共空间使用管理办法", today), (heard, reviewed, ("leader", "normative_issue", issue))),
        Told(_document("社区学校管理办法", today), (heard,)),
        Told(_document("公共场馆预约管理规定", today)),
    )
    written = ("handler", "reconsideration_write", {"answer": "事实清楚，依据正确，程序合法。"})
    sent = ("head", "reconsideration_answer", {"answered_on": today})
    decided = {"decision": "upheld", "decided_on": today, "perform_by": "", "note": "区政府决定维持。"}
    fill(
        "reconsiderations",
        people,
        Told(
            _against("不服信息公开答复", "A", "ordinary", today - 6 * DAY),
            (written, sent, ("handler", "reconsideration_decide", decided)),
        ),
        Told(_against("不服不予救助告知", "D", "summary", today - 2 * DAY), (written,)),
        Told(_against("不服履职答复", "C", "ordinary", today - DAY)),
    )
    defended = ("handler", "lawsuit_defend", {"answered_on": today})
    hearing = {"hearing_at": f"{today + 20 * DAY}T09:30", "appears": "deputy", "note": "由分管负责人出庭。"}
    fill(
        "lawsuits",
        people,
        Told(_suit("诉信息公开答复", "A", today - 9 * DAY), (defended, ("handler", "lawsuit_hearing", hearing))),
        Told(_suit("诉不履行法定职责", "C", today - 4 * DAY)),
    )


def _office(code: str) -> int:
    return Office.objects.get(code=code).pk


def _system(title: str, owner: str, runs: str, grade: str, personal: bool, seen: dt.date | None) -> dict[str, Any]:
    kept = {"owner": _office(owner), "supplier": "某软件公司", "runs": runs, "grade": grade}
    return {
        "title": title,
        **kept,
        "personal": "on" if personal else "",
        "reviewed_on": seen or "",
        "support_until": "2027-06-30",
    }


def _data(title: str, system: Any, sort: str, rows: int, assessed: dt.date | None) -> dict[str, Any]:
    about = {"title": title, "system": named(system), "sort": sort, "rows": rows, "assessed_on": assessed or ""}
    return {**about, "contents": "办理业务所需的最少字段。", "basis": "履行职责需要", "shared_with": ""}


def _change(title: str, system: Any, urgency: str, office: str) -> dict[str, Any]:
    about = {"title": title, "system": named(system), "urgency": urgency, "asked_by": _office(office)}
    return {**about, "need": "减少人工核对，方便居民。"}


def _document(title: str, _today: dt.date) -> dict[str, Any]:
    about = {"title": title, "subject": "明确使用规则和管理责任。", "basis": "有关法规规章"}
    return {**about, "drafted_by": _office("F")}


def _against(title: str, office: str, procedure: str, received: dt.date) -> dict[str, Any]:
    about = {"title": title, "act": "街道作出的书面答复。", "done_by": _office(office)}
    return {**about, "procedure": procedure, "received_on": received}


def _suit(title: str, office: str, received: dt.date) -> dict[str, Any]:
    about = {"title": title, "court": "某区人民法院", "claim": "请求撤销答复并重新作出。"}
    return {**about, "sued_office": _office(office), "received_on": received}
