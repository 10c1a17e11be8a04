"""Moves of the office that has the matter: assign, ask, draft, release."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Notify, Transition, Who
from petitions import effects, guards, standing
from petitions.effects.stages import drop_extension, start_carrying_out
from petitions.workflows.states import (
    AFTER_ANSWER,
    ANSWERED,
    ANYBODY_ON_IT,
    CARRYING_OUT,
    ENDED,
    FORMS,
    HANDLE,
    HANDLER,
    HEAD,
    IN_HAND,
    RE_REVIEWING,
    REVIEW,
    REVIEWED,
    REVIEWING,
    UNDER_WAY,
)

ASSIGN_MOVE = Transition(
    "assign",
    _("Give to a person"),
    (IN_HAND, REVIEW),
    **HEAD,
    form=FORMS + "work.AssignForm",
    effects=(effects.assign,),
    notify=(Notify("handler", "case_for_you"),),
    main=True,
)
RECUSE = Transition(
    "recuse",
    _("Keep somebody out of it"),
    (IN_HAND, REVIEW),
    needs="petitions.view_petition",
    who=(Who.HEAD, Who.REGISTRAR, Who.LEADER),
    form=FORMS + "work.RecuseForm",
    effects=(effects.recuse,),
    hint=_(
        "Whoever has an interest in the matter steps aside (Regulations, art. 28); a successor is named in one step."
    ),
)
NOTE = Transition("note", _("Write a note"), (*UNDER_WAY, *AFTER_ANSWER), **ANYBODY_ON_IT, form=FORMS + "work.NoteForm")
ASK = Transition(
    "ask",
    _("Ask the resident"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.AskForm",
    guards=(guards.can_be_asked,),
    effects=(effects.ask,),
    notify=(Notify("resident", "petition_question"),),
    public=True,
    told=_("We asked you a question"),
    hint=_("The limit goes on running."),
)
OPINE = Transition(
    "opine",
    _("Give your office's opinion"),
    (IN_HAND, REVIEW),
    needs=HANDLE,
    who=(Who.CO,),
    form=FORMS + "work.OpinionForm",
    guards=(guards.is_co_office,),
    effects=(effects.opine,),
    notify=(Notify("handler", "case_opinion"),),
)
COORDINATE = Transition(
    "coordinate",
    _("Record coordination"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.CoordinateForm",
    hint=_("With whom you spoke and what was tried. Needed before reporting up; the limit goes on running."),
)
OPEN_GRID_CASE = Transition(
    "open_grid_case",
    _("Open a grid case"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.GridCaseForm",
    effects=("open_grid_case",),
    hint=_("For something in the street that has to be put right: found, dispatched, handled and verified on site."),
)
DRAFT = Transition(
    "draft",
    _("Draft the answer"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.DraftForm",
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
    others=(CARRYING_OUT, REVIEWING, REVIEWED, RE_REVIEWING, ENDED),
    choose=standing.after_release,
    **HEAD,
    form=FORMS + "work.ReleaseForm",
    guards=(guards.released_by_another, guards.co_opinions_in, guards.notice_served),
    effects=(effects.release, drop_extension, start_carrying_out),
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
    form=FORMS + "work.SendBackForm",
    notify=(Notify("handler", "case_sent_back"),),
)
CLIMB = Transition(
    "climb",
    _("Limit passed"),
    (*UNDER_WAY, CARRYING_OUT),
    by=By.TIMER,
    effects=(effects.climb,),
)
CHILD_ENDED = Transition(
    "child_ended",
    _("The grid case has ended"),
    (IN_HAND, REVIEW),
    by=By.TIMER,
    notify=(Notify("handler", "case_child_ended"),),
)
