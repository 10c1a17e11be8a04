"""The papers of letters and calls, and what each must contain (2022 Regulations on petition work, art. 22-24, 31-36;
Shanghai regulations on petition work, art. 35-40)."""

from typing import Any

from caojiadu.core.documents.kinds import Line, PaperKind, Part, register
from petitions.papers.serving import answer_served

_MATTER = Part("matter", "反映的事项", "Matter")
_ABOUT = Line(
    "您于{received}反映的“{matter}”事项（编号：{case}）收悉。",
    "We have your matter “{matter}” of {received} (number {case}).",
)
_CLOSING = Line("特此告知。", "You are hereby informed.")
_FOLLOW = Line(
    "您可以凭编号和查询码在以下网址查询办理进度和结果：\n{track}",
    "With the number and your query code you can follow progress and result at:\n{track}",
)
_REVIEW = Line("{review}", "{review}", needs="review")

RECEIPT = register(
    PaperKind(
        key="receipt",
        notices=("petition_received",),
        needs_service=False,
        title_zh="信访事项收件回执",
        title_en="Receipt for a letter or call",
        prefix="曹信收",
        parts=(
            _MATTER,
            Part("kind", "事项类别", "Kind"),
            Part("limit", "告知期限", "To be told by"),
            Part("track", "查询方式", "How to follow it"),
        ),
        lines=(
            Line(
                "您于{received}反映的“{matter}”事项（{kind}）已收到并登记，编号为{case}。",
                "Your matter “{matter}” of {received} ({kind}) was received and entered under the number {case}.",
            ),
            Line(
                "我们将在{limit}前告知您是否受理及办理途径。",
                "By {limit} we tell you whether it is accepted and which way it takes.",
            ),
            _FOLLOW,
        ),
    )
)
ACCEPTANCE = register(
    PaperKind(
        key="acceptance",
        notices=("petition_accepted",),
        title_zh="信访事项受理告知书",
        title_en="Notice of acceptance",
        prefix="曹信受",
        parts=(
            _MATTER,
            Part("body", "受理单位", "Body that handles it"),
            Part("route", "办理途径", "Route"),
            Part("limit", "办理期限", "Limit", required=False),
            Part("track", "查询方式", "How to follow it"),
        ),
        lines=(
            _ABOUT,
            Line(
                "经审查，该事项属于本街道职责范围，决定予以受理，由{body}办理。",
                "After examination the matter falls within the duties of this sub-district. It is accepted; {body} "
                "handles it.",
            ),
            Line("办理途径：{route}。", "Route: {route}."),
            Line("办理期限：{limit}前作出答复。", "Limit: an answer by {limit}.", needs="limit"),
            _FOLLOW,
            _CLOSING,
        ),
    )
)
REFUSAL = register(
    PaperKind(
        key="refusal",
        notices=("petition_refused",),
        title_zh="信访事项不予受理告知书",
        title_en="Notice of non-acceptance",
        prefix="曹信不受",
        signature=True,
        parts=(
            _MATTER,
            Part("reason", "不予受理的理由", "Why it is not accepted"),
            Part("competent", "有权处理的机关、单位", "Competent body"),
        ),
        lines=(
            _ABOUT,
            Line("经审查，决定不予受理。理由如下：", "After examination it is not accepted, for these reasons:"),
            Line("{reason}", "{reason}"),
            Line("您可以向下列机关、单位提出：{competent}。", "The competent body to turn to: {competent}."),
            _CLOSING,
        ),
    )
)
TRANSFER = register(
    PaperKind(
        key="transfer",
        notices=("petition_transferred",),
        title_zh="信访事项转送告知书",
        title_en="Notice of transfer",
        prefix="曹信转",
        parts=(
            _MATTER,
            Part("body", "转送去向", "Where it went"),
            Part("reason", "转送理由", "Why", required=False),
        ),
        lines=(
            _ABOUT,
            Line("该事项已于{on}转送{body}。", "It was transferred to {body} on {on}."),
            Line("{reason}", "{reason}", needs="reason"),
            Line("办理情况请向该机关、单位查询。", "Please ask that body how it goes on."),
            _CLOSING,
        ),
    )
)
EXTENSION = register(
    PaperKind(
        key="extension",
        notices=("petition_extended",),
        title_zh="信访事项延期办理告知书",
        title_en="Notice of extension",
        prefix="曹信延",
        signature=True,
        parts=(
            _MATTER,
            Part("reason", "延期理由", "Why it is extended"),
            Part("until", "延长后的办理期限", "New limit"),
        ),
        lines=(
            _ABOUT,
            Line(
                "该事项在办理过程中，因下列原因不能在规定期限内办结：", "It cannot be closed within the limit, because:"
            ),
            Line("{reason}", "{reason}"),
            Line(
                "经本单位负责人批准，办理期限延长至{until}。",
                "With the approval of the head of this body the limit is extended to {until}.",
            ),
            _CLOSING,
        ),
    )
)
OPINION = register(
    PaperKind(
        key="opinion",
        notices=("petition_answered",),
        title_zh="信访处理意见书",
        title_en="Handling opinion",
        prefix="曹信意",
        signature=True,
        check=True,
        read_by_move=True,
        on_served=answer_served,
        parts=(
            Part("request", "信访请求", "What is asked for"),
            Part("facts", "事实和理由", "Facts and reasons"),
            Part("opinion", "处理意见", "Opinion"),
            Part("basis", "法律依据", "Legal basis"),
            Part("review", "复查权利告知", "Right to ask for review"),
        ),
        lines=(
            Line(
                "您于{received}反映的信访事项（编号：{case}），本街道已经调查核实。现提出处理意见如下：",
                "This sub-district has looked into your matter of {received} (number {case}). Its opinion:",
            ),
            Line("一、信访请求", "1. What is asked for", heading=True),
            Line("{request}", "{request}"),
            Line("二、事实和理由", "2. Facts and reasons", heading=True),
            Line("{facts}", "{facts}"),
            Line("三、处理意见", "3. Opinion", heading=True),
            Line("{opinion}", "{opinion}"),
            Line("四、法律依据", "4. Legal basis", heading=True),
            Line("{basis}", "{basis}"),
            Line("五、复查权利", "5. Right to ask for review", heading=True),
            _REVIEW,
        ),
    )
)
REPLY = register(
    PaperKind(
        key="reply",
        notices=("petition_answered",),
        title_zh="信访事项书面答复",
        title_en="Written reply",
        prefix="曹信复",
        signature=True,
        check=True,
        read_by_move=True,
        on_served=answer_served,
        parts=(
            Part("request", "反映的事项", "What was written"),
            Part("facts", "答复内容", "Reply"),
            Part("opinion", "处理结果", "Result"),
            Part("basis", "依据", "Basis", required=False),
        ),
        lines=(
            Line(
                "您于{received}反映的事项（编号：{case}），现答复如下：",
                "This is the reply to your matter of {received} (number {case}):",
            ),
            Line("一、反映的事项", "1. What was written", heading=True),
            Line("{request}", "{request}"),
            Line("二、答复内容", "2. Reply", heading=True),
            Line("{facts}", "{facts}"),
            Line("三、处理结果", "3. Result", heading=True),
            Line("{opinion}", "{opinion}"),
            Line("四、依据", "4. Basis", heading=True, needs="basis"),
            Line("{basis}", "{basis}", needs="basis"),
        ),
    )
)
MEDIATION = register(
    PaperKind(
        key="mediation",
        title_zh="信访事项调解协议书",
        title_en="Mediation agreement",
        prefix="曹信调",
        signature=True,
        parts=(
            _MATTER,
            Part("parties", "当事人", "Parties"),
            Part("terms", "协议内容", "Terms"),
            Part("signed_a", "信访人签字日期", "Signed by the petitioner on", late=True),
            Part("signed_b", "对方当事人签字日期", "Signed by the other side on", late=True),
        ),
        lines=(
            Line("事项：{matter}（编号：{case}）", "Matter: {matter} (number {case})"),
            Line("一、当事人", "1. Parties", heading=True),
            Line("{parties}", "{parties}"),
            Line(
                "经本街道在法定职权范围内调解，双方自愿达成如下协议：",
                "Mediated by this sub-district within its powers, both sides agree of their own will:",
            ),
            Line("二、协议内容", "2. Terms", heading=True),
            Line("{terms}", "{terms}"),
            Line("三、签字", "3. Signatures", heading=True),
            Line("信访人签字：　　　　　　　　{signed_a}", "Petitioner: ____________________ {signed_a}"),
            Line("对方当事人签字：　　　　　　{signed_b}", "Other side: ____________________ {signed_b}"),
        ),
    )
)
NO_LONGER = register(
    PaperKind(
        key="no_longer",
        notices=("petition_no_longer",),
        title_zh="信访事项不再受理告知书",
        title_en="Notice that a matter is no longer accepted",
        prefix="曹信终",
        signature=True,
        parts=(
            _MATTER,
            Part("reason", "不再受理的理由", "Why it is no longer accepted"),
        ),
        lines=(
            _ABOUT,
            Line(
                "该事项已经复核终结。根据《信访工作条例》第三十六条，以同一事实和理由提出的信访请求不再受理。",
                "The matter ended with the re-review. Under art. 36 of the Regulations on petition work a request on "
                "the same facts and reasons is no longer accepted.",
            ),
            Line("{reason}", "{reason}"),
            _CLOSING,
        ),
    )
)
ANSWERS = (OPINION.key, REPLY.key)


def matter_of(case: Any) -> str | dict[str, str]:
    """What the matter is called on a paper; a report against somebody is not named on what may lie about."""
    if case.workflow.secret:
        return {"zh": "（不在纸面载明）", "en": "(not named on paper)"}
    return str(case.title)
