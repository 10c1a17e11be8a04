"""Moves of the office that has the matter: assign, ask, coordinate. Those about the answer are in answer.py."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Notify, Purpose, Transition, Who
from petitions import effects, guards
from petitions.workflows.states import (
    AFTER_ANSWER,
    ANYBODY_ON_IT,
    CARRYING_OUT,
    FORMS,
    HANDLER,
    HEAD,
    IN_HAND,
    UNDER_WAY,
    VIEW,
    WORKED_ON,
)

ASSIGN_MOVE = Transition(
    "assign",
    _("Give to a person"),
    WORKED_ON,
    **HEAD,
    form=FORMS + "work.AssignForm",
    effects=(effects.assign,),
    notify=(Notify("handler", "case_for_you"),),
    main=True,
    purpose=Purpose.PEOPLE,
)
# Made by opening the page: the petitioner learns, once for each responsible office, that it was read there.
READ_BY_OFFICE = Transition(
    "read_by_office",
    _("First read by the responsible office"),
    WORKED_ON,
    needs=VIEW,
    who=(Who.LEAD,),
    when=(guards.not_read_yet,),
    effects=(effects.note_reading,),
    public=True,
    told=_("Read by the responsible office"),
    in_panel=True,
)
RECUSE = Transition(
    "recuse",
    _("Keep somebody out of it"),
    WORKED_ON,
    needs="petitions.view_petition",
    who=(Who.HEAD, Who.REGISTRAR, Who.LEADER),
    form=FORMS + "work.RecuseForm",
    effects=(effects.recuse,),
    hint=_(
        "Whoever has an interest in the matter steps aside (Regulations, art. 28); a successor is named in one step."
    ),
    purpose=Purpose.PEOPLE,
)
NOTE = Transition(
    "note",
    _("Write a note"),
    (*UNDER_WAY, *AFTER_ANSWER),
    **ANYBODY_ON_IT,
    form=FORMS + "work.NoteForm",
    purpose=Purpose.NOTES,
)
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
    purpose=Purpose.NOTES,
)
COORDINATE = Transition(
    "coordinate",
    _("Record coordination"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.CoordinateForm",
    hint=_("With whom you spoke and what was tried. Needed before reporting up; the limit goes on running."),
    purpose=Purpose.NOTES,
)
OPEN_GRID_CASE = Transition(
    "open_grid_case",
    _("Open a grid case"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.GridCaseForm",
    effects=("open_grid_case",),
    hint=_("For something in the street that has to be put right: found, dispatched, handled and verified on site."),
    purpose=Purpose.LINKS,
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
    WORKED_ON,
    by=By.TIMER,
    notify=(Notify("handler", "case_child_ended"),),
)
