"""Where a letter can stand, and who makes the moves."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import State, Who

APPEAL, SUGGESTION, ACCUSATION = "petition_appeal", "petition_suggestion", "petition_accusation"
SUBMITTED = State("submitted", _("Received, not yet registered"))
REGISTERED = State("registered", _("Registered"))
IN_HAND = State("in_hand", _("In hand"))
REVIEW = State("review", _("Answer waiting to be released"))
ANSWERED = State("answered", _("Answered"), done=True, tone="done")
REFUSED = State("refused", _("Not accepted"), final=True, tone="done")
DIVERTED = State("diverted", _("Shown another legal route"), final=True, tone="done")
WITHDRAWN = State("withdrawn", _("Withdrawn"), final=True, tone="done")
FORWARDED = State("forwarded", _("With discipline inspection"))
FILED = State("filed", _("Kept for reference"), final=True, tone="done")
CONCLUDED = State("concluded", _("Concluded"), final=True, tone="done")
FORMS = "petitions.forms."
REGISTER, ASSIGN, HANDLE, KEEP = (
    f"petitions.{name}" for name in ("register_petition", "assign_petition", "handle_petition", "keep_accusations")
)
CLERK = {"needs": REGISTER, "who": (Who.REGISTRAR,)}
HEAD = {"needs": ASSIGN, "who": (Who.HEAD,)}
HANDLER = {"needs": HANDLE, "who": (Who.HANDLER,)}
ANYBODY_ON_IT = {"needs": HANDLE, "who": (Who.HANDLER, Who.LEAD, Who.CO, Who.REGISTRAR)}
KEEPER = {"needs": KEEP, "who": (Who.REGISTRAR,)}
UNDER_WAY = (SUBMITTED, REGISTERED, IN_HAND, REVIEW)
