"""Made-up campaigns, drives, notices, and what goes to the health service centre (H8, H15)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill
from offices.development.demo_events import ANNOUNCED, LISTED, area, at, held, published

DAY = dt.timedelta(days=1)


def health(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Public health, and the health service centre."""
    today = now.date()
    goal = {"goal": "减少蚊虫孳生地，倡导健康生活方式。"}
    record = {"summary": "清除积水点并上门宣传。", "handed_out": 400, "households": 320}
    fill(
        "health-campaigns",
        people,
        Told(
            _campaign("夏季灭蚊行动", "vectors", now - 20 * DAY),
            (*ANNOUNCED, *published("夏季灭蚊行动", "各居民区", **goal), *held(60, **record)),
        ),
        Told(_campaign("无偿献血宣传日", "blood", now + 7 * DAY), (*ANNOUNCED, *LISTED)),
        Told(_campaign("无烟家庭倡议", "smoking", now + 30 * DAY)),
    )
    invited = ("handler", "vaccination_invite", {"invited": 500})
    over = ("handler", "vaccination_end", {"done": "按计划完成六场接种。"})
    counts = ("handler", "vaccination_count", {"vaccinated": 412, "reactions": 1, "outcome": "完成目标。"})
    fill(
        "vaccination-drives",
        people,
        Told(_drive("流感疫苗接种", "流感疫苗", "older", today - 30 * DAY, today - 3 * DAY), (invited, over, counts)),
        Told(_drive("肺炎疫苗接种", "肺炎球菌疫苗", "older", today - 2 * DAY, today + 20 * DAY), (invited,)),
        Told(_drive("学生疫苗补种", "麻腮风疫苗", "children", today + 10 * DAY, today + 20 * DAY)),
    )
    told = "请清除家中积水，出现发热及时就诊。"
    passed = ("handler", "epidemic_pass", {"passed_to": "各居委会、卫生服务中心、辖区学校", "told": told})
    done = ("handler", "epidemic_carry_out", {"measures": "全域清积水两次，张贴告知书。"})
    shown = ("head", "publish", {"title": "蚊媒传染病防控提示", "told": told})
    fill(
        "epidemic-notices",
        people,
        Told(_notice("蚊媒传染病防控提示", "登革热", "prevent", now - 4 * DAY), (passed, shown, done)),
        Told(_notice("流感流行季提示", "流感", "inform", now - 10 * DAY), (passed,)),
        Told(_notice("诺如病毒防控通知", "诺如病毒感染", "inform", now - DAY)),
    )
    _centre(people, now)


def _centre(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    passed = ("head", "liaison_pass", {"passed_to": "社区卫生服务中心", "passed_on": today - 3 * DAY})
    answered = {"answered_on": today - DAY, "answer": "自下月起每周六上午增开全科门诊。"}
    fill(
        "health-liaison",
        people,
        Told(
            _matter("希望周末增开门诊", "opening", "residents", today - 5 * DAY),
            (
                passed,
                ("handler", "liaison_answer", answered),
                ("handler", "liaison_tell", {"done": "已电话告知居委会。"}),
            ),
        ),
        Told(_matter("门口台阶轮椅不便", "place", "committee", today - 4 * DAY), (passed,)),
        Told(_matter("咨询家庭医生续签", "doctor", "residents", today - DAY)),
    )
    words = {"services": "测血压、血糖，慢性病咨询。"}
    record = {"summary": "义诊顺利。", "people_seen": 64, "referred": 2}
    fill(
        "joint-health-activities",
        people,
        Told(
            _joint("敬老义诊", "consultation", now - 9 * DAY),
            (*ANNOUNCED, *published("敬老义诊", "居民区活动室", **words), *held(64, **record)),
        ),
        Told(_joint("家庭医生签约日", "family", now + 5 * DAY), (*ANNOUNCED, *LISTED)),
        Told(_joint("大肠癌早期筛查", "screening", now + 25 * DAY)),
    )


def _campaign(title: str, theme: str, day: dt.datetime) -> dict[str, Any]:
    about = {"title": title, "theme": theme, "partner": "社区卫生服务中心", "neighbourhood": area()}
    return {**about, "goal": "减少蚊虫孳生地，倡导健康生活方式。", **at(day, "各居民区", 100)}


def _drive(title: str, vaccine: str, group: str, since: dt.date, until: dt.date) -> dict[str, Any]:
    days = {"since": since, "until": until, "wanted": 450}
    return {"title": title, "vaccine": vaccine, "group": group, "site": "社区卫生服务中心", **days}


def _notice(title: str, disease: str, level: str, at_: dt.datetime) -> dict[str, Any]:
    sent = {"origin": "health", "level": level, "received_at": f"{at_:%Y-%m-%dT%H:%M}"}
    return {"title": title, "disease": disease, **sent, "ordered": "排查孳生地，发布健康提示，报告落实情况。"}


def _matter(title: str, topic: str, raiser: str, raised: dt.date) -> dict[str, Any]:
    return {"title": title, "topic": topic, "raiser": raiser, "raised_on": raised, "wish": f"{title}，请研究答复。"}


def _joint(title: str, form: str, day: dt.datetime) -> dict[str, Any]:
    about = {"title": title, "form": form, "neighbourhood": area(), "doctors": 5}
    return {**about, "services": "测血压、血糖，慢性病咨询。", **at(day, "居民区活动室", 80)}
