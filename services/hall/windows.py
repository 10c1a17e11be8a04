"""The windows of a hall are those of the office's register: entered there, they are in the hall at once."""

import re

from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.verbs import Refused
from services.lists import CENTRE
from services.models import HallWindow

_NUMBER = re.compile(r"(?<!\d)[1-9]\d?(?!\d)")
FIRST_ZH, FIRST_EN = "老年人、残疾人优先", "Older and disabled people first"


@provide("window_kept")
def keep_window(*, entry: int, title: str, active: bool, first: bool) -> None:
    """Have a window of the register in the hall, under the number in its title; one without a number is no window.

    A window that went out of use gives its number to the next. Raises Refused where another in use bears the number.
    """
    centre, number = Centre.objects.filter(key=CENTRE).first(), _NUMBER.search(title)
    if centre is None:
        return
    rows = HallWindow.objects.filter(centre=centre)
    window = rows.filter(entry=entry).first()
    if number and active:
        window = _of_number(window, rows.filter(number=int(number[0])).first(), int(number[0]), centre)
    if window is None:
        return
    window.entry, window.active = entry, active and number is not None
    if first and not window.name_zh:
        window.name_zh, window.name_en = FIRST_ZH, FIRST_EN
    window.save()


def _of_number(window: HallWindow | None, there: HallWindow | None, number: int, centre: Centre) -> HallWindow:
    """The window that bears a number from now on: the one that is there, unless an entry in use has it."""
    if there is None:
        window = window or HallWindow(centre=centre)
        window.number = number
        return window
    if there == window:
        return there
    if there.active and there.entry is not None:
        words = _("Window %(n)d is in the hall already. End its entry first, or give another number.")
        raise Refused(words % {"n": number}, beside="title", see=Record.objects.filter(pk=there.entry).first())
    if window is not None:
        window.entry, window.active = None, False
        window.save()
    return there
