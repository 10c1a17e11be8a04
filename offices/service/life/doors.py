"""Services at home, for whoever looks for them in everyday words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.finding.entries import Entry, Kind, in_both
from caojiadu.core.hooks import provide
from offices.service.life.models import ServiceKind

SAID = {
    ServiceKind.MEALS: (
        "吃饭、助餐、助餐点、送餐、送饭、订餐、老年餐、老人吃饭、午饭、晚饭、烧饭",
        "meals, lunch, dinner, food, eating, meals for old people, lunch for old people",
    ),
    ServiceKind.REPAIR: (
        "维修、修理、修水管、水管坏了、水龙头、水龙头坏了、修马桶、马桶堵了、通下水道、修灯、灯坏了、修电器、"
        "修空调、修门锁、开锁",
        "mend, plumber, tap, electrician",
    ),
    ServiceKind.CARE: ("护工、照顾老人、照料老人、没人照顾、陪护、上门护理、居家照护", "carer, nursing at home"),
    ServiceKind.CLEANING: ("保洁、打扫、打扫卫生、家政、钟点工、阿姨、保姆、擦窗、擦玻璃", "cleaner, housework"),
    ServiceKind.HAIR: ("理发、上门理发、剪头发、剃头", "haircut, barber"),
    ServiceKind.ESCORT: ("陪诊、陪看病、陪老人看病、陪老人去医院、去医院、陪同就医", "hospital, see a doctor"),
    ServiceKind.LAUNDRY: ("洗衣、洗衣服、洗被子、缝补、改衣服", "wash clothes, tailor"),
}


@provide("findable")
def orders() -> list[Entry]:
    """Each kind of service by what people say for it, and all of them."""
    hint = _("A service at home: order it here.")
    home = reverse("life:home")
    names = {kind: in_both(kind.label) for kind in SAID}
    kinds = [
        Entry(
            kind=Kind.ORDER,
            key=kind.value,
            url=f"{home}#kind-{kind.value}",
            title=str(kind.label),
            line=hint,
            words=(f"{names[kind][0]}、{chinese}", f"{names[kind][1]},{english}"),
        )
        for kind, (chinese, english) in SAID.items()
    ]
    words = ("上门服务、生活服务、便民服务", "services at home, service at home")
    every = Entry(kind=Kind.PAGE, key="life", url=home, title=_("Services at home"), line=hint, words=words)
    return [*kinds, every]
