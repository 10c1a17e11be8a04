"""Made-up news and notices of several offices."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.demo import Told, fill

SEEN = {"no_state_secret": "on", "no_work_secret": "on", "no_personal": "on", "ground": "内容可公开。"}
PUBLISH = ("head", "news_publish", SEEN)
MEALS = (
    "社区长者食堂自下月起延长供餐时间：早餐提前到六时三十分，晚餐延长到十九时。\n\n"
    "六十岁以上居民可在食堂现场办理用餐登记；行动不便的老人，可由家属或楼组长代为登记送餐。\n\n"
    "具体菜单每周一张贴在食堂门口和各居民区公告栏。"
)
WATER = (
    "因供水管道检修，下列时段部分楼栋将暂停供水，请提前储水，并关好水龙头。\n\n"
    "检修结束后初期水质可能略浑，放水片刻即可恢复正常。\n\n检修如有变动，另行通知。"
)
SORTING = (
    "街道新增三处可回收物服务点，每周六上午有工作人员现场指导。\n\n"
    "旧书报、旧衣物、小家电均可交投；大件垃圾请先与居民区联系。"
)
CLASSES = (
    "社区文化活动中心秋季班开始报名，开设书法、合唱、手机使用等课程。\n\n"
    "名额有限，报满即止；已报名而不能参加的，请及时取消，把名额留给其他居民。"
)
FIRE = (
    "近日天气干燥，请居民检查家中用电用气：\n\n一、电动自行车不进楼道、不进家门；\n\n"
    "二、外出前关闭燃气阀门；\n\n三、楼道内不堆放杂物，保持通道畅通。"
)


def news(people: Mapping[str, Any], today: dt.date) -> None:
    """What residents read today, what waits for its review, what was sent back and what was taken back."""
    area = Neighbourhood.objects.order_by("pk").first()
    back = ("head", "news_send_back", {"reason": "请写明报名截止日期后重新提交。"})
    gone = ("head", "news_take_back", {"taken_back": "活动因场地检修取消，原通知作废。"})
    fill(
        "news",
        people,
        _told("社区长者食堂延长供餐时间", "D", "services", MEALS, today - dt.timedelta(days=9), moves=(PUBLISH,)),
        _told("供水管道检修停水通知", "C", "notice", WATER, today - dt.timedelta(days=1), area=area, moves=(PUBLISH,)),
        _told("新增三处可回收物服务点", "C", "life", SORTING, today - dt.timedelta(days=4), moves=(PUBLISH,)),
        _told("秋季课程报名", "H", "life", CLASSES, today, moves=(PUBLISH,)),
        _told("冬季居家安全提示", "E", "notice", FIRE, today, moves=()),
        _told("居民议事会报名", "F", "news", "欢迎居民报名参加居民议事会。", today, moves=(back,)),
        _told("周末电影放映", "H", "life", "周六晚放映露天电影。", today, moves=(PUBLISH, gone)),
    )


def _told(title: str, code: str, topic: str, body: str, shown_on: dt.date, *, area: Any = None, moves: Any) -> Told:
    typed = {"title": title, "asked_by": Office.objects.get(code=code).pk, "topic": topic, "body": body}
    typed |= {"area": area.pk if area else "", "shown_on": shown_on, "until_on": shown_on + dt.timedelta(days=60)}
    return Told(typed, moves, by=f"handler-{code.lower()}")
