"""What staff are told about 12345 orders."""

from caojiadu.core.notices.texts import register_template

for _key, _words in {
    "order_opened": ("有新的 12345 工单：{number}", "A new 12345 order: {number}"),
    "order_danger": (
        "紧急：12345 工单涉及威胁、安全隐患或紧急需求，请立即处置：{number}",
        "Urgent: a 12345 order tells of a threat, a hazard or an urgent need, act at once: {number}",
    ),
    "order_dispatched": ("有 12345 工单待您办理：{number}", "A 12345 order for you: {number}"),
    "order_return_asked": ("12345 工单申请退单：{number}", "Return of a 12345 order asked for: {number}"),
    "order_return_refused": ("退单未获同意，请继续办理：{number}", "Return refused, please go on: {number}"),
    "order_for_meeting": (
        "12345 工单多次退单，请提交联席会议：{number}",
        "Returned repeatedly, for the joint meeting: {number}",
    ),
    "order_to_check": ("12345 工单答复待审核：{number}", "Reply to a 12345 order to be checked: {number}"),
    "order_reply_rejected": ("12345 工单答复被退回，请修改：{number}", "Reply to a 12345 order given back: {number}"),
    "order_extension_asked": ("12345 工单申请延期：{number}", "Extension of a 12345 order asked for: {number}"),
    "order_extended": ("12345 工单期限已延长：{number}", "A 12345 order has a longer limit: {number}"),
    "order_not_extended": ("12345 工单延期未获同意：{number}", "No extension of a 12345 order: {number}"),
    "order_urged": ("12345 工单催办：{number}", "A 12345 order is urged: {number}"),
    "order_recheck": ("12345 工单需重新办理：{number}", "A 12345 order is to be looked into again: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)
