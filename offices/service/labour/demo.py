"""Made-up labour disputes, job seekers and employment aid (D1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named


def labour(people: Mapping[str, Any], today: dt.date) -> None:
    ago = [today - dt.timedelta(days=days) for days in range(60)]
    accepted = ("handler", "labour_accept", {"mediator": "调解员 周某"})
    met = ("handler", "labour_meet", {"met_on": ago[4], "result": "双方核对了考勤和工资单。"})
    agreed = {"agreement": "单位于约定日前付清欠薪。", "agreed_on": ago[2], "perform_by": today + dt.timedelta(days=10)}
    failed = {"reason": "双方对金额分歧较大。", "note": "已告知向区劳动人事争议仲裁委员会申请仲裁。"}
    fill(
        "labour-disputes",
        people,
        Told(_dispute("追讨两个月工资", "秦某", "甲餐饮公司", "wages", 18000, ago[1])),
        Told(_dispute("加班费计算争议", "尤某", "乙物流公司", "overtime", 6400, ago[6]), (accepted, met)),
        Told(
            _dispute("解除合同补偿", "许某", "丙商贸公司", "dismissal", 32000, ago[9]),
            (accepted, met, ("handler", "labour_agree", agreed)),
        ),
        Told(
            _dispute("未签书面劳动合同", "何某", "丁服务公司", "contract", 15000, ago[12]),
            (accepted, met, ("handler", "labour_fail", failed)),
        ),
    )
    registered = ("handler", "jobseeker_register", {"registered_on": ago[30]})
    contact = {"contact_on": ago[3], "offered": "推荐社区便民岗位两个，本人考虑中。"}
    seekers = fill(
        "job-seekers",
        people,
        Told(_seeker("企业裁员后失业", "吕某", ago[2], "none", "college", "会计", "会计或出纳")),
        Told(
            _seeker("夫妻均失业", "施某", ago[50], "household", "middle", "厨师", "餐饮"),
            (registered, ("handler", "jobseeker_contact", contact)),
        ),
        Told(
            _seeker("五十二岁，原仓库管理员", "孔某", ago[55], "older", "high", "仓库管理", "门卫或理货"),
            (registered, ("handler", "jobseeker_employed", {"employed_on": ago[1], "employed_at": "戊超市"})),
        ),
    )
    if not seekers:
        return
    taken = (("handler", "accept", {"accepted_on": ago[4]}), ("handler", "hand", {"handed_on": ago[3]}))
    granted = ("handler", "grant", {"decided_on": ago[1], "months": 12, "amount": "2500"})
    fill(
        "employment-aid",
        people,
        Told(_aid("申领失业保险金", "施某", "benefit", seekers[1], ago[4], "终止劳动合同证明"), (*taken, granted)),
        Told(_aid("中式烹调培训补贴", "曹某", "training", None, ago[4], "职业技能等级证书"), taken),
        Told(
            _aid("养老护理培训补贴", "严某", "training", None, ago[1], "培训合格证"),
            (("handler", "say_missing", {"missing": "身份证复印件、培训发票。"}),),
        ),
    )


def _dispute(title: str, name: str, employer: str, cause: str, claim: int, received: dt.date) -> dict[str, Any]:
    given = {"title": title, "name": name, "employer": employer, "cause": cause, "workers": 1, "claim": claim}
    return {**given, "received_on": received, "facts": "劳动者提交了考勤记录和工资流水。"}


def _seeker(
    title: str, name: str, lost: dt.date, hardship: str, schooling: str, skills: str, wanted: str
) -> dict[str, Any]:
    given = {"title": title, "name": name, "lost_on": lost, "hardship": hardship}
    return {**given, "schooling": schooling, "skills": skills, "wanted": wanted}


def _aid(title: str, name: str, aid: str, seeker: Any, received: dt.date, proof: str) -> dict[str, Any]:
    given = {"title": title, "name": name, "aid": aid, "received_on": received, "proof": proof, "account": "on"}
    return {**given, **({"seeker": named(seeker)} if seeker else {})}
