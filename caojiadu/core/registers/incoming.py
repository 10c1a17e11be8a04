"""A sheet sent in for a register: which column is what, what the cells mean, which rows are good; then brought in."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import verbs
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.forms import EntryForm, form_for
from caojiadu.core.registers.meaning import Meaning
from caojiadu.core.registers.models import KeptColumn, SheetIn
from caojiadu.core.sheets.cells import is_odd, kept_text, line
from caojiadu.core.sheets.heads import columns_by_name, find_heads, plain_head
from caojiadu.core.sheets.tables import Row, Unreadable, filled_down, rows_of, without_value

MOST_IN, SHOWN, SAMPLES = 2_000, 20, 3  # rows
LEFT_OUT = "-"  # chosen for a column that is not read
KEPT = dt.timedelta(days=1)  # until somebody decides on a sheet
TOTALS = {"合计", "总计", "小计", "共计", "inall", "total", "subtotal"}
# Heads that mean the same from one office to the next.
SAME = [
    {"名称", "单位名称", "企业名称", "机构名称", "公司名称", "场所名称", "组织名称", "店名", "单位"},
    {"姓名", "名字", "人员姓名", "本人姓名", "联系人", "负责人"},
    {"电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"},
    {"地址", "住址", "详细地址", "经营地址", "居住地址", "家庭住址", "所在地址", "单位地址"},
    {"证件号码", "证件号", "身份证", "身份证号", "身份证号码", "公民身份号码"},
    {"证件类型", "证件类别", "证件种类"},
    {"居民区", "居委", "居委会", "所属居委", "所属居委会", "所属居民区", "所在居民区"},
    {"备注", "说明", "其他", "其他说明"},
    {"日期", "时间", "登记日期", "登记时间"},
]


class SheetForm(forms.Form):
    """The file."""

    sheet = forms.FileField(
        label=gettext_lazy("Sheet"),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 2,000 rows. A title above the heads does no harm."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ColumnsForm(forms.Form):
    """Which column of a sheet is which field; each field once, and none missing that has to be there."""

    def __init__(self, register: Register, sheet: SheetIn, *args: Any) -> None:
        super().__init__(*args)
        self.asked = fields_of(register)
        offered = [(LEFT_OUT, _("Leave this column out"))]
        offered += [(key, f"{field.label}{' *' if field.required else ''}") for key, field in self.asked.items()]
        rows = json.loads(sheet.rows_sealed or "[]")[:SAMPLES]
        for place, head in enumerate(sheet.heads):
            if samples := [cells[place] for _line, cells in rows if place < len(cells) and cells[place]]:
                head = head or _("Column %(n)d") % {"n": place + 1}
                self.fields[f"c{place}"] = forms.ChoiceField(
                    label=head,
                    choices=offered,
                    initial=sheet.columns[place] or LEFT_OUT,
                    help_text="、".join(one[:24] for one in samples),
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [field for field in cleaned.values() if field != LEFT_OUT]
        for name, field in list(cleaned.items()):
            if chosen.count(field) > 1:
                self.add_error(name, _("Two columns cannot be the same."))
        if missing := lacking(self.asked, chosen):
            self.add_error(None, _("Say which column is: %(names)s") % {"names": "、".join(missing)})
        return cleaned

    def columns(self, sheet: SheetIn) -> list[str]:
        """For each column its field, or nothing."""
        chosen = (self.cleaned_data.get(f"c{place}", LEFT_OUT) for place in range(len(sheet.heads)))
        return ["" if field == LEFT_OUT else field for field in chosen]


def fields_of(register: Register) -> dict[str, forms.Field]:
    """What a sheet of a register may say."""
    return dict(form_for(register)(instance=register.model_class()).fields)


def lacking(fields: dict[str, forms.Field], chosen: Iterable[str]) -> list[str]:
    """The labels of what has to be there and is not."""
    there = set(chosen)
    return [str(field.label) for key, field in fields.items() if field.required and key not in there]


def take(register: Register, path: Path, name: str, user: User) -> SheetIn:
    """Keep what a sheet holds, under seal, and check it at once where there is no doubt which column is what.

    Raises Unreadable for what is no table, or holds nothing below its heads.
    """
    fields = fields_of(register)
    known = {key: (str(field.label), key) for key, field in fields.items()}
    rows = filled_down(path, rows_of(path, name=name))
    heads, below = find_heads(rows, lambda cells: len(columns_by_name(cells, known)))
    kept, notes = _kept(below, without_value(path))
    sheet = SheetIn(register=register.key, name=name[:200], sent_by=user, heads=[line(head) for head in heads])
    sheet.rows_sealed, sheet.notes = json.dumps(kept, ensure_ascii=False), {"read": notes}
    sheet.columns, doubtful = _proposed(register, fields, sheet.heads, kept)
    if not doubtful and not lacking(fields, sheet.columns):
        check(register, sheet)
    sheet.save()
    return sheet


def settle(register: Register, sheet: SheetIn, columns: Sequence[str]) -> None:
    """Check a sheet by the columns that somebody confirmed, and keep them for the next one."""
    for head, field in zip(sheet.heads, columns, strict=True):
        if plain := plain_head(head)[:100]:
            KeptColumn.objects.update_or_create(register=register.key, head=plain, defaults={"field": field})
    sheet.columns = list(columns)
    check(register, sheet)
    sheet.save()


def check(register: Register, sheet: SheetIn) -> None:
    """Say of each row whether it can be entered."""
    meaning, good, bad = Meaning(fields_of(register), sheet.columns), 0, []
    for number, cells in json.loads(sheet.rows_sealed):
        form, problems = _form(register, meaning, cells)
        good += not problems
        if problems:
            bad.append([str(number), form.data.get("title", ""), problems])
    sheet.good, sheet.bad, sheet.settled = good, bad, True
    sheet.notes = {**sheet.notes, "meant": meaning.notes()}


def preview(register: Register, sheet: SheetIn) -> tuple[list[str], list[list[str]]]:
    """The labels of the columns that are read, and the first rows."""
    fields = fields_of(register)
    places = [place for place, key in enumerate(sheet.columns) if key in fields]
    rows = json.loads(sheet.rows_sealed or "[]")[:SHOWN]
    shown = [[cells[place] if place < len(cells) else "" for place in places] for _line, cells in rows]
    return [str(fields[sheet.columns[place]].label) for place in places], shown


def bring_in(register: Register, sheet: SheetIn, user: User, office: Office) -> None:
    """Enter the good rows, each by itself; one that no longer fits is reported. What was read goes."""
    meaning, good, bad = Meaning(fields_of(register), sheet.columns), 0, []
    for number, cells in json.loads(sheet.rows_sealed or "[]"):
        form, problems = _form(register, meaning, cells)
        if not problems:
            problems = _enter(register, form, user, office)
        good += not problems
        if problems:
            bad.append([str(number), form.data.get("title", ""), problems])
    sheet.good, sheet.bad, sheet.rows_sealed = good, bad, ""
    sheet.save(update_fields=["good", "bad", "rows_sealed"])


def forget_undecided() -> None:
    """Drop the sheets that nobody decided on within a day: persons may stand in them."""
    SheetIn.objects.filter(done_at=None, sent_at__lt=timezone.now() - KEPT).delete()


def _enter(register: Register, form: EntryForm, user: User, office: Office) -> str:
    try:
        with transaction.atomic():
            person = form.resident()
            verbs.enter(register, form.values, user=user, office=office, resident=person, action="imported")
    except Refused as refusal:
        return str(refusal)
    return ""


def _kept(rows: Iterable[Row], unknown: dict[int, str]) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The cells as text, and what was left out of them in words."""
    kept: list[tuple[int, list[str]]] = []
    left: Counter[str] = Counter()
    for number, cells in rows:
        if len(kept) >= MOST_IN:
            raise Unreadable(_("More than %(n)d rows. Split the sheet.") % {"n": MOST_IN})
        if number in unknown:
            advice = _("Cell %(cell)s holds a formula without its value. Open the sheet in Excel or WPS and save it.")
            raise Unreadable(advice % {"cell": unknown[number]})
        if plain_head(next((cell for cell in cells if plain_head(cell)), "")) in TOTALS:
            left[_("Line %(n)d holds sums and was left out.") % {"n": number}] += 1
            continue
        odd = sum(map(is_odd, cells))
        left.update({_("Signs that nobody can see were taken out of cells: %(n)d"): odd} if odd else {})
        kept.append((number, [kept_text(cell) for cell in cells]))
    if not kept:
        raise Unreadable(_("There is nothing below the heads of the sheet."))
    return kept, [said % {"n": many} if "%(n)d" in said else said for said, many in left.items()]


def _proposed(
    register: Register, fields: dict[str, forms.Field], heads: list[str], rows: list[tuple[int, list[str]]]
) -> tuple[list[str], bool]:
    """For each head its field or nothing, and whether somebody should look at it.

    A head that somebody confirmed before, or that says what the field is called, leaves no doubt; an empty column
    neither.
    """
    plain = {plain_head(field.label): key for key, field in fields.items()} | {key: key for key in fields}
    confirmed = dict(KeptColumn.objects.filter(register=register.key).values_list("head", "field"))
    sure = {head: confirmed.get(plain_head(head), plain.get(plain_head(head))) for head in heads}
    free = [key for key in fields if key not in sure.values()]
    found, doubtful = list[str](), False
    for place, head in enumerate(heads):
        key = sure[head]
        in_doubt = key is None or (key != "" and (key in found or key not in fields))
        if key is None:
            key = _near(plain_head(head), {name: plain_head(fields[name].label) for name in free})
        if key in found or key not in fields:
            key = ""
        doubtful |= in_doubt and any(place < len(cells) and cells[place] for _line, cells in rows)
        if key in free:
            free.remove(key)
        found.append(key)
    return found, doubtful


def _near(head: str, labels: dict[str, str]) -> str:
    """The one field whose label means the same, or is part of the head, or has it as a part."""
    if len(head) < 2:
        return ""
    for fits in (
        lambda label: any(head in words and label in words for words in SAME),
        lambda label: len(label) > 1 and (label in head or head in label),
    ):
        near = [key for key, label in labels.items() if fits(label)]
        if near:
            return near[0] if len(near) == 1 else ""
    return ""


def _form(register: Register, meaning: Meaning, cells: list[str]) -> tuple[EntryForm, str]:
    """The form of a row, and what is wrong with it."""
    typed, problems = meaning.of(cells)
    form: EntryForm = form_for(register)(typed, instance=register.model_class())
    if form.is_valid() and not problems:
        return form, ""
    said = [problem for name, problem in problems.items()]
    for name, errors in form.errors.items():
        if name not in problems:
            label = form.fields[name].label if name in form.fields else ""
            said += [f"{label}: {error}" if label else str(error) for error in errors]
    return form, "；".join(said)
