"""The grid case, from being found to being closed."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.relations import tell_parent
from caojiadu.core.registers import steps
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import By, Notify, Who, Workflow, register
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

MATTER = Matter("office_management.GridCase")
GRID_CASE = "grid_case"
FORMS = "offices.management.gridcases.forms."
# The centre leads a case until it is dispatched, and follows it as a helping office while another has it.
CENTRE = MATTER.staff("handle", Who.LEAD, Who.CO)
CENTRE_HEAD = MATTER.staff("close", Who.LEAD, Who.CO)
HANDLER = MATTER.staff("answer", Who.HANDLER)
TOLD = (Notify("handler", "grid_decided"), Notify("head", "grid_decided"))

AT_CENTRE = (
    MATTER.step("grid_accept", _("Accept"), FOUND, to=ACCEPTED, by=CENTRE, main=True),
    MATTER.end("cancel", _("Not a grid case"), *AT_DESK, to=CANCELLED, by=CENTRE, effects=(tell_parent,)),
    MATTER.step(
        "same",
        _("The same as another"),
        *AT_DESK,
        to=CANCELLED,
        by=CENTRE,
        form=FORMS + "SameForm",
        effects=(effects.same, tell_parent),
    ),
    MATTER.step(
        "spot",
        _("Put right on the spot"),
        *AT_DESK,
        to=ON_SPOT,
        by=CENTRE,
        form=FORMS + "SpotForm",
        effects=(effects.set_class, effects.photos("before"), effects.photos("after"), effects.handled),
        hint=_("Small things, by whoever found them; somebody else looks at the photos."),
    ),
    MATTER.step(
        "spot_seen",
        _("The photos show it put right"),
        ON_SPOT,
        to=CLOSED,
        by=CENTRE,
        when=(guards.verified_by_another,),
        effects=(effects.verified, tell_parent),
        main=True,
    ),
    MATTER.step(
        "spot_not_seen",
        _("The photos do not show it put right"),
        ON_SPOT,
        to=ACCEPTED,
        by=CENTRE,
        asks=("reason",),
        when=(guards.verified_by_another,),
    ),
    MATTER.step(
        "file",
        _("File the case"),
        ACCEPTED,
        to=FILED,
        by=CENTRE,
        form=FORMS + "FileForm",
        effects=(effects.set_class, effects.photos("before")),
        main=True,
    ),
    MATTER.step(
        "dispatch",
        _("Dispatch"),
        FILED,
        to=DISPATCHED,
        by=CENTRE,
        form=FORMS + "GridDispatchForm",
        effects=(effects.dispatch,),
        main=True,
    ),
    MATTER.step(
        "grid_redispatch",
        _("Dispatch elsewhere"),
        DISPATCHED,
        by=CENTRE,
        form=FORMS + "GridDispatchForm",
        effects=(effects.dispatch,),
    ),
)
HANDLING = (
    MATTER.assign(*AT_HANDLER, HANDLED, by=MATTER.staff("answer", Who.HEAD)),
    MATTER.step(
        "take",
        _("Take this case"),
        DISPATCHED,
        by=MATTER.staff("answer"),
        when=(guards.nobody_has_it,),
        effects=(effects.take,),
        main=True,
    ),
    MATTER.step(
        "handle",
        _("Report it handled"),
        DISPATCHED,
        TIME_ASKED,
        to=HANDLED,
        by=HANDLER,
        form=FORMS + "HandledForm",
        effects=(effects.photos("after"), effects.handled, tell_centre("grid_handled")),
        main=True,
    ),
    MATTER.step(
        "return_order",
        _("Return the order"),
        DISPATCHED,
        to=RETURN_ASKED,
        by=HANDLER,
        form="offices.management.hotline.forms.ReturnForm",
        guards=(guards.not_ruled,),
        effects=(effects.ask("return"), tell_centre("grid_asked")),
        hint=_("Wrong jurisdiction: the centre dispatches it anew, or rules. The limit goes on running."),
    ),
    MATTER.step(
        "grid_ask_standstill",
        _("Ask for a standstill"),
        DISPATCHED,
        to=TIME_ASKED,
        by=HANDLER,
        form=FORMS + "AskStandstillForm",
        guards=(guards.may_stand_still,),
        effects=(effects.ask("suspension"), tell_centre("grid_asked")),
        hint=_("For works, or parts that have to be made. The centre decides."),
    ),
    MATTER.step(
        "grid_ask_time",
        _("Ask for more time"),
        DISPATCHED,
        to=TIME_ASKED,
        by=HANDLER,
        form=FORMS + "AskTimeForm",
        guards=(guards.may_be_lengthened,),
        effects=(effects.ask("extension"), tell_centre("grid_asked")),
    ),
    MATTER.step(
        "grid_resume",
        _("Take it up again"),
        SUSPENDED,
        to=DISPATCHED,
        by=MATTER.staff("answer", Who.HANDLER, Who.HEAD, Who.CO),
        effects=(effects.resumed,),
        notify=TOLD,
        main=True,
    ),
)
DECIDING = (
    MATTER.step(
        "allow_return",
        _("Allow the return"),
        RETURN_ASKED,
        to=FILED,
        by=CENTRE,
        form="offices.management.hotline.forms.RemarkForm",
        effects=(effects.taken_back,),
        main=True,
    ),
    MATTER.step(
        "grid_rule",
        _("Rule that it stays"),
        RETURN_ASKED,
        to=DISPATCHED,
        by=CENTRE_HEAD,
        asks=("reason",),
        effects=(effects.ruled,),
        notify=TOLD,
        hint=_("The office has to put it right, and cannot return it again."),
    ),
    MATTER.step(
        "grid_grant",
        _("Agree"),
        TIME_ASKED,
        to=DISPATCHED,
        by=CENTRE_HEAD,
        other_targets=(SUSPENDED,),
        choose_target=effects.where_granted,
        guards=(guards.still_in_time,),
        effects=(effects.granted,),
        notify=TOLD,
        main=True,
    ),
    MATTER.step(
        "grid_refuse",
        _("Do not agree"),
        TIME_ASKED,
        to=DISPATCHED,
        by=CENTRE_HEAD,
        asks=("reason",),
        effects=(effects.refused,),
        notify=TOLD,
    ),
    MATTER.step(
        "grid_urge",
        _("Urge"),
        *AT_HANDLER,
        by=CENTRE,
        form="offices.management.hotline.forms.RemarkForm",
        effects=(steps.count("urges"),),
        notify=(Notify("handler", "grid_urged"), Notify("head", "grid_urged")),
    ),
)
ENDING = (
    MATTER.step(
        "verify",
        _("Verify: put right"),
        HANDLED,
        to=VERIFIED,
        by=CENTRE,
        form=FORMS + "VerifyForm",
        when=(guards.verified_by_another,),
        effects=(effects.photos("check"), effects.verified),
        main=True,
        hint=_("On site, by somebody other than the handler."),
    ),
    MATTER.step(
        "not_put_right",
        _("Verify: not put right"),
        HANDLED,
        to=DISPATCHED,
        by=CENTRE,
        form=FORMS + "NotRightForm",
        when=(guards.verified_by_another,),
        effects=(effects.photos("check"), effects.count_return),
        notify=(Notify("handler", "grid_not_put_right"),),
    ),
    MATTER.step("close", _("Close the case"), VERIFIED, to=CLOSED, by=CENTRE_HEAD, effects=(tell_parent,), main=True),
    MATTER.step("note", _("Write a note"), *UNDER_WAY, by=MATTER.staff("answer", Who.LEAD, Who.CO), asks=("note",)),
    MATTER.step("late", _("Limit passed"), *UNDER_WAY, by=By.TIMER, effects=(tell_rung,)),
)
# A joint meeting (联席会议) about what no office takes: it is called as from a 12345 order.
MEETING = (
    MATTER.step(
        "call_meeting",
        _("Call a joint meeting"),
        FILED,
        *AT_HANDLER,
        by=CENTRE_HEAD,
        when=(returned_often,),
        effects=(meeting_called,),
        in_panel=True,
    ),
    MATTER.step(
        "meeting_held",
        _("A joint meeting dealt with it"),
        *UNDER_WAY,
        VERIFIED,
        CLOSED,
        CANCELLED,
        by=By.TIMER,
        effects=(meeting_held,),
    ),
)

register(
    Workflow(
        key=GRID_CASE,
        label=_("Grid case"),
        model=MATTER.model,
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
