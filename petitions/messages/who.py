"""The words of messages about who acts: offers between offices, helpers, leaders. Number only, never the subject."""

from caojiadu.core.notices.texts import register_template

_WORDS = {
    "case_offer": ("有事项请您科室接办：{number}", "Your office is asked to take over: {number}"),
    "case_offered": ("本科室事项已提请其他科室接办：{number}", "Offered to another office: {number}"),
    "case_offer_withdrawn": ("接办请求已撤回：{number}", "An offer was withdrawn: {number}"),
    "case_taken_over": ("其他科室已接办：{number}", "Another office took over: {number}"),
    "case_declined": ("接办请求被退回：{number}", "Your offer was declined: {number}"),
    "case_to_rule": ("科室意见不一致，请裁定主办科室：{number}", "Decide which office leads: {number}"),
    "case_ruled": ("主办科室已裁定：{number}", "It was decided which office leads: {number}"),
    "case_given_back": ("科室认为分办有误，已退回：{number}", "Given back to the desk: {number}"),
    "case_urged": ("催办：请尽快提交协办意见（{number}）", "Your opinion is urgently wanted: {number}"),
    "case_help_changed": ("协办要求或期限有变动：{number}", "What you are asked, or by when, has changed: {number}"),
    "case_help_over": ("无需再协办：{number}", "Your help is no longer needed: {number}"),
    "opinion_soon": ("协办意见即将到期：{number}", "An opinion is due soon: {number}"),
    "opinion_late": ("协办意见已逾期：{number}", "An opinion is late: {number}"),
    "case_held": ("领导包案：{number}", "A leader holds this matter: {number}"),
    "case_let_go": ("领导不再包案：{number}", "A leader no longer holds this matter: {number}"),
    "case_held_news": ("您包案的事项有新进展：{number}", "News of a matter that you hold: {number}"),
}
for _key, _words in _WORDS.items():
    register_template(_key, title=_words, body=_words)
