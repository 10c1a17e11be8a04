"""Made-up housing applications (D5)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import DistrictBody, Neighbourhood
from caojiadu.core.registers.demo import Told, fill, take
from offices.service.models import AidRules, HousingCheck


def housing(people: Mapping[str, Any], today: dt.date) -> None:
    """One just received, one waiting for papers, one to be sent, one at the bureau, one posted, one in the queue."""
    place = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in range(60)]
    found = {"visited_on": ago[20], "found_area": "18.5", "findings": "与申报内容一致。", "proposal": "meets"}
    taken = ("handler", "housing_accept", {"accepted_on": ago[20]})
    lacks = ("handler", "say_missing", {"missing": "家庭成员收入证明、现住房租赁合同。"})
    checked = ("handler", "housing_check", found)
    in_batch = ("handler", "housing_check", {**found, "batch": "本年度批次"})
    bureau = DistrictBody.objects.get(key="housing").pk
    sent = ("head", "send_findings", {"body": bureau, "reason": "经入户核查，符合申请条件。"})
    answered = ("handler", "told_elsewhere", {"answer": "同意。"})
    decided = {"decided_on": ago[12], "decision_number": "静房保〔2026〕某号"}

    def told(title: str, name: str, scheme: str, received: int, *moves: Any) -> Told:
        home = {"household_size": 3, "declared_area": "18.5", "declared_income": "98000", "declared_assets": "60000"}
        given = {"title": title, "name": name, "scheme": scheme, "neighbourhood": place, **home}
        return Told({**given, "received_on": ago[received]}, moves)

    days = dt.timedelta(days=AidRules.now().housing_days - 1)
    posted = ("handler", "housing_post", {**decided, "posted_on": today, "posted_until": today + days})
    queue = ("handler", "housing_register", {"registered_on": ago[1], "queue": "第某号"})
    made = fill(
        "housing-applications",
        people,
        told("三口之家申请廉租住房", "贝某", "low_rent", 0),
        told("单亲家庭申请廉租住房", "史某", "low_rent", 1, lacks),
        told("两代人同住一室", "明某", "low_rent", 21, taken, checked),
        told("青年家庭申请公租房", "臧某", "public", 22, taken, checked, sent),
        told("共有产权住房申请", "计某", "shared", 30, taken, in_batch, sent, answered, posted),
        told("老年夫妇申请廉租住房", "伏某", "low_rent", 40, taken, checked, sent, answered, posted),
    )
    for one in made[-1:]:  # its days of posting have passed
        HousingCheck.objects.filter(pk=one.pk).update(posted_on=ago[10], posted_until=ago[3])
        take(people, one, queue)
