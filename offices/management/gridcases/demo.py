"""Grid cases at every point of their lives (C3), with drawings for photos."""

import datetime as dt
import io
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from caojiadu.core.files.moves import stash
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.demo import Told, fill, take
from offices.management.models import GridClass

# class, place, neighbourhood, how it was found, what was seen, how far it gets
STORIES = (
    ("占道堆物", "武定西路近江苏路口", "wunan", "patrol", "非机动车道上堆放建筑材料。", "found"),
    ("占道堆物", "武定西路江苏路口东侧", "wunan", "hotline", "市民反映堆物影响通行。", "accepted"),
    ("路灯、电杆损坏", "余姚路某弄口", "yaoxi", "resident", "居民反映路灯不亮。", "filed"),
    ("暴露垃圾", "康定路某号门前", "kangding", "patrol", "垃圾堆放在树穴旁。", "dispatched"),
    ("绿化损坏、养护缺失", "延平路街心绿地", "kangding", "patrol", "灌木枯死一片。", "branch"),
    ("楼道堆物", "某某小区某号楼二楼", "gaorong", "committee", "纸箱堆满楼道。", "returned"),
    ("油烟扰民", "镇宁路某餐饮店", "wanhang", "resident", "油烟直排。", "often"),
    ("道路破损", "万航渡路某号门前", "wanhang", "camera", "路面沉降约一平方米。", "time"),
    ("井盖缺失或破损", "长寿路某公交站旁", "yeqing", "patrol", "井盖开裂，已设围挡。", "standstill"),
    ("墙面污损", "新闸路某弄围墙", "juntai", "patrol", "围墙乱涂写。", "handled"),
    ("跨门营业", "武定西路某水果店", "wunan", "patrol", "货物摆到人行道。", "failed"),
    ("暴露垃圾", "余姚路某号门前", "yaoxi", "patrol", "两袋垃圾。", "spot"),
    ("道路积水", "康定路延平路口", "kangding", "district", "雨后积水约五厘米。", "closed"),
)
HOLDERS = {"returned": "F", "often": "F"}


def cases(people: Mapping[str, Any], bodies: list[Any]) -> None:
    """One case for each story, taken through the moves of the centre and of its handler."""
    found = fill("grid-cases", people, *(Told(_typed(*row[:5])) for row in STORIES))
    for case, row in zip(found, STORIES, strict=bool(found)):
        _Telling(people, case, bodies).tell(row[5])


def _typed(name: str, place: str, area: str, source: str, what: str) -> dict[str, Any]:
    grid_class = GridClass.objects.get(name_zh=name)
    home = Neighbourhood.objects.filter(key=area).values_list("pk", flat=True).first()
    typed = {"title": name, "grid_class": grid_class.pk, "place": place, "source": source, "what": what}
    return {**typed, "neighbourhood": home or ""}


class _Telling:
    """Takes one case as far as its story goes."""

    def __init__(self, people: Mapping[str, Any], case: Any, bodies: list[Any]) -> None:
        self.people, self.case, self.bodies = people, case, bodies

    def go(self, who: str, key: str, **typed: Any) -> None:
        take(self.people, self.case, (who, key, typed))

    def tell(self, end: str) -> None:
        if end == "found":
            return
        if end == "spot":
            self.go("handler-c", "spot", **self._class(), done="当场清理。", **_photo("before"), **_photo("after"))
            return
        self.go("handler-c2", "grid_accept")
        if end == "accepted":
            return
        self.go("handler-c2", "file", **self._class(), **_photo("before"))
        if end == "filed":
            return
        self._dispatch(end)
        steps = {"returned": self._return, "often": self._often, "time": self._time, "standstill": self._standstill}
        if end in steps:
            steps[end]()
        elif end in ("handled", "failed", "closed"):
            self._handled(end)

    def _class(self) -> dict[str, Any]:
        return {"grid_class": self.case.grid_class_id, "place": self.case.place}

    def _dispatch(self, end: str) -> None:
        code = HOLDERS.get(end, "C")
        body = self.bodies[1].pk if end == "branch" and self.bodies else ""
        given = {"office": Office.objects.get(code=code).pk, "handler": self.people[f"handler-{code.lower()}"].pk}
        self.go("handler-c2", "dispatch", **given, resource=body, to="", note="")

    def _return(self) -> None:
        self.go("handler-f", "return_order", reason="属城管执法事项，建议派城管中队。", belongs_to="城管中队")

    def _often(self) -> None:
        for _time in range(2):
            self._return()
            self.go("handler-c2", "allow_return", note="")
            self._dispatch("often")

    def _time(self) -> None:
        reason = "须开挖修复，施工队下周进场。"
        self.go("handler-c", "grid_ask_time", days=5, reason=reason)

    def _standstill(self) -> None:
        until = timezone.localdate() + dt.timedelta(days=30)
        self.go("handler-c", "grid_ask_standstill", until=until, reason="井盖须定制，已设围挡。")
        self.go("head-c", "grid_grant")

    def _handled(self, end: str) -> None:
        self.go("handler-c", "handle", done="已处置完毕，现场恢复整洁。", **_photo("after"))
        if end == "failed":
            self.go("handler-c2", "not_put_right", reason="货物仍摆在盲道上。", **_photo("check", mess=True))
        if end == "closed":
            self.go("handler-c2", "verify", seen_on_site="现场查看，积水已排除。", **_photo("check"))
            self.go("head-c", "close")


def _photo(stage: str, *, mess: bool = False) -> dict[str, str]:
    """A photo that waits under the token of a form, as one that was just taken."""
    token = secrets.token_urlsafe(24)
    stash(uploaded=_drawing(stage == "before" or mess), token=token)
    return {f"{stage}_photos-token": token}


def _drawing(mess: bool) -> SimpleUploadedFile:
    """A street, with something lying about or without."""
    from PIL import Image, ImageDraw  # not before a picture is drawn

    image = Image.new("RGB", (960, 720), "#cfd8dc")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 960, 380), fill="#b7a58c")
    draw.rectangle((120, 90, 330, 380), fill="#8d6e63")
    draw.rectangle((560, 120, 840, 380), fill="#90a4ae")
    draw.polygon(((0, 380), (960, 380), (960, 470), (0, 470)), fill="#9e9e9e")
    for at in range(0, 960, 160):
        draw.rectangle((at, 590, at + 90, 604), fill="#eceff1")
    if mess:
        for left, top, colour in ((400, 330, "#37474f"), (470, 350, "#455a64"), (430, 390, "#6d4c41")):
            draw.ellipse((left, top, left + 110, top + 90), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return SimpleUploadedFile("演示照片.jpg", out.getvalue(), "image/jpeg")
