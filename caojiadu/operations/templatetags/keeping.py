"""What the administrators' first page says of how the portal is."""

from django import template
from django.template import RequestContext
from django.urls import reverse

from caojiadu.operations.health.measures import Finding, State, findings

register = template.Library()
# Where something is mended, where that is on a page.
PLACES = {
    "messages_failed": "admin:notices_notice_changelist",
    "messages_uncertain": "admin:notices_notice_changelist",
    "channels_paused": "admin:notices_notice_changelist",
    "facts": "admin:organisation_fact_changelist",
    "calendar": "admin:workdays_day_changelist",
}
# The page has a line of its own for it.
SAID_ABOVE = {"facts"}
ORDER = (State.CALL, State.LOOK, State.WELL)


@register.simple_tag(takes_context=True)
def watched(context: RequestContext) -> list[Finding]:
    """All that is measured, what needs somebody first; nothing for whoever does not look after the portal."""
    if not context["request"].user.has_perm("operations.view_mark"):
        return []
    return sorted(findings(), key=lambda found: ORDER.index(found.state))


@register.filter
def wanting(found: list[Finding]) -> list[Finding]:
    """What somebody has to look at."""
    return [one for one in found if one.state != State.WELL and one.measure.key not in SAID_ABOVE]


@register.filter
def mended_at(found: Finding) -> str:
    """The page where it is mended, if there is one."""
    name = PLACES.get(found.measure.key)
    return reverse(name) if name else ""
