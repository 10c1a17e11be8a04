"""What the administrators' first page says of changes to approve."""

from django import template
from django.template import RequestContext

from caojiadu.core.accounts import approvals, hooks
from caojiadu.core.doors import Link

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_for(context: RequestContext) -> int:
    """How many changes wait for the reader's decision."""
    return approvals.waiting_for(context["request"].user)


@register.simple_tag(takes_context=True)
def to_look_after(context: RequestContext) -> list[Link]:
    """What else waits for the reader."""
    return [link for given in hooks.to_look_after(context["request"].user) for link in given]
