"""Reports for tests, in one line."""

from typing import Any

from django.utils import timezone

from caojiadu.core.district import sending
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody
from tests.petitions.letters import go, in_hand, make_resident, write

KEY_ID = "street"
TRIED, REASON = "两次约谈物业和施工方，未达成一致。", "执法权在区里，街道无法协调。"


def reported(cast: Any, body: str = "letters-calls", *, lead: str = "housing", **more: Any) -> Report:
    """What the Management Office cannot settle, on its way."""
    resident = make_resident()
    case = go(in_hand(cast, resident=resident, **more), "coordinate", cast.handler, parties="物业", tried="约谈无果")
    bodies = {one.key: one.pk for one in DistrictBody.objects.all()}
    go(case, "report_up", cast.head, body=bodies[body], proposed_lead=bodies[lead], reason=REASON, tried=TRIED)
    return Report.objects.get(case=case)


def passed_on(cast: Any, body: str = "letters-calls") -> Report:
    """An opinion that belongs higher, on its way."""
    case = in_hand(cast)
    go(case, "pass_on", cast.head, body=DistrictBody.objects.get(key=body).pk, reason="建议全区统一夜间施工公示。")
    return Report.objects.get(case=case)


def overdue(cast: Any) -> Report:
    """A limit that passed, on its way."""
    case = in_hand(cast)
    go(case, "climb", by="timer", extra={"rung": "district", "days_late": 9, "limit": "close", "clock": 0})
    return Report.objects.get(case=case)


def accusation(cast: Any, *, against: str = "某物业经理") -> Report:
    """A report against somebody, on its way: forwarded by a keeper, or at once where it names one."""
    case = write("petition_accusation", title="收受装修公司好处", fields={"against": against})
    if case.registrar_id:
        go(case, "forward", cast.keeper, reason="按程序转送")
    return Report.objects.get(case=case)


def sent(report: Report) -> Report:
    """The same, arrived."""
    sending.send_due()
    report.refresh_from_db()
    return report


def due_again(report: Report) -> None:
    """Let its pause be over."""
    Report.objects.filter(pk=report.pk).update(next_try_at=timezone.now())


MAKERS = {"unsettled": reported, "opinion": passed_on, "overdue": overdue, "accusation": accusation}
