"""Which words sheets of 12345 use for columns and classes; administrators add the words of their own sheets."""

from collections import defaultdict

from caojiadu.core.sheets.heads import plain_head
from offices.management.models import HotlineOrder, SheetWord

# The first of each are those of our own exports.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("工单编号", "工单号", "热线工单编号", "诉求编号", "受理编号", "案件编号", "编号", "number"),
    "class": ("工单类型", "工单类别", "诉求类型", "诉求性质", "受理类型", "类型", "class"),
    "title": ("工单标题", "诉求标题", "标题", "主题", "title"),
    "content": ("诉求内容", "工单内容", "诉求描述", "问题描述", "内容描述", "反映内容", "内容", "描述", "content"),
    "received": (
        "接收时间",
        "派单时间",
        "下派时间",
        "转派时间",
        "受理时间",
        "登记时间",
        "来电时间",
        "创建时间",
        "received",
    ),
    "place": ("发生地址", "事发地址", "诉求地址", "事发地点", "地点", "地址", "place"),
    "neighbourhood": ("居民区", "所属居委", "居委会", "居委", "neighbourhood"),
    "name": ("来电人", "来电人姓名", "诉求人", "诉求人姓名", "市民姓名", "联系人", "姓名", "name"),
    "phone": ("联系电话", "来电号码", "联系方式", "手机号码", "主叫号码", "电话", "手机", "phone"),
    "private": ("是否保密", "信息保密", "要求保密", "保密", "private"),
    "call_back": ("是否回访", "是否需要回访", "要求回访", "需要回访", "call_back"),
    "danger": ("是否紧急", "紧急程度", "紧急", "danger"),
}
NEEDED = ("number", "class", "content", "received")
CLASSES: dict[str, tuple[str, ...]] = {
    HotlineOrder.Class.INQUIRY: ("咨询", "建议", "咨询建议", "意见建议", "咨询类", "建议类", "表扬"),
    HotlineOrder.Class.RECHECK: ("督办", "督办件", "重办", "回访重办", "重办件", "回访督办", "复核"),
    HotlineOrder.Class.HELP: (
        *("求助", "投诉", "求助投诉", "投诉举报", "举报", "求助类", "投诉类", "一般求助", "一般投诉", "一般"),
    ),
    HotlineOrder.Class.COMPLEX: ("复杂", "疑难", "疑难复杂", "复杂事项", "复杂类"),
}
YES = frozenset(
    ["是", "要", "需要", "有", "保密", "紧急", "特急", "加急", "非常紧急", "yes", "y", "true", "1", "√", "✓"]
)
NO = frozenset(
    ("", *["否", "不", "不要", "不需要", "无", "公开", "一般", "普通", "正常", "平件", "no", "n", "false", "0", "×"])
)
NAMELESS = frozenset(["匿名", "无", "未提供", "不详", "未知", "保密", "先生", "女士"])


def known_columns() -> dict[str, tuple[str, ...]]:
    """The heads of every column, ours and the administrators'."""
    own: dict[str, list[str]] = defaultdict(list)
    for means, word in SheetWord.objects.exclude(means__startswith="class:").values_list("means", "word"):
        own[means].append(word)
    return {field: (*own[field], *words) for field, words in COLUMNS.items()}


def column_label(name: str) -> str:
    """What a column holds, in words."""
    return str(SheetWord.Means(name).label)


def known_classes() -> dict[str, str]:
    """What each word for a class means."""
    found = {plain_head(word): key for key, words in CLASSES.items() for word in words}
    found |= {plain_head(label): key for key, label in HotlineOrder.Class.choices}
    for means, word in SheetWord.objects.filter(means__startswith="class:").values_list("means", "word"):
        found[plain_head(word)] = means.removeprefix("class:")
    return found
