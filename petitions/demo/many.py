"""Pieces of made-up letters, so many that a hundred thousand differ, and the people of the demonstration by post."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.organisation.queries import office_of_function

ROADS = (
    *("武定西路", "万航渡路", "余姚路", "康定路", "长寿路", "胶州路", "江苏路", "新闸路", "武宁南路", "安远路"),
    *("延平路", "常德路", "昌平路", "镇宁路", "华山路", "愚园路", "乌鲁木齐北路", "北京西路"),
)
# what it is about, what happened, office that answers
PROBLEMS = (
    ("夜间施工噪音扰民", "工地连续几晚施工到凌晨，家里老人整夜睡不好。", "C"),
    ("广场舞音响声音太大", "每晚八点以后音响仍然很响，孩子无法写作业。", "C"),
    ("空调外机噪音影响休息", "楼下商铺的外机整天轰鸣，关窗也听得见。", "C"),
    ("路灯不亮影响出行", "三盏路灯都不亮，晚上看不清台阶。", "C"),
    ("共享单车乱停放", "人行道停满单车，轮椅只能走车行道。", "C"),
    ("餐馆油烟直排居民楼", "油烟管道对着居民窗户，每天中午晚上都要关窗。", "C"),
    ("违法搭建影响采光", "楼顶新搭了一间房，挡住了后面的窗户。", "C"),
    ("垃圾房异味严重", "垃圾厢房离窗户不到五米，夏天味道很重。", "C"),
    ("行道树枝条碰到窗户", "大风时树枝敲打玻璃，担心会断。", "C"),
    ("沿街店铺占道经营", "货物堆到盲道上，行人只能绕行。", "C"),
    ("电梯停运无人修理", "电梯停了三天，坐轮椅的居民出不了门。", "F"),
    ("小区停车位分配不公", "公共车位长期租给外来车辆，业主晚上没有地方停。", "F"),
    ("物业费上涨没有说明", "物业通知涨价，没有公布收支。", "F"),
    ("业委会换届问题", "任期已满半年，没有组织换届选举。", "F"),
    ("下水道反复堵塞", "一楼厨房下水反复倒灌，疏通一次管一周。", "F"),
    ("门禁损坏陌生人进出", "大门门禁坏了两个月，快递和推销随意进出。", "F"),
    ("加装电梯意见不一致", "高层和底层住户协商不成，请街道帮助调解。", "F"),
    ("独居老人需要助餐", "母亲八十多岁独居，做饭困难，想申请社区助餐。", "D"),
    ("低保复核时间问题", "收到复核通知时正在住院，不能到场。", "D"),
    ("残疾人无障碍改造申请", "卫生间门太窄，轮椅进不去。", "D"),
    ("长护险评估等待太久", "提交申请两个月还没有上门评估。", "D"),
    ("托育名额咨询", "孩子两岁，想了解社区托育的报名时间。", "D"),
    ("楼道堆物堵住消防通道", "楼道堆满纸箱和旧家具，消防栓被挡住。", "E"),
    ("外墙脱落有危险", "北面外墙瓷砖松动，昨天掉下一块。", "E"),
    ("电动自行车飞线充电", "二楼拉下电线给电瓶车充电，担心起火。", "E"),
    ("群租房人员混杂", "一套房隔成六间，半夜进出吵闹。", "E"),
    ("邻里漏水纠纷", "楼上漏水泡坏天花板，多次协商没有结果。", "E"),
    ("求职登记咨询", "失业三个月，想了解职业介绍和培训。", "D"),
    ("社保卡领取问题", "换卡申请一个月没有收到通知。", "D"),
    ("建议增加图书室座位", "周末图书室座位不够，很多孩子站着看书。", "H"),
    ("建议延长健身点开放时间", "健身点五点关门，上班的人赶不上。", "H"),
    ("建议组织手机使用课", "很多老人不会用手机预约看病。", "H"),
    ("希望公布社工招聘信息", "想应聘社区工作者，不知道在哪里看到招聘公告。", "G"),
    ("窗口办事排队时间长", "上午排了一个多小时才轮到。", "A"),
    ("志愿者报名渠道咨询", "想参加社区志愿服务，不知道在哪里报名。", "B"),
)
REPORTS = (
    ("反映某工程验收中的问题", "有人在验收时弄虚作假，实际没有做防水。"),
    ("反映某工作人员态度问题", "在窗口说话难听，拒绝说明理由。"),
)
REQUESTS = ("请尽快处理，并告知结果。", "请派人到现场看一看。", "请说明办法和时间。", "请协调有关单位解决。")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("秀英", "建国", "敏", "静", "丽华", "强", "磊", "桂兰", "洋", "艳", "勇", "军", "文杰", "娟", "涛", "明")


@dataclass(frozen=True, slots=True)
class Doer:
    """The columns of an event that say who acted."""

    kind: str
    user: int | None = None
    office: int | None = None


RESIDENT, TIMER = Doer("resident"), Doer("timer")


class Crew:
    """The people by office and role; only offices where somebody can answer get letters."""

    def __init__(self, people: Mapping[str, Any]) -> None:
        self._held: dict[tuple[str, int | None], list[Doer]] = defaultdict(list)
        for user in people.values():
            office = next((post.office_id for post in user.posts_today if post.office_id), None)
            doer = Doer("staff", user.pk, office)
            for post in user.posts_today:
                self._held[post.role, post.office_id].append(doer)
        self.desk = office_of_function("E3")
        self.offices = {office.code: office.pk for office in Office.objects.all() if self._manned(office.pk)}
        self.problems = [one for one in PROBLEMS if one[2] in self.offices]

    def _manned(self, office: int) -> bool:
        return bool(self._held["handler", office] or self._held["head", office])

    def at_desk(self, role: str) -> Doer:
        """Somebody at the letters-and-calls desk; the portal itself where nobody has that post."""
        found = self._held[role, self.desk.pk]
        return found[0] if found else TIMER

    def keeper(self) -> Doer:
        """One of the two who keep confidential reports."""
        return self.at_desk("accusations")

    def head(self, office: int) -> Doer:
        """The head of an office, or whoever else is there."""
        return (self._held["head", office] or self._held["handler", office])[0]

    def handler(self, office: int, chance: random.Random) -> Doer:
        """Somebody who handles matters there."""
        return chance.choice(self._held["handler", office] or self._held["head", office])
