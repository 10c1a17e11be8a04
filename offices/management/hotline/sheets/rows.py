"""One row becomes one order, or a reason why not with what to do about it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import Unusable, normal_phone
from caojiadu.core.personal import fields as secrecy
from caojiadu.core.sheets.cells import BadCell, line, moment, text
from caojiadu.core.sheets.heads import first_of, plain_head
from caojiadu.core.sheets.tables import Formula
from offices.management.hotline.opening import NUMBER, PLACE, TITLE, Order
from offices.management.hotline.sheets.words import NAMELESS, NO, YES

MOST_TEXT = 20_000
OPENING = 40


@dataclass
class Reader:
    """Reads the rows of one sheet: its columns, the words for classes, the neighbourhoods by name."""

    columns: dict[str, list[int]]
    classes: dict[str, str]
    merged: set[int]
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pk, name in Neighbourhood.objects.values_list("pk", "name_zh"):
            self.places |= {name: pk, f"{name}居民区": pk, f"{name}居委会": pk, f"{name}居委": pk}

    def number(self, cells: list[Any]) -> str:
        """The number of the order there, however bad the rest is."""
        return line(first_of(cells, self.columns["number"]))[:NUMBER]

    def order(self, at: int, cells: list[Any]) -> Order:
        """The row as an order. Raises BadCell with what is wrong and what to do."""
        if at in self.merged:
            raise BadCell(_("it lies in merged cells; take the merging back and fill in each row"))
        self._no_formulas(cells)
        number = self._number(cells)
        content = self._content(cells)
        order_class, received = self._class(cells), self._received(cells)
        return Order(
            number=number,
            order_class=order_class,
            title=self._title(cells, content),
            content=content,
            received=received,
            place=line(self._cell(cells, "place"))[:PLACE],
            name=self._name(cells),
            phone=self._phone(cells),
            neighbourhood=self.places.get(line(self._cell(cells, "neighbourhood"))),
            private=self._yes(cells, "private", default=False),
            call_back=self._yes(cells, "call_back", default=True),
            dangerous=self._yes(cells, "danger", default=False),
        )

    def _cell(self, cells: list[Any], name: str) -> Any:
        return first_of(cells, self.columns.get(name, []))

    def _no_formulas(self, cells: list[Any]) -> None:
        used = (cells[at] for found in self.columns.values() for at in found if at < len(cells))
        if any(isinstance(cell, Formula) for cell in used):
            raise BadCell(_("it holds a formula; copy the column and paste it as values"))

    def _number(self, cells: list[Any]) -> str:
        number = line(self._cell(cells, "number"))
        if not number:
            raise BadCell(_("the number is missing; copy it from 12345"))
        if len(number) > NUMBER:
            raise BadCell(_("the number has more than %(most)d characters; check the column") % {"most": NUMBER})
        return number

    def _class(self, cells: list[Any]) -> str:
        said = line(self._cell(cells, "class"))
        if not said:
            raise BadCell(_("the class is missing; it sets the limit"))
        if found := self.classes.get(plain_head(said)):
            return found
        raise BadCell(
            _("the class “%(said)s” is not known; correct it, or ask an administrator to add the word")
            % {"said": said[:20]}
        )

    def _content(self, cells: list[Any]) -> str:
        content = text(self._cell(cells, "content"))
        if not content:
            raise BadCell(_("what the caller said is missing"))
        if len(content) > MOST_TEXT:
            raise BadCell(_("the text has more than %(most)d characters; shorten it") % {"most": MOST_TEXT})
        if grade := secrecy.marked(content):
            raise BadCell(_("it is marked %(grade)s; state secrets must not be kept here") % {"grade": grade})
        return content

    def _received(self, cells: list[Any]) -> dt.datetime:
        cell = self._cell(cells, "received")
        if not line(cell):
            raise BadCell(_("the date of receipt is missing"))
        return moment(cell)

    def _title(self, cells: list[Any], content: str) -> str:
        words = line(self._cell(cells, "title")) or line(content)
        most = TITLE if self._cell(cells, "title") else OPENING
        return words if len(words) <= most else f"{words[: most - 1]}…"

    def _name(self, cells: list[Any]) -> str:
        name = line(self._cell(cells, "name"))
        return "" if name in NAMELESS else name[:40]

    def _phone(self, cells: list[Any]) -> str:
        said = line(self._cell(cells, "phone"))
        if not said or said in NAMELESS:
            return ""
        try:
            return normal_phone(said)
        except Unusable as error:
            raise BadCell(_("the phone number cannot be right; correct it, or empty the cell")) from error

    def _yes(self, cells: list[Any], name: str, *, default: bool) -> bool:
        """A cell that says yes or no; an empty one, or a missing column, says what is usual."""
        said = line(self._cell(cells, name)).casefold()
        if not said:
            return default
        if said in YES:
            return True
        if said in NO:
            return False
        raise BadCell(_("“%(said)s” is neither yes nor no; write 是 or 否") % {"said": said[:20]})
