"""The words of messages about reports, and whom they go to."""

from caojiadu.core.accounts.models import Post
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.tell import tell_staff
from caojiadu.core.district.models import Report
from caojiadu.core.notices.outbox import put, put_urgent
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.workflow import Notify

register_template(
    "report_arrived",
    title=("街道有新的上报事项", "A new report from the sub-district"),
    body=(
        "曹家渡街道有一件上报事项待签收。[编号{number}。]",
        "A report from Caojiadu waits for you.[ Number {number}.]",
    ),
)
register_template(
    "report_urgent",
    title=("街道有重大紧急情况上报：{number}", "Urgent report from the sub-district: {number}"),
    body=(
        "曹家渡街道报告重大紧急情况，编号{number}，请立即登录签收。",
        "Caojiadu reports an urgent matter, number {number}. Please sign in and acknowledge it at once.",
    ),
)
register_template(
    "report_failed",
    title=("上报未能送达：{number}", "Could not be sent to the district: {number}"),
    body=(
        "编号{number}的上报多次发送均未成功，请先电话报告，并请管理员检查后重新发送。",
        "The report of {number} could not be sent. Please ring the district and ask an administrator to send it again.",
    ),
)
register_template(
    "report_replied",
    title=("区里有回复：{number}", "The district replied: {number}"),
    body=("区里就编号{number}有了回复，请查看。", "The district said something about {number}. Please look at it."),
)


def tell_officers(report: Report) -> None:
    """Tell everybody who holds a post in the receiving body today; a report against somebody without its number."""
    held = Post.objects.held_on().filter(role=Role.DISTRICT, body_id=report.body_id, user__is_active=True)
    secret = report.kind == Report.Kind.ACCUSATION
    if report.kind == Report.Kind.FLASH:
        template, ring = "report_urgent", put_urgent
    else:
        template, ring = "report_arrived", put
    for user_id in held.values_list("user_id", flat=True).distinct():
        ring(
            template=template,
            to=To(user_id=user_id),
            dedup_key=f"report-{report.key}-u{user_id}",
            case_number="" if secret else report.case.number or "",
        )


def tell_office(report: Report, template: str, *, key: str) -> None:
    """Tell those who answer for the case: handler, head and desk; of a confidential one its two posts alone."""
    case: Case = report.case
    audiences = ("registrar",) if case.workflow.secret else ("handler", "head", "registrar")
    for audience in audiences:
        tell_staff(case, Notify(audience, template), key=f"report-{report.key}-{key}")
