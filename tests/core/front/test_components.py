"""Fields, chips, dates and icons: what every page is drawn from."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from caojiadu.core.front.forms import PortalRenderer, RadioCards
from caojiadu.core.front.templatetags import portal
from caojiadu.core.workdays.deadlines import end_of

COMPONENTS = sorted((Path(settings.BASE_DIR) / "templates" / "components").glob("*.html"))
NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=timezone.get_default_timezone())


class Letter(forms.Form):
    """A small form with one field of each sort."""

    kind = forms.ChoiceField(choices=[("ask", "Ask"), ("tell", "Tell")], widget=RadioCards(hints={"ask": "noise"}))
    title = forms.CharField(help_text="In one line", error_messages={"required": "Please write a title"})
    place = forms.ChoiceField(choices=[("a", "A")], required=False)
    read = forms.BooleanField(label="I have read it")


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def field(form: forms.Form, name: str) -> str:
    return str(form[name].as_field_group())


class Odd(forms.Form):
    """Values that have to be escaped, grouped, shown as numbers and days."""

    one = forms.ChoiceField(
        choices=[
            ("", "—"),
            ("1<", "x & y"),
            ("g", [(2, 2026), ("3", dt.date(2026, 1, 2))]),
            (4, mark_safe("<b>z</b>")),
        ],
        widget=forms.Select(attrs={"data-x": 'a"b', "disabled": True, "hidden": False, "n": None}),
    )
    many = forms.MultipleChoiceField(choices=[(1, "a"), (2, "b"), (3, "c")])
    number = forms.IntegerField(min_value=1)


@pytest.mark.parametrize("data", [None, {"one": "3", "many": ["1", "3"], "number": "<7>"}])
def test_controls_are_written_as_django_writes_them(data: dict[str, object] | None) -> None:
    ours, theirs = (
        [re.sub(r"\n\s*", "\n", str(control)) for control in Odd(data, renderer=renderer)]
        for renderer in (PortalRenderer(), DjangoTemplates())
    )
    assert [line.replace("\n\n", "\n") for line in theirs] == ours


def test_the_hint_comes_before_the_control_and_is_announced_with_it() -> None:
    drawn = field(Letter(), "title")
    assert drawn.index("In one line") < drawn.index("<input")
    assert 'aria-describedby="id_title_helptext"' in drawn
    assert 'class="form-control"' in drawn


def test_the_error_stands_below_and_is_announced_too() -> None:
    drawn = field(Letter({"kind": "ask"}), "title")
    assert drawn.index("<input") < drawn.index("Please write a title")
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "exclamation-circle" in drawn


def test_radio_cards_are_a_named_group_with_hints() -> None:
    drawn = field(Letter({}), "kind")
    assert "<fieldset" in drawn
    assert "<legend>" in drawn
    assert "noise" in drawn
    assert 'aria-describedby="id_kind_error"' in drawn
    assert len(re.findall(r"<label", drawn)) == 2


def test_a_checkbox_stands_in_its_label() -> None:
    drawn = field(Letter(), "read")
    assert re.search(r'<label class="choice" for="id_read"><input', drawn)


def test_the_summary_leads_to_each_field() -> None:
    drawn = str(Letter({}))
    for target in ("id_kind", "id_title", "id_read"):
        assert f'href="#{target}"' in drawn
        assert f'id="{target}"' in drawn


@pytest.mark.parametrize(("due", "chinese", "tone"), [
    (NOW - dt.timedelta(days=2), "逾期 2 天", "late"),
    (NOW - dt.timedelta(hours=1), "今天已逾期", "late"),
    (NOW + dt.timedelta(hours=1), "今天 11:00 到期", "soon"),
    (end_of(NOW.date()), "今天到期", "soon"),
    (NOW + dt.timedelta(days=2), "还剩 2 天", "soon"),
    (NOW + dt.timedelta(days=6), "还剩 6 天", "plain"),
    (NOW.date(), "今天到期", "soon"),
])  # fmt: skip
def test_a_limit_says_itself_in_words(due: dt.datetime, chinese: str, tone: str) -> None:
    with translation.override("zh-hans"):
        drawn = rendered("{% chip_due due now %}", due=due, now=NOW)
    assert chinese in drawn
    assert f'class="chip {tone}"' in drawn


@pytest.mark.parametrize("due", [None, dt.datetime(9999, 12, 31, tzinfo=dt.UTC)])
def test_no_limit_draws_nothing(due: dt.datetime | None) -> None:
    assert rendered("{% chip_due due %}", due=due).strip() == ""


def test_dates_are_said_as_people_say_them() -> None:
    late_in_utc = dt.datetime(2019, 11, 20, 17, 30, tzinfo=dt.UTC)
    with translation.override("zh-hans"):
        assert portal.day(dt.date(2019, 1, 5)) == "2019 年 1 月 5 日"
        assert portal.day(timezone.localdate()).count("年") == 0
        assert portal.moment(late_in_utc) == "2019 年 11 月 21 日 01:30"
    with translation.override("en"):
        assert portal.moment(late_in_utc) == "21 Nov 2019, 01:30"
        assert portal.day(None) == ""


def test_what_people_typed_is_escaped_everywhere() -> None:
    planted = "<script>alert(1)</script>"
    items = [{"text": planted, "note": planted, "when": NOW}]
    for source in (
        "{% chip_state x %}",
        '{% include "components/life.html" %}',
        '{% include "components/empty.html" with title=x text=x %}',
    ):
        assert planted not in rendered(source, x=planted, items=items)


def test_every_component_says_what_it_takes() -> None:
    assert COMPONENTS
    for path in COMPONENTS:
        assert path.read_text("utf-8").startswith("{% comment %}"), path


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = (Path(settings.BASE_DIR) / "static" / "img" / "icons.svg").read_text("utf-8")
    known = set(re.findall(r'<symbol[^>]* id="([^"]+)"', sprite))
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    named = {name for path in templates for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text("utf-8"))}
    assert named | {name for name in portal.TONE_ICONS.values() if name} <= known


def test_chinese_on_an_english_page_says_that_it_is_chinese() -> None:
    with translation.override("en"):
        assert portal.as_written("Room: 读书会 <b>") == 'Room: <span lang="zh-Hans">读书会</span> &lt;b&gt;'
    with translation.override("zh-hans"):
        assert portal.as_written("读书会") == "读书会"


def test_what_was_left_empty_says_what_belongs_there_and_the_title_that_something_is_wrong() -> None:
    form = Letter({"title": "x", "kind": "", "read": ""})
    with translation.override("zh-hans"):
        lines = portal.to_mend(form)
        assert [error for _field, _label, error in lines] == ["请选择：Kind。", "请勾选“I have read it”。"]
        assert not any(label for _field, label, _error in lines)  # the words name the field already
        form.fields["title"].error_messages["required"] = "Write one"
        assert portal.to_mend(Letter({}))[1][1:] == ("Title", "Please write a title")
        summary = "{% include 'components/error_summary.html' %}"
        assert "还差 2 处" in rendered(summary, form=form)
        waits = Letter({"kind": "ask", "title": "x", "read": "on"})
        waits.add_error(None, "Wait an hour")
        page = rendered(summary, form=waits)
        assert "没有成功" in page and "还差" not in page and "Wait an hour" in page
        assert "<title>有误：" in rendered("{% include 'base.html' %}", form=waits)
