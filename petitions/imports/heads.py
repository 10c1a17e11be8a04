"""Which column is what: by the heads that office systems use, or as the person at the keyboard says."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.sheets.heads import columns_by_name, missing_columns
from caojiadu.core.sheets.tables import Unreadable

# The first words are those of our own exports; the others come from systems in use.
KNOWN = {
    "number": ("number", "留言编号", "信访编号", "信访件编号", "工单编号", "工单号", "诉求编号", "来信编号", "编号"),
    "title": ("title", "留言主题", "主题", "标题", "信访标题", "诉求标题", "工单标题", "事项"),
    "body": (
        "body",
        "留言详情",
        "留言内容",
        "信访内容",
        "诉求内容",
        "工单内容",
        "来信内容",
        "反映内容",
        "内容",
        "详情",
    ),
    "received": ("received", "留言时间", "来信时间", "信访时间", "受理时间", "登记时间", "创建时间", "提交时间"),
    "request": ("request", "诉求", "请求", "主要诉求"),
    "place": ("place", "问题属地", "发生地址", "事发地址", "地点", "地址"),
    "answer": ("answer", "答复意见", "回复意见", "答复内容", "回复内容", "处理意见", "办理结果"),
    "answered": ("answered", "答复时间", "回复时间", "办结时间"),
    "category": ("category", "一级分类", "二级分类", "三级分类", "内容分类", "问题分类", "类别"),
    "name": ("name", "姓名", "信访人", "来信人", "信访人姓名"),
    "sender": ("sender", "转送单位", "转送机关", "交办单位", "来件单位"),
    "transferred": ("transferred", "转送时间", "转送日期", "交办时间"),
    "phone": ("phone", "联系电话", "手机号码", "手机", "电话"),
}
NEEDED = ("number", "received")
# An author there is a pseudonym, neither a name nor a way to answer: read over, never kept.
PASSED_OVER = ("留言用户",)


def mapped(heads: list[Any], told: Mapping[str, str]) -> dict[str, list[int]]:
    """Return for each field its columns, the likeliest first. Raises Unreadable when needed ones are missing."""
    columns = columns_by_name(heads, KNOWN, told)
    missing = [field for field in NEEDED if field not in columns]
    if "title" not in columns and "body" not in columns:
        missing.append("body")
    if missing:
        raise missing_columns(heads, missing, _("Name the column with --map field=column."))
    return columns


def parse_maps(options: list[str]) -> dict[str, str]:
    """Read `field=column` options. Raises Unreadable for a field that does not exist."""
    told = {}
    for option in options:
        field, equals, column = option.partition("=")
        if not equals or field not in KNOWN:
            fields = ", ".join(KNOWN)
            raise Unreadable(_("--map takes field=column; the fields are: %(fields)s") % {"fields": fields})
        told[field] = column
    return told
