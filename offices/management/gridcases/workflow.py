"""The grid case, from being found to being closed."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.relations import tell_parent
from caojiadu.core.registers import steps
from caojiadu.core.workflow import By, Notify, Transition, Who, Workflow, register
from offices.management.gridcases import effects, guards, limits
from offices.management.gridcases.states import (
    ACCEPTED,
    AT_DESK,
    AT_HANDLER,
    CANCELLED,
    CLOSED,
    DISPATCHED,
    FILED,
    FOUND,
    HANDLED,
    ON_SPOT,
    RETURN_ASKED,
    SUSPENDED,
    TIME_ASKED,
    UNDER_WAY,
    VERIFIED,
)
from offices.management.hotline.effects import meeting_called, meeting_held, tell_centre, tell_rung
from offices.management.hotline.guards import returned_often

GRID_CASE = "grid_case"
FORMS = "offices.management.gridcases.forms."
ANSWER = "office_management.answer_gridcase"
# The centre leads a case until it is dispatched, and follows it as a helping office while another has it.
CENTRE = {"needs": "office_management.handle_gridcase", "who": (Who.LEAD, Who.CO)}
CENTRE_HEAD = {"needs": "office_management.close_gridcase", "who": (Who.LEAD, Who.CO)}
HANDLER = {"needs": ANSWER, "who": (Who.HANDLER,)}
TOLD = (Notify("handler", "grid_decided"), Notify("head", "grid_decided"))

AT_CENTRE = (
    Transition("grid_accept", _("Accept"), (FOUND,), ACCEPTED, **CENTRE, main=True),
    Transition(
        "cancel",
        _("Not a grid case"),
        AT_DESK,
        CANCELLED,
        **CENTRE,
        asks=("reason",),
        effects=(tell_parent,),
        danger=True,
    ),
    Transition(
        "same",
        _("The same as another"),
        AT_DESK,
        CANCELLED,
        **CENTRE,
        form=FORMS + "SameForm",
        effects=(effects.same, tell_parent),
    ),
    Transition(
        "spot",
        _("Put right on the spot"),
        AT_DESK,
        ON_SPOT,
        **CENTRE,
        form=FORMS + "SpotForm",
        effects=(effects.set_class, effects.photos("before"), effects.photos("after"), effects.handled),
        hint=_("Small things, by whoever found them; somebody else looks at the photos."),
    ),
    Transition(
        "spot_seen",
        _("The photos show it put right"),
        (ON_SPOT,),
        CLOSED,
        **CENTRE,
        when=(guards.verified_by_another,),
        effects=(effects.verified, tell_parent),
        main=True,
    ),
    Transition(
        "spot_not_seen",
        _("The photos do not show it put right"),
        (ON_SPOT,),
        ACCEPTED,
        **CENTRE,
        asks=("reason",),
        when=(guards.verified_by_another,),
    ),
    Transition(
        "file",
        _("File the case"),
        (ACCEPTED,),
        FILED,
        **CENTRE,
        form=FORMS + "FileForm",
        effects=(effects.set_class, effects.photos("before")),
        main=True,
    ),
    Transition(
        "dispatch",
        _("Dispatch"),
        (FILED,),
        DISPATCHED,
        **CENTRE,
        form=FORMS + "GridDispatchForm",
        effects=(effects.dispatch,),
        main=True,
    ),
    Transition(
        "grid_redispatch",
        _("Dispatch elsewhere"),
        (DISPATCHED,),
        **CENTRE,
        form=FORMS + "GridDispatchForm",
        effects=(effects.dispatch,),
    ),
)
HANDLING = (
    steps.assign(ANSWER, *AT_HANDLER, HANDLED),
    Transition(
        "take",
        _("Take this case"),
        (DISPATCHED,),
        needs=ANSWER,
        who=(Who.LEAD,),
        when=(guards.nobody_has_it,),
        effects=(effects.take,),
        main=True,
    ),
    Transition(
        "handle",
        _("Report it handled"),
        (DISPATCHED, TIME_ASKED),
        HANDLED,
        **HANDLER,
        form=FORMS + "HandledForm",
        effects=(effects.photos("after"), effects.handled, tell_centre("grid_handled")),
        main=True,
    ),
    Transition(
        "return_order",
        _("Return the order"),
        (DISPATCHED,),
        RETURN_ASKED,
        **HANDLER,
        form="offices.management.hotline.forms.ReturnForm",
        guards=(guards.not_ruled,),
        effects=(effects.ask("return"), tell_centre("grid_asked")),
        hint=_("Wrong jurisdiction: the centre dispatches it anew, or rules. The limit goes on running."),
    ),
    Transition(
        "grid_ask_standstill",
        _("Ask for a standstill"),
        (DISPATCHED,),
        TIME_ASKED,
        **HANDLER,
        form=FORMS + "AskStandstillForm",
        guards=(guards.may_stand_still,),
        effects=(effects.ask("suspension"), tell_centre("grid_asked")),
        hint=_("For works, or parts that have to be made. The centre decides."),
    ),
    Transition(
        "grid_ask_time",
        _("Ask for more time"),
        (DISPATCHED,),
        TIME_ASKED,
        **HANDLER,
        form=FORMS + "AskTimeForm",
        guards=(guards.may_be_lengthened,),
        effects=(effects.ask("extension"), tell_centre("grid_asked")),
    ),
    Transition(
        "grid_resume",
        _("Take it up again"),
        (SUSPENDED,),
        DISPATCHED,
        needs=ANSWER,
        who=(Who.HANDLER, Who.HEAD, Who.CO),
        effects=(effects.resumed,),
        notify=TOLD,
        main=True,
    ),
)
DECIDING = (
    Transition(
        "allow_return",
        _("Allow the return"),
        (RETURN_ASKED,),
        FILED,
        **CENTRE,
        form="offices.management.hotline.forms.RemarkForm",
        effects=(effects.taken_back,),
        main=True,
    ),
    Transition(
        "grid_rule",
        _("Rule that it stays"),
        (RETURN_ASKED,),
        DISPATCHED,
        **CENTRE_HEAD,
        asks=("reason",),
        effects=(effects.ruled,),
        notify=TOLD,
        hint=_("The office has to put it right, and cannot return it again."),
    ),
    Transition(
        "grid_grant",
        _("Agree"),
        (TIME_ASKED,),
        DISPATCHED,
        **CENTRE_HEAD,
        others=(SUSPENDED,),
        choose=effects.where_granted,
        guards=(guards.still_in_time,),
        effects=(effects.granted,),
        notify=TOLD,
        main=True,
    ),
    Transition(
        "grid_refuse",
        _("Do not agree"),
        (TIME_ASKED,),
        DISPATCHED,
        **CENTRE_HEAD,
        asks=("reason",),
        effects=(effects.refused,),
        notify=TOLD,
    ),
    Transition(
        "grid_urge",
        _("Urge"),
        AT_HANDLER,
        **CENTRE,
        form="offices.management.hotline.forms.RemarkForm",
        effects=(steps.count("urges"),),
        notify=(Notify("handler", "grid_urged"), Notify("head", "grid_urged")),
    ),
)
ENDING = (
    Transition(
        "verify",
        _("Verify: put right"),
        (HANDLED,),
        VERIFIED,
        **CENTRE,
        form=FORMS + "VerifyForm",
        when=(guards.verified_by_another,),
        effects=(effects.photos("check"), effects.verified),
        main=True,
        hint=_("On site, by somebody other than the handler."),
    ),
    Transition(
        "not_put_right",
        _("Verify: not put right"),
        (HANDLED,),
        DISPATCHED,
        **CENTRE,
        form=FORMS + "NotRightForm",
        when=(guards.verified_by_another,),
        effects=(effects.photos("check"), effects.count_return),
        notify=(Notify("handler", "grid_not_put_right"),),
    ),
    Transition("close", _("Close the case"), (VERIFIED,), CLOSED, **CENTRE_HEAD, effects=(tell_parent,), main=True),
    Transition("note", _("Write a note"), UNDER_WAY, needs=ANSWER, who=(Who.LEAD, Who.CO), asks=("note",)),
    Transition("late", _("Limit passed"), UNDER_WAY, by=By.TIMER, effects=(tell_rung,)),
)
# A joint meeting (联席会议) about what no office takes: it is called as from a 12345 order.
MEETING = (
    Transition(
        "call_meeting",
        _("Call a joint meeting"),
        (FILED, *AT_HANDLER),
        **CENTRE_HEAD,
        when=(returned_often,),
        effects=(meeting_called,),
        in_panel=True,
    ),
    Transition(
        "meeting_held",
        _("A joint meeting dealt with it"),
        (*UNDER_WAY, VERIFIED, CLOSED, CANCELLED),
        by=By.TIMER,
        effects=(meeting_held,),
    ),
)

register(
    Workflow(
        key=GRID_CASE,
        label=_("Grid case"),
        model="office_management.GridCase",
        function="C3",
        initial=FOUND,
        series="WG",
        open_told=_("Found"),
        open_effects=(effects.note_class,),
        open_notify=(Notify("head", "grid_opened"),),
        transitions=(*AT_CENTRE, *HANDLING, *DECIDING, *ENDING, *MEETING),
        limits=limits.LIMITS,
    )
)
