"""The windows of a hall are those of the office's register: entered there, they are in the hall at once."""

import re

from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre
from services.lists import CENTRE
from services.models import HallWindow

_NUMBER = re.compile(r"(?<!\d)[1-9]\d?(?!\d)")
FIRST_ZH, FIRST_EN = "老年人、残疾人优先", "Older and disabled people first"


@provide("window_kept")
def keep_window(*, entry: int, title: str, active: bool, first: bool) -> None:
    """Have a window of the register in the hall, under the number in its title; one without a number is no window.

    A number that another window bears already stays with that one.
    """
    centre, number = Centre.objects.filter(key=CENTRE).first(), _NUMBER.search(title)
    rows = HallWindow.objects.filter(centre=centre)
    window = rows.filter(entry=entry).first()
    if window is None and number:
        window = rows.filter(number=int(number[0]), entry=None).first() or HallWindow(centre=centre)
    if window is None or centre is None:
        return
    window.entry, window.active = entry, active and number is not None
    if number and not rows.filter(number=int(number[0])).exclude(pk=window.pk).exists():
        window.number = int(number[0])
    if window.pk is None and window.number is None:
        return
    if first and not window.name_zh:
        window.name_zh, window.name_en = FIRST_ZH, FIRST_EN
    window.save()
