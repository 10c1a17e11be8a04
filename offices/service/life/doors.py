"""Services at home, for whoever looks for them in everyday words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from offices.service.life.models import ServiceKind

SAID = {
    ServiceKind.MEALS: ("吃饭、助餐、送餐、送饭、订餐、老年餐、午饭、晚饭", "lunch, dinner, food, eating"),
    ServiceKind.REPAIR: (
        "维修、修理、修水管、水管坏了、水龙头、修马桶、通下水道、修灯、修电器",
        "mend, plumber, tap, electrician",
    ),
    ServiceKind.CARE: ("护工、照顾老人、照料老人、陪护、上门护理", "carer, nursing at home"),
    ServiceKind.CLEANING: ("保洁、打扫卫生、家政、钟点工、擦窗", "cleaner, housework"),
    ServiceKind.HAIR: ("理发、剪头发、剃头", "haircut, barber"),
    ServiceKind.ESCORT: ("陪诊、陪看病、陪老人看病、去医院", "hospital, see a doctor"),
    ServiceKind.LAUNDRY: ("洗衣、洗衣服、洗被子、缝补、改衣服", "wash clothes, tailor"),
}


@provide("search_doors")
def doors_for_words(_typed: str) -> list[dict[str, Any]]:
    """Each kind of service by what people say for it, and all of them."""
    hint = _("A service at home: order it here.")
    kinds: list[dict[str, Any]] = [
        {"url": f"{reverse('life:home')}#kind-{kind.value}", "icon": "house-door", "label": kind.label, "hint": hint}
        | {"words": (f"{kind.label}、{chinese}", english)}
        for kind, (chinese, english) in SAID.items()
    ]
    every = {"url": reverse("life:home"), "icon": "house-door", "label": _("Services at home")}
    return [*kinds, every | {"hint": hint, "words": ("上门服务、生活服务", "service at home"), "always": True}]
