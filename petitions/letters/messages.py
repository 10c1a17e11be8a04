"""The words of messages about letters and calls: number and office phone, never the subject, never a link."""

from caojiadu.core.notices.texts import register_template

# key: Chinese title, English title, Chinese text, English text
_TO_RESIDENT = {
    "petition_received": (
        "已收到您的来信",
        "We received your letter",
        "您反映的事项已收到，编号{number}。我们会在15日内告知是否受理。",
        "We received your matter, number {number}. Within 15 days we tell you whether it is accepted.",
    ),
    "petition_joined": (
        "您已加入联名信访事项",
        "You signed a joint letter",
        "您已加入编号{number}的联名信访事项。如非您本人意愿，请与我们联系。",
        "You are one of the petitioners of matter {number}. If this was not you, please tell us.",
    ),
    "petition_filed_for_you": (
        "有人代您提交了信访事项",
        "Somebody filed a matter for you",
        "有人代您提交了信访事项，编号{number}。您可以同意，也可以随时取消代理；如非您本人意愿，请与我们联系。",
        "Somebody filed a matter for you, number {number}. You can agree, or end it at any time; if you did not want "
        "it, please tell us.",
    ),
    "petition_accepted": (
        "您的事项已受理",
        "Your matter was accepted",
        "编号{number}的事项已受理，正在办理。",
        "Your matter {number} was accepted and is in hand.",
    ),
    "petition_refused": (
        "您的事项未受理",
        "Your matter was not accepted",
        "编号{number}的事项未予受理，原因请凭编号和查询码查看。",
        "Your matter {number} was not accepted. Number and query code show you why.",
    ),
    "petition_transferred": (
        "您的事项已转送",
        "Your matter was transferred",
        "编号{number}的事项已转送有权处理的机关，去向请凭编号和查询码查看。",
        "Your matter {number} was transferred to the competent body. Number and query code show you which.",
    ),
    "petition_sent_back": (
        "您的事项已退回转送机关",
        "Your matter went back to the body that transferred it",
        "编号{number}的事项不属于我们的职责，经转送机关同意已退回，由其另行处理。",
        "Your matter {number} is not within our duties. The body that had transferred it took it back.",
    ),
    "petition_no_longer": (
        "您的事项不再受理",
        "Your matter is no longer accepted",
        "编号{number}的事项不再受理，原因请凭编号和查询码查看。您有困难仍可找我们。",
        "Your matter {number} is no longer accepted; number and query code show you why. If you are in difficulty, "
        "you can still come to us.",
    ),
    "petition_extended": (
        "您的事项延期办理",
        "We need more time for your matter",
        "编号{number}的事项经批准延期办理，理由和新的期限请凭编号和查询码查看。",
        "The limit of your matter {number} was extended. Number and query code show you why and until when.",
    ),
    "petition_carried_out": (
        "答复内容已落实",
        "What we promised was done",
        "编号{number}的事项，答复中支持的内容已经落实。",
        "What our answer to {number} promised was carried out.",
    ),
    "petition_review_decided": (
        "上级机关已作出意见",
        "The body above has decided",
        "编号{number}的事项，上级机关已就您的申请作出意见，请凭编号和查询码查看。",
        "The body above has decided on your request about {number}. Read it with number and query code.",
    ),
    "petition_handled_again": (
        "您的事项重新办理",
        "Your matter is handled again",
        "编号{number}的事项，上级机关撤销了原处理意见，我们正在重新办理，之后会作出新的处理意见。编号和查询码不变。",
        "The body above revoked our opinion on {number}. We handle the matter again and give you a new opinion. "
        "Number and query code stay as they are.",
    ),
    "petition_diverted": (
        "您的事项有其他法定途径",
        "Another legal route for your matter",
        "编号{number}的事项应通过其他法定途径办理，请凭编号和查询码查看。",
        "Your matter {number} belongs to another legal route. Number and query code show you which.",
    ),
    "petition_question": (
        "我们有一个问题想请您补充",
        "We have a question for you",
        "办理编号{number}的事项需要您补充一点情况，请凭编号和查询码查看并回复。",
        "To go on with your matter {number} we need to ask you something. Please look it up with number and "
        "query code.",
    ),
    "petition_answered": (
        "您的事项已答复",
        "Your matter was answered",
        "编号{number}的事项已作出答复，请凭编号和查询码查看。",
        "Your matter {number} was answered. Read the answer with number and query code.",
    ),
    "petition_forwarded": (
        "您的事项已转送",
        "Your matter was forwarded",
        "编号{number}的事项已转送有权处理的机关。",
        "Your matter {number} was forwarded to the competent body.",
    ),
    "petition_merged": (
        "您的事项与同一事项合并办理",
        "Your matter is handled together with another letter",
        "编号{number}的事项与他人反映的同一事项合并办理，编号、查询码和办理期限不变，您会收到同一答复。",
        "Your matter {number} is handled together with another letter on the same matter. Number, code and limits "
        "stay as they are, and you get the same answer.",
    ),
    "petition_unmerged": (
        "您的事项恢复单独办理",
        "Your matter is handled on its own again",
        "编号{number}的事项恢复单独办理，办理期限不变。",
        "Your matter {number} is handled on its own again. Its limits stay as they are.",
    ),
    "petition_split": (
        "您来信中的另一事项已单独登记",
        "A second matter of your letter has a number of its own",
        "您来信中的另一事项已单独登记，编号{number}，办理期限与原信相同，查询码可到窗口领取。",
        "A second matter in your letter was registered on its own, number {number}, with the limits of that letter. "
        "The window gives you its query code.",
    ),
    "petition_concluded": (
        "您的事项有了结果",
        "Your matter was concluded",
        "编号{number}的事项已由有权机关办结。",
        "Your matter {number} was concluded by the competent body.",
    ),
}
_TO_STAFF = {
    "case_to_register": ("有新的信访事项待登记：{number}", "To register: {number}"),
    "case_for_office": ("新事项分到您的科室：{number}", "New for your office: {number}"),
    "case_for_co_office": ("请协办事项：{number}", "Your office is asked to help: {number}"),
    "case_for_you": ("新事项由您经办：{number}", "Given to you: {number}"),
    "case_to_sign": ("待签发：{number}", "Waits for your signature: {number}"),
    "case_decision_back": ("拟办意见已退回：{number}", "A proposal came back to the desk: {number}"),
    "case_decision_signed": ("已签发：{number}", "Signed and sent out: {number}"),
    "case_extension_asked": ("申请延期待批准：{number}", "An extension waits for your decision: {number}"),
    "case_extension_decided": ("延期申请已有决定：{number}", "Decided on the extension: {number}"),
    "case_carried_out": ("答复已落实：{number}", "Carried out: {number}"),
    "case_objection_settled": ("转送机关已回复异议：{number}", "The sender replied to our objection: {number}"),
    "case_review_asked": ("信访人申请复查复核：{number}", "A review was asked for: {number}"),
    "case_review_decided": ("复查复核意见已作出：{number}", "The body above decided: {number}"),
    "case_handle_again": ("原处理意见被撤销，需重新办理：{number}", "Revoked, to be handled again: {number}"),
    "case_review_late": ("上级机关逾期未作出意见：{number}", "The body above is late with its decision: {number}"),
    "case_replied": ("居民已回复：{number}", "The resident replied: {number}"),
    "case_opinion": ("协办意见已提交：{number}", "A helping office gave its opinion: {number}"),
    "case_district": ("区里有新进展：{number}", "News from the district: {number}"),
    "case_child_ended": ("由此开立的网格案件已办结：{number}", "The grid case opened from it has ended: {number}"),
    "case_came_free": ("合并的主信已办结，恢复单独办理：{number}", "Handled on its own again: {number}"),
    "case_to_check": ("答复待核稿：{number}", "An answer waits to be checked: {number}"),
    "case_to_release": ("答复待签发：{number}", "An answer waits to be signed: {number}"),
    "case_sent_back": ("答复稿已退回修改：{number}", "A draft came back to you: {number}"),
    "case_second_round": (
        "居民不满意，进入再次办理：{number}",
        "The resident is not satisfied, second round: {number}",
    ),
    "case_withdrawn": ("居民已撤回：{number}", "Withdrawn by the resident: {number}"),
    "flash_called": ("重大紧急情况待签收：{number}", "Urgent report to acknowledge: {number}"),
    "flash_unheard": (
        "重大紧急情况无人签收，请电话报告：{number}",
        "Nobody acknowledged, please ring: {number}",
    ),
    "flash_followed": ("重大紧急情况续报：{number}", "News on the urgent report: {number}"),
    "flash_concluded": ("重大紧急情况终报：{number}", "The urgent report was concluded: {number}"),
    "card_issued": ("收到督办单，请书面答复：{number}", "A supervision card to answer: {number}"),
    "card_from_district": ("区里下发督办单：{number}", "The district sent a supervision slip: {number}"),
    "card_replied": ("督办单已答复，待核实：{number}", "A supervision card was answered: {number}"),
    "card_verified": ("督办答复已核实：{number}", "The answer to a card was verified: {number}"),
    "card_withdrawn": ("督办单已收回：{number}", "A supervision card was taken back: {number}"),
    "meeting_asked": ("有事项提请联席会议：{number}", "A matter for a joint meeting: {number}"),
    "meeting_called": ("请参加联席会议：{number}", "You are called to a joint meeting: {number}"),
    "meeting_tomorrow": ("联席会议明天召开：{number}", "The joint meeting is tomorrow: {number}"),
    "meeting_today": ("联席会议今天召开：{number}", "The joint meeting is today: {number}"),
    "meeting_settled": ("联席会议纪要已定稿：{number}", "The minutes are settled: {number}"),
    "meeting_cancelled": ("联席会议取消：{number}", "The joint meeting is cancelled: {number}"),
    "task_handed_out": ("联席会议交办任务：{number}", "A task of a joint meeting: {number}"),
    "task_is_done": ("联席会议任务已办结：{number}", "A task was done: {number}"),
    "limit_soon": ("期限将至：{number}", "A limit comes near: {number}"),
    "limit_late": ("已超过期限：{number}", "A limit has passed: {number}"),
}
_PHONE = ("[咨询电话{office_phone}。]", "[ Questions: {office_phone}.]")

for _key, (_title_zh, _title_en, _zh, _en) in _TO_RESIDENT.items():
    register_template(_key, title=(_title_zh, _title_en), body=(_zh + _PHONE[0], _en + _PHONE[1]))
register_template(
    "petition_own_code",
    title=("您的查询码", "Your query code"),
    body=(
        "有人代您提交了编号{number}的信访事项。您本人的查询码：{code}。凭编号和查询码可以查看、同意或取消代理，"
        "请勿告诉他人。" + _PHONE[0],
        "Somebody filed matter {number} for you. Your own query code: {code}. With number and code you see it, agree, "
        "or end it. Please tell nobody." + _PHONE[1],
    ),
    variables=("code",),
)
for _key, _words in _TO_STAFF.items():
    register_template(_key, title=_words, body=_words)


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
