"""What staff are told about grid cases."""

from caojiadu.core.notices.texts import register_template

for _key, _words in {
    "grid_opened": ("有新的网格案件：{number}", "A new grid case: {number}"),
    "grid_handled": (
        "网格案件已报处置完毕，请核查：{number}",
        "A grid case is reported handled, to be verified: {number}",
    ),
    "grid_not_put_right": ("核查未通过，请继续处置：{number}", "Not passed on site, handle it again: {number}"),
    "grid_asked": (
        "网格案件有退单、延期或挂账申请待审批：{number}",
        "A request about a grid case to decide on: {number}",
    ),
    "grid_decided": (
        "网格案件的申请已有处理结果：{number}",
        "What you asked for about a grid case is decided: {number}",
    ),
    "grid_urged": ("网格案件催办：{number}", "A grid case is urged: {number}"),
    "grid_for_meeting": (
        "网格案件多次退单，请提交联席会议：{number}",
        "A grid case was returned repeatedly, for the joint meeting: {number}",
    ),
}.items():
    register_template(_key, title=_words, body=_words)
