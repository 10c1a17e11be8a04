"""What administrators may not do alone is told, in the portal and by text message, to everybody who would notice."""

from caojiadu.core.accounts.approvals import concerned
from caojiadu.core.accounts.models import Approval, Post, User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put, with_text_message
from caojiadu.core.notices.recipients import To, reach
from caojiadu.core.notices.texts import register_template

WHO_HEARS = (Role.ACCUSATIONS, Role.LEADER, *ADMINISTRATORS)
_VARIABLES = ("request", "person", "by")

register_template(
    "approval_asked",
    title=("有一项变更待批准", "A change waits to be approved"),
    body=(
        "{by}申请了一项涉及{person}的权限变更（第{request}号）。须经另一位管理员批准，在此之前不生效。如有疑问，请联系管理员。",
        "{by} asked for a change of what {person} may open (no. {request}). It has no effect until another "
        "administrator approves it. If it should not be, tell an administrator.",
    ),
    variables=_VARIABLES,
)
register_template(
    "approval_approved",
    title=("一项变更已批准", "A change was approved"),
    body=(
        "{by}批准了涉及{person}的权限变更（第{request}号），现已生效。如有疑问，请联系管理员。",
        "{by} approved the change of what {person} may open (no. {request}). It is in force. If it should not be, tell "
        "an administrator.",
    ),
    variables=_VARIABLES,
)
register_template(
    "approval_refused",
    title=("一项变更未获批准", "A change was refused"),
    body=(
        "{by}未批准涉及{person}的权限变更（第{request}号），不作任何变更。",
        "{by} refused the change of what {person} may open (no. {request}). Nothing was changed.",
    ),
    variables=_VARIABLES,
)


@provide("tell_of_approval")
def tell_of_approval(approval: Approval) -> None:
    """Tell keepers of reports, leaders and all administrators who asked or decided, and whom it concerns."""
    stage = approval.decision or "asked"
    by = approval.decided_by or approval.asked_by
    context = {"request": str(approval.pk), "person": concerned(approval), "by": str(by)}
    held = Post.objects.held_on().filter(role__in=WHO_HEARS).values("user_id")
    for person in User.objects.filter(is_active=True, pk__in=held).order_by("pk"):
        put(
            template=f"approval_{stage}",
            to=To.user(person),
            dedup_key=f"approval-{approval.pk}-{stage}-{person.pk}",
            context=context,
            channels=with_text_message(reach(To.user(person))),
        )
