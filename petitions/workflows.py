"""Three legal kinds, three machines (2022 Regulations on petition work, art. 29, 30, 31).

Only an appeal or request accepted on route 6 has the 60-day clock. A report against somebody opens to the two posts
named for it, climbs no ladder, and goes to discipline inspection through the district.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Limit, Notify, State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from petitions import effects, guards

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
CONCLUDED = State("concluded", _("Concluded"), final=True, tone="done")

FORMS = "petitions.forms.moves."
REGISTER, ASSIGN, HANDLE, KEEP = (
    f"petitions.{name}" for name in ("register_petition", "assign_petition", "handle_petition", "keep_accusations")
)
CLERK = {"needs": REGISTER, "who": (Who.REGISTRAR,)}
HEAD = {"needs": ASSIGN, "who": (Who.HEAD,)}
HANDLER = {"needs": HANDLE, "who": (Who.HANDLER,)}
ANYBODY_ON_IT = {"needs": HANDLE, "who": (Who.HANDLER, Who.LEAD, Who.CO, Who.REGISTRAR)}
KEEPER = {"needs": KEEP, "who": (Who.REGISTRAR,)}
UNDER_WAY = (SUBMITTED, REGISTERED, IN_HAND, REVIEW)

RECLASSIFY = Transition(
    "reclassify",
    _("Correct the kind"),
    (SUBMITTED, REGISTERED),
    **CLERK,
    form=FORMS + "ReclassifyForm",
    effects=(effects.change_kind,),
    hint=_("A suggestion, an appeal or request, or a report against somebody."),
)
REGISTER_MOVE = Transition(
    "register",
    _("Register"),
    (SUBMITTED,),
    REGISTERED,
    **CLERK,
    form=FORMS + "RegisterForm",
    effects=(effects.set_fields("category", "neighbourhood"),),
    public=True,
    told=_("Registered"),
    main=True,
)
ACCEPT = Transition(
    "accept",
    _("Accept"),
    (REGISTERED,),
    IN_HAND,
    **CLERK,
    form=FORMS + "AcceptForm",
    effects=(effects.accept, effects.hand_out),
    notify=(
        Notify("resident", "petition_accepted"),
        Notify("head", "case_for_office"),
        Notify("co", "case_for_co_office"),
    ),
    public=True,
    told=_("Accepted"),
    main=True,
)
REFUSE = Transition(
    "refuse",
    _("Do not accept"),
    (REGISTERED,),
    REFUSED,
    **CLERK,
    form=FORMS + "RefuseForm",
    notify=(Notify("resident", "petition_refused"),),
    public=True,
    told=_("Not accepted"),
    danger=True,
)
HAND_OVER = Transition(
    "hand_over",
    _("Change the lead or helping offices"),
    (IN_HAND,),
    **CLERK,
    form=FORMS + "HandOverForm",
    effects=(effects.hand_out,),
    notify=(Notify("head", "case_for_office"), Notify("co", "case_for_co_office")),
    public=True,
    told=_("The responsible offices changed"),
)
ASSIGN_MOVE = Transition(
    "assign",
    _("Give to a person"),
    (IN_HAND, REVIEW),
    **HEAD,
    form=FORMS + "AssignForm",
    effects=(effects.assign,),
    notify=(Notify("handler", "case_for_you"),),
    main=True,
)
NOTE = Transition("note", _("Write a note"), (*UNDER_WAY, ANSWERED), **ANYBODY_ON_IT, form=FORMS + "NoteForm")
ASK = Transition(
    "ask",
    _("Ask the resident"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "AskForm",
    guards=(guards.can_be_asked,),
    effects=(effects.ask,),
    notify=(Notify("resident", "petition_question"),),
    public=True,
    told=_("We asked you a question"),
    hint=_("The limit goes on running."),
)
REPLY = Transition(
    "reply",
    _("Reply to the question"),
    (IN_HAND, REVIEW),
    by=By.RESIDENT,
    form=FORMS + "ReplyForm",
    guards=(guards.question_open,),
    effects=(effects.reply,),
    notify=(Notify("handler", "case_replied"), Notify("head", "case_replied")),
    public=True,
    told=_("You replied"),
)
OPINE = Transition(
    "opine",
    _("Give your office's opinion"),
    (IN_HAND,),
    needs=HANDLE,
    who=(Who.CO,),
    form=FORMS + "OpinionForm",
    guards=(guards.is_co_office,),
    effects=(effects.opine,),
    notify=(Notify("handler", "case_opinion"),),
)
COORDINATE = Transition(
    "coordinate",
    _("Record coordination"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "CoordinateForm",
    hint=_("With whom you spoke and what was tried. Needed before reporting up; the limit goes on running."),
)
REPORT_UP = Transition(
    "report_up",
    _("Report up to the district"),
    (IN_HAND,),
    **HEAD,
    form=FORMS + "ReportUpForm",
    guards=(guards.coordinated,),
    effects=(effects.report_up,),
    public=True,
    told=_("Reported to the district"),
    hint=_("The resident's limit goes on running."),
)
PASS_ON = Transition(
    "pass_on",
    _("Pass the opinion on to the district"),
    (IN_HAND,),
    **HEAD,
    form=FORMS + "PassOnForm",
    effects=(effects.pass_on,),
    public=True,
    told=_("Passed on to the district"),
)
DISTRICT_ACKNOWLEDGED = Transition(
    "district_acknowledged",
    _("The district acknowledged"),
    (IN_HAND, REVIEW),
    by=By.DISTRICT,
    notify=(Notify("handler", "case_district"),),
    public=True,
    told=_("The district received it"),
)
DISTRICT_ANSWERED = Transition(
    "district_answered",
    _("The district answered"),
    (IN_HAND, REVIEW),
    by=By.DISTRICT,
    effects=(effects.stop_waiting,),
    notify=(Notify("handler", "case_district"), Notify("head", "case_district")),
    public=True,
    told=_("The district answered us"),
)
DISTRICT_RETURNED = Transition(
    "district_returned",
    _("The district returned it"),
    (IN_HAND, REVIEW),
    by=By.DISTRICT,
    effects=(effects.stop_waiting,),
    notify=(Notify("handler", "case_district"), Notify("head", "case_district")),
    public=True,
    told=_("The district returned it to us"),
)
OPEN_GRID_CASE = Transition(
    "open_grid_case",
    _("Open a grid case"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "GridCaseForm",
    effects=("open_grid_case",),
    hint=_("For something in the street that has to be put right: found, dispatched, handled and verified on site."),
)
DRAFT = Transition(
    "draft",
    _("Draft the answer"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "DraftForm",
    effects=(effects.keep_draft,),
    main=True,
)
SUBMIT = Transition(
    "submit",
    _("Send the draft to the head"),
    (IN_HAND,),
    REVIEW,
    **HANDLER,
    guards=(guards.has_draft,),
    notify=(Notify("head", "case_to_release"),),
    main=True,
)
RELEASE = Transition(
    "release",
    _("Release the answer"),
    (REVIEW,),
    ANSWERED,
    **HEAD,
    form=FORMS + "ReleaseForm",
    guards=(guards.released_by_another, guards.co_opinions_in),
    effects=(effects.release,),
    notify=(Notify("resident", "petition_answered"),),
    public=True,
    told=_("Answered"),
    main=True,
)
SEND_BACK = Transition(
    "send_back",
    _("Send the draft back"),
    (REVIEW,),
    IN_HAND,
    **HEAD,
    form=FORMS + "SendBackForm",
    notify=(Notify("handler", "case_sent_back"),),
)
SERVE = Transition(
    "serve",
    _("Record that the answer was handed over"),
    (ANSWERED,),
    needs=REGISTER,
    who=(Who.REGISTRAR,),
    form=FORMS + "ServeForm",
    effects=(effects.serve,),
    public=True,
    told=_("You received the answer"),
)
READ_ANSWER = Transition(
    "read_answer",
    _("The petitioner read the answer"),
    (ANSWERED,),
    by=By.RESIDENT,
    guards=(guards.not_served,),
    effects=(effects.serve,),
    public=True,
    told=_("You read the answer"),
)
JUDGE = Transition(
    "judge",
    _("Judge"),
    (ANSWERED,),
    by=By.RESIDENT,
    form=FORMS + "JudgeForm",
    guards=(guards.not_judged,),
    effects=(effects.judge,),
    public=True,
    told=_("You judged the answer"),
)
JUDGE_UNHAPPY = Transition(
    "judge_unhappy",
    _("Judge, and ask for a second look"),
    (ANSWERED,),
    IN_HAND,
    by=By.RESIDENT,
    form=FORMS + "JudgeForm",
    guards=(guards.not_judged, guards.first_round),
    effects=(effects.judge, effects.second_round),
    notify=(
        Notify("head", "case_second_round"),
        Notify("handler", "case_second_round"),
        Notify("registrar", "case_second_round"),
    ),
    public=True,
    told=_("You were not satisfied: we look at it a second time"),
)
WITHDRAW = Transition(
    "withdraw",
    _("Withdraw"),
    UNDER_WAY,
    WITHDRAWN,
    by=By.RESIDENT,
    form=FORMS + "WithdrawForm",
    guards=(guards.first_round,),
    notify=(Notify("handler", "case_withdrawn"), Notify("head", "case_withdrawn")),
    public=True,
    told=_("You withdrew it"),
    danger=True,
)
CLIMB = Transition(
    "climb",
    _("Limit passed"),
    UNDER_WAY,
    by=By.TIMER,
    effects=(effects.climb,),
)

TELL = Limit(
    "tell",
    _("Tell the petitioner whether it is accepted"),
    15,
    _("Regulations on petition work, art. 22-23"),
    starts=(OPEN,),
    met_by=("accept", "accept_duty", "refuse", "divert", "withdraw"),
    on_breach="climb",
    roll="back",
)
CLOSE = Limit(
    "close",
    _("Answer in writing"),
    60,
    _("Regulations on petition work, art. 34"),
    starts=("accept",),
    met_by=("release",),
    on_breach="climb",
    roll="back",
    warn=(15, 5, 2),
)
NORM = Limit(
    "norm",
    _("Answer, by the office's own norm"),
    20,
    _("Service norm of the office"),
    starts=("accept", "accept_duty"),
    met_by=("release",),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(3,),
    public=False,
)
SECOND = Limit(
    "second_round",
    _("Look at it a second time"),
    15,
    _("Service norm of the office"),
    starts=("judge_unhappy",),
    met_by=("release",),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(3,),
)

_WORK = (
    *(HAND_OVER, ASSIGN_MOVE, NOTE, ASK, REPLY, OPINE, COORDINATE, PASS_ON),
    *(DISTRICT_ACKNOWLEDGED, DISTRICT_ANSWERED, DISTRICT_RETURNED),
    *(DRAFT, SUBMIT, RELEASE, SEND_BACK, SERVE, READ_ANSWER, JUDGE, JUDGE_UNHAPPY, WITHDRAW, CLIMB),
)

ACCEPT_DUTY = Transition(
    "accept_duty",
    _("Accept as a duty of ours"),
    (REGISTERED,),
    IN_HAND,
    **CLERK,
    form=FORMS + "AcceptForm",
    effects=(effects.accept_duty, effects.hand_out),
    notify=ACCEPT.notify,
    public=True,
    told=_("Accepted"),
    hint=_(
        "Route 5: the office performs its duty or answers; the 60-day clock of the petition procedure does not run."
    ),
)
DIVERT = Transition(
    "divert",
    _("Show another legal route"),
    (REGISTERED,),
    DIVERTED,
    **CLERK,
    form=FORMS + "DivertForm",
    effects=(effects.set_fields("route"),),
    notify=(Notify("resident", "petition_diverted"),),
    public=True,
    told=_("Shown another legal route"),
    hint=_("Routes 1 to 4: court, arbitration, Party appeal or an administrative procedure."),
)

OPENING = {
    "open_notify": (Notify("resident", "petition_received"), Notify("registrar", "case_to_register")),
    "open_told": _("Received"),
    "series": "XF",
    "model": "petitions.Petition",
    "function": "E3",
    "initial": SUBMITTED,
}

register(
    Workflow(
        key=APPEAL,
        label=_("Appeal or request"),
        transitions=(
            RECLASSIFY,
            REGISTER_MOVE,
            ACCEPT,
            ACCEPT_DUTY,
            DIVERT,
            REFUSE,
            REPORT_UP,
            OPEN_GRID_CASE,
            *_WORK,
        ),  # fmt: skip
        limits=(TELL, CLOSE, NORM, SECOND),
        **OPENING,
    )
)
register(
    Workflow(
        key=SUGGESTION,
        label=_("Suggestion"),
        transitions=(
            RECLASSIFY,
            REGISTER_MOVE,
            replace(ACCEPT, effects=(effects.accept_suggestion, effects.hand_out)),
            REFUSE,
            *_WORK,
        ),
        limits=(
            replace(TELL, met_by=("accept", "refuse", "withdraw")),
            replace(CLOSE, legal=False, article=_("Custom; the law sets no number of days")),
            SECOND,
        ),
        **OPENING,
    )
)

FORWARD = Transition(
    "forward",
    _("Forward to discipline inspection"),
    (SUBMITTED,),
    FORWARDED,
    **KEEPER,
    form=FORMS + "ForwardForm",
    effects=(effects.forward,),
    notify=(Notify("resident", "petition_forwarded"),),
    public=True,
    told=_("Forwarded to the competent body"),
    main=True,
)
LATE = Transition(
    "late", _("Limit passed"), (SUBMITTED, FORWARDED), by=By.TIMER, notify=(Notify("registrar", "limit_late"),)
)

register(
    Workflow(
        key=ACCUSATION,
        label=_("Report against somebody"),
        transitions=(
            replace(RECLASSIFY, sources=(SUBMITTED,), **KEEPER),
            FORWARD,
            replace(REFUSE, sources=(SUBMITTED,), **KEEPER),
            replace(NOTE, sources=(SUBMITTED, FORWARDED), **KEEPER),
            replace(
                DISTRICT_ACKNOWLEDGED, sources=(SUBMITTED, FORWARDED), notify=(Notify("registrar", "case_district"),)
            ),
            replace(
                DISTRICT_ANSWERED,
                sources=(SUBMITTED, FORWARDED),
                target=CONCLUDED,
                notify=(Notify("resident", "petition_concluded"), Notify("registrar", "case_district")),
                told=_("Concluded by the competent body"),
            ),
            replace(
                DISTRICT_RETURNED,
                sources=(FORWARDED,),
                target=SUBMITTED,
                notify=(Notify("registrar", "case_district"),),
            ),
            replace(WITHDRAW, sources=(SUBMITTED,), notify=(Notify("registrar", "case_withdrawn"),)),
            LATE,
        ),
        limits=(replace(TELL, met_by=("forward", "refuse", "withdraw"), on_breach="late"),),
        climbs=False,
        secret=True,
        **OPENING,
    )
)
