"""Marks of state secrets, and ordinary words that are none."""

import pytest

from caojiadu.core.personal.fields import marked, marked_name


@pytest.mark.parametrize(("text", "grade"), [
    ("机密★", "机密"),
    ("编号 001    绝密★10年", "绝密"),
    ("秘 密 ★ 长期", "秘密"),
    ("秘密★启封前", "秘密"),
    ("机密*5年", "机密"),
    ("通知\r\n　绝密　\r\n正文", "绝密"),
    ("【机密】关于某项工作的方案", "机密"),
    ("密级：秘密", "秘密"),
    ("密 级: 机密★  份号: 3", "机密"),
    ("絕密★", "绝密"),
    ("机\u200b密★", "机密"),
    ("机密文件", "机密"),
])  # fmt: skip
def test_marks(text, grade):
    assert marked(text) == grade


@pytest.mark.parametrize("text", [
    "邻居之间没有秘密，请为我保密。",
    "这是公开的秘密",
    "秘密举报：楼上违法搭建",
    "他说这是机密，不肯告诉我",
    "商业秘密和个人隐私请勿公开",
    "密级：无",
    "绝密押题班在小区发广告",
    "请保守秘密\n谢谢",
    "评分★★★",
    "",
])  # fmt: skip
def test_ordinary_words(text):
    assert marked(text) is None


@pytest.mark.parametrize(("name", "grade"), [
    ("机密.pdf", "机密"),
    ("机密★1年.docx", "机密"),
    ("(绝密)名单.xlsx", "绝密"),
    ("秘密花园.jpg", None),
    ("保密承诺书.pdf", None),
])  # fmt: skip
def test_names(name, grade):
    assert marked_name(name) == grade
