"""Message texts."""

import pytest
from django.core.exceptions import ValidationError

from caojiadu.core.notices.lists import load_templates
from caojiadu.core.notices.models import Notice, Template
from caojiadu.core.notices.texts import Text, check_text, register_template, registered, render
from caojiadu.core.notices.wording import words
from caojiadu.core.organisation.models import Fact

VALUES = {"number": "XF-1", "due": "2026-12-01", "office_phone": "021-62345678"}


def test_a_message_is_filled_in_in_the_readers_language():
    assert render("test_told", VALUES, "zh-hans") == Text(
        "您的来信有新进展", "您的来信（编号XF-1）将于2026年12月1日前答复。如有疑问请致电021-62345678。"
    )
    assert render("test_told", VALUES, "en").body.startswith("Your letter XF-1 will be answered by 1 Dec 2026.")


@pytest.mark.parametrize("phone", ["", None])
def test_a_phone_not_yet_set_leaves_its_sentence_out(phone):
    assert render("test_told", VALUES | {"office_phone": phone}, "zh-hans").body.endswith("前答复。")


def test_a_value_is_never_read_as_a_text():
    assert render("test_plain", {"number": "{due}[x]{number}"}, "en").body == "Number {due}[x]{number}"


@pytest.mark.parametrize(
    "text", ["{", "}", "{a b}", "{unknown}", "[a", "a]", "[[a]]", "看 https://x.cn", "<b>", "{Due}"]
)
def test_a_text_that_cannot_be_filled_in_or_links_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        check_text(text, ("due",))
    with pytest.raises(ValueError, match=r"\w"):
        register_template("bad", title=("好", text), body=("好", "good"), variables=("due",))
    assert "bad" not in registered()


def test_the_office_words_go_before_the_standard_ones(db, resident):
    load_templates()
    load_templates()
    own = Template.objects.get(key="test_plain")
    own.body_zh = "请记下编号{number}。"
    own.full_clean()
    own.save()
    row = Notice(template="test_plain", case_number="XF-1", language="zh-hans")
    assert words(row) == Text("事项提醒", "请记下编号XF-1。")
    assert words(row, language="en").body == "Number XF-1"


def test_an_administrators_mistake_is_named_at_its_field(db):
    own = Template(key="test_plain", body_zh="{due}", title_en="[")
    with pytest.raises(ValidationError) as raised:
        own.full_clean()
    assert set(raised.value.message_dict) == {"body_zh", "title_en"}


def test_the_office_phone_comes_from_the_facts(db):
    row = Notice(template="test_told", case_number="XF-1", language="zh-hans", context={"due": "2026-12-01"})
    Fact.objects.filter(key="office_phone").update(value_zh="", value_en="")
    assert "致电" not in words(row).body
    Fact.objects.update_or_create(key="office_phone", defaults={"value_zh": "021-60000000", "group": "office"})
    assert words(row).body.endswith("如有疑问请致电021-60000000。")
