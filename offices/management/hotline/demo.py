"""Made-up orders of a demonstration, taken through real moves, at every point of their lives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.hooks import provide
from offices.management.hotline.opening import Order, take_order
from offices.management.models import HotlineOrder

# days ago, class, title, content, place, office, how far it gets
STORIES = (
    (0, "help", "路灯不亮", "武定西路近胶州路口三盏路灯不亮，晚上行走不便，请派人修理。", "武定西路", "C", "received"),
    (0, "inquiry", "咨询助餐点开放时间", "想了解社区助餐点的开放时间和办卡手续。", "", "D", "received"),
    (1, "help", "楼上漏水", "楼上漏水两周，物业上门后没有结果，请街道协调。", "万航渡路", "F", "dispatched"),
    (1, "help", "电动自行车飞线充电", "有人从三楼拉线充电，担心起火，请尽快处理。", "康定路", "E", "danger"),
    (2, "help", "占道经营", "菜场门口货物堆到盲道，行人只能走车行道。", "余姚路", "C", "contacted"),
    (2, "complex", "外墙渗水", "整幢楼北墙渗水，涉及维修资金使用，请街道牵头协调。", "新闸路", "F", "contacted"),
    (3, "help", "车位分配", "小区公共车位长期租给外来车辆，请协调。", "江苏路", "F", "return"),
    (3, "help", "垃圾房异味", "垃圾厢房异味很重，请调整清运时间。", "长寿路", "C", "checking"),
    (4, "inquiry", "建议增设休息椅", "建议在街心绿地增设几张休息椅，方便老人。", "延平路", "C", "replied"),
    (6, "help", "共享单车乱停放", "地铁口人行道停满单车，轮椅过不去。", "长寿路", "C", "satisfied"),
    (7, "help", "油烟扰民", "楼下餐馆油烟直排，关窗也能闻到。", "镇宁路", "C", "unhappy"),
    (8, "help", "楼道堆物", "二楼楼道堆满纸箱，居委劝说后又堆回来。", "康定路", "F", "dissatisfied"),
    (9, "inquiry", "咨询长护险评估", "想了解长护险评估的申请流程和等候时间。", "", "D", "satisfied"),
)
HEADS = {"C": "head-c", "D": "head-d", "E": "head-e", "F": "head-f"}
HANDLERS = {"C": "handler-c", "D": "handler-d", "E": "handler-e", "F": "handler-f"}


@dataclass
class Telling:
    """Takes one order as far as its story goes."""

    people: Mapping[str, Any]
    order: HotlineOrder
    office: str
    began: dt.datetime

    def go(self, key: str, who: str, hours: float, **data: Any) -> None:
        """One move, some hours after the order came, but never in the future."""
        now = min(self.began + dt.timedelta(hours=hours), timezone.now())
        move(case=self.order, key=key, actor=Actor.staff(self.people[who]), data=data, now=now)

    def tell(self, end: str) -> None:
        """Dispatch, contact, reply, check, call back: up to where the story ends."""
        if end == "received":
            return
        handler, head = HANDLERS[self.office], HEADS[self.office]
        office = self.people[head].posts_today[0].office_id
        self.go("dispatch_order", "head-c", 1, office=office, handler=self.people[handler].pk, note="")
        if end in ("dispatched", "danger"):
            return
        self._contact(handler)
        if end == "contacted":
            return
        if end == "return":
            self.go("ask_return", handler, 4, reason="属于业委会自治事项，建议转业委会。", belongs_to="业委会")
            return
        self._reply(handler)
        if end == "checking":
            return
        self.go("release_reply", "handler-c2", 28)
        self._end(end)

    def _contact(self, handler: str) -> None:
        at = min(self.began + dt.timedelta(hours=2), timezone.now())
        self.go("first_contact", handler, 2, reached="yes", at=at, person=str(self.people[handler]), reason="")

    def _reply(self, handler: str) -> None:
        told = min(self.began + dt.timedelta(hours=26), timezone.now())
        text = "已到现场查看，情况属实，已要求责任单位整改，并向您说明了办理情况。"
        findings = {"fact": "true", "fact_note": "", "claim": "reasonable", "claim_note": "", "site_visit": "yes"}
        results = {"result": "solved", "result_note": "", "responsibility": "责任单位", "way": "phone"}
        self.go("file_reply", handler, 27, **findings, **results, told_at=told, text=text)

    def _end(self, end: str) -> None:
        if end == "satisfied":
            said = {"reached": "yes", "satisfied": "yes", "solved": "yes", "contacted": "yes", "reason": ""}
            self.go("call_back", "handler-c2", 50, **said)
        if end == "dissatisfied":
            said = {"reached": "yes", "satisfied": "no", "solved": "no", "contacted": "no"}
            self.go("call_back", "handler-c2", 50, **said, reason="清理后又堆满，希望长期有人管。")
        if end == "unhappy":
            said = {"reached": "yes", "satisfied": "no", "solved": "no", "contacted": "yes"}
            self.go("recheck", "handler-c2", 50, **said, reason="油烟没有减少。")


@provide("demo")
def tell_orders(people: Mapping[str, Any]) -> None:
    """A dozen orders, unless there are some."""
    if HotlineOrder.objects.exists() or not {"head-c", "handler-c", "handler-c2"} <= set(people):
        return
    now = timezone.now()
    for at, (days, order_class, title, content, place, office, end) in enumerate(STORIES, 1):
        began = now - dt.timedelta(days=days, hours=1)
        order = Order(
            number=f"SH{timezone.localtime(began):%Y%m%d}{at:04d}",
            order_class=order_class,
            title=title,
            content=content,
            received=began,
            place=place,
            name="演示来电人",
            phone=f"1380000{at:04d}",
            private=end == "danger",
            dangerous=end == "danger",
        )
        case = take_order(order, actor=Actor.staff(people["head-c"]), quiet=True)
        Telling(people, case, office, began).tell(end)
