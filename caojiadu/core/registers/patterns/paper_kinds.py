"""The kinds of paper that an application brings its applicant.

What the sub-district decides itself is a decision (决定书); where another body decides and the office took it in, it
tells the result (办理结果告知书) and names who decided. How and until when one can object depends on who decides and
by which law, so nothing of it is written here: the drafter fills it in.
"""

from caojiadu.core.documents import kinds
from caojiadu.core.documents.kinds import Line, PaperKind, Part

_ITEM, _BODY = Part("item", "申请事项", "Service"), Part("body", "决定机关", "Who decides")
_ABOUT = Line(
    "您于{received}提出的“{item}”申请（编号：{case}）收悉。",
    "We have your application for “{item}” of {received} (number {case}).",
)
_OURS = (Line("经审查，本街道于{decided}作出如下决定：", "After examination this sub-district decided on {decided}:"),)
_THEIRS = (Line("{body}于{decided}作出如下决定：", "{body} decided on {decided}:"),)
_DAY, _BASIS_PART = Part("decided", "决定日期", "Decided on"), Part("basis", "依据", "Basis")
_REMEDY_PART = Part("remedy", "救济途径", "How to object")
_BASIS = (
    Line("依据", "Basis", heading=True, needs="basis"),
    Line("{basis}", "{basis}", needs="basis"),
)
_REMEDY = (
    Line("救济途径", "How to object", heading=True, needs="remedy"),
    Line("{remedy}", "{remedy}", needs="remedy"),
)
_CLOSING = Line("特此告知。", "You are hereby informed.")

ACCEPTED = kinds.register(
    PaperKind(
        key="app_accept",
        title_zh="受理通知书",
        title_en="Notice of acceptance",
        prefix="曹服受",
        parts=(
            _ITEM,
            _BODY,
            Part("accepted", "受理日期", "Accepted on"),
            Part("limit", "办理期限", "To be decided by", required=False),
        ),
        lines=(
            _ABOUT,
            Line(
                "经审查，申请材料齐全，决定自{accepted}起予以受理。",
                "The application is complete and was accepted on {accepted}.",
            ),
            Line("决定机关：{body}。", "Who decides: {body}."),
            Line("办理期限：{limit}前作出决定。", "Limit: a decision by {limit}.", needs="limit"),
            _CLOSING,
        ),
    )
)
MISSING = kinds.register(
    PaperKind(
        key="app_once",
        title_zh="一次性补正告知书",
        title_en="What is missing, told once",
        prefix="曹服补",
        parts=(
            _ITEM,
            Part("missing", "需要补正的全部材料", "Everything that is missing"),
            Part("until", "补正期限", "To be handed in by", required=False),
        ),
        lines=(
            _ABOUT,
            Line("请补正以下全部材料：", "Please hand in everything of this list:"),
            Line("{missing}", "{missing}"),
            Line("补正期限：{until}。", "To be handed in by {until}.", needs="until"),
            _CLOSING,
        ),
    )
)
_RESULT = Part("result", "决定内容", "What is granted")
_MAY_BASIS, _MAY_REMEDY = (Part(one.key, one.zh, one.en, required=False) for one in (_BASIS_PART, _REMEDY_PART))
_GRANTS = (Line("{result}", "{result}"), *_BASIS, *_REMEDY, _CLOSING)
_REASON = Part("reason", "不予的理由", "Grounds")
_REFUSES = (
    Line("对该申请不予同意。理由如下：", "The application is not granted, for these reasons:"),
    Line("{reason}", "{reason}"),
    *_BASIS,
    *_REMEDY,
    _CLOSING,
)

GRANTED = kinds.register(
    PaperKind(
        key="app_grant",
        title_zh="准予决定书",
        title_en="Decision: granted",
        prefix="曹服准",
        signature=True,
        check=True,
        parts=(_ITEM, _DAY, _RESULT, _MAY_BASIS, _MAY_REMEDY),
        lines=(_ABOUT, *_OURS, *_GRANTS),
    )
)
NOT_GRANTED = kinds.register(
    PaperKind(
        key="app_refuse",
        title_zh="不予决定书",
        title_en="Decision: not granted",
        prefix="曹服否",
        signature=True,
        check=True,
        parts=(_ITEM, _DAY, _REASON, _BASIS_PART, _REMEDY_PART),
        lines=(_ABOUT, *_OURS, *_REFUSES),
    )
)
TOLD_GRANTED = kinds.register(
    PaperKind(
        key="told_grant",
        title_zh="办理结果告知书（准予）",
        title_en="Notice of the result: granted",
        prefix="曹服告准",
        signature=True,
        check=True,
        parts=(_ITEM, _BODY, _DAY, _RESULT, _MAY_BASIS, _MAY_REMEDY),
        lines=(_ABOUT, *_THEIRS, *_GRANTS),
    )
)
TOLD_REFUSED = kinds.register(
    PaperKind(
        key="told_no",
        title_zh="办理结果告知书（不予）",
        title_en="Notice of the result: not granted",
        prefix="曹服告否",
        signature=True,
        check=True,
        parts=(_ITEM, _BODY, _DAY, _REASON, _BASIS_PART, _REMEDY_PART),
        lines=(_ABOUT, *_THEIRS, *_REFUSES),
    )
)
SIGNED = tuple(kind.key for kind in (GRANTED, NOT_GRANTED, TOLD_GRANTED, TOLD_REFUSED))
