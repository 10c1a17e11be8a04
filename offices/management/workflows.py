"""The grid case, from being found to being closed."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.relations import tell_parent
from caojiadu.core.workflow import By, Limit, Notify, State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.management import grid

GRID_CASE = "grid_case"
FOUND = State("found", _("Found"))
ACCEPTED = State("grid_accepted", _("Accepted by the centre"))
FILED = State("grid_filed", _("Filed"))
DISPATCHED = State("dispatched", _("Dispatched"))
HANDLED = State("handled", _("Handled, to be verified"))
VERIFIED = State("verified", _("Verified"), tone="done")
CLOSED = State("grid_closed", _("Closed"), final=True, tone="done")
CANCELLED = State("cancelled", _("Not a grid case"), final=True, tone="done")
UNDER_WAY = (FOUND, ACCEPTED, FILED, DISPATCHED, HANDLED)
FORMS = "offices.management.forms."
STAFF = {"needs": "office_management.handle_gridcase", "who": (Who.LEAD,)}
HEAD = {"needs": "office_management.close_gridcase", "who": (Who.HEAD,)}

register(
    Workflow(
        key=GRID_CASE,
        label=_("Grid case"),
        model="office_management.GridCase",
        function="C3",
        initial=FOUND,
        series="WG",
        open_told=_("Found"),
        open_notify=(Notify("head", "grid_opened"),),
        transitions=(
            Transition("grid_accept", _("Accept"), (FOUND,), ACCEPTED, **STAFF, main=True),
            Transition(
                "cancel",
                _("Not a grid case"),
                (FOUND, ACCEPTED),
                CANCELLED,
                **STAFF,
                form=FORMS + "ReasonForm",
                effects=(tell_parent,),
                danger=True,
            ),
            Transition(
                "file",
                _("File the case"),
                (ACCEPTED,),
                FILED,
                **STAFF,
                form=FORMS + "FileForm",
                effects=(grid.set_thing,),
                main=True,
            ),
            Transition(
                "dispatch",
                _("Dispatch"),
                (FILED,),
                DISPATCHED,
                **STAFF,
                form=FORMS + "DispatchForm",
                effects=(grid.dispatch,),
                notify=(Notify("handler", "case_for_you"),),
                main=True,
            ),
            Transition(
                "assign",
                _("Give to a person"),
                (DISPATCHED, HANDLED),
                **HEAD,
                form=FORMS + "AssignForm",
                effects=(grid.assign,),
                notify=(Notify("handler", "case_for_you"),),
            ),
            Transition(
                "handle",
                _("Report it handled"),
                (DISPATCHED,),
                HANDLED,
                needs="office_management.handle_gridcase",
                who=(Who.HANDLER,),
                form=FORMS + "HandledForm",
                effects=(grid.handled,),
                main=True,
            ),
            Transition(
                "return_order",
                _("Return the order"),
                (DISPATCHED,),
                FILED,
                needs="office_management.handle_gridcase",
                who=(Who.HANDLER,),
                form=FORMS + "ReasonForm",
                hint=_("Wrong jurisdiction: the centre dispatches it anew."),
            ),
            Transition(
                "verify",
                _("Verify: put right"),
                (HANDLED,),
                VERIFIED,
                **STAFF,
                form=FORMS + "VerifyForm",
                guards=(grid.verified_by_another,),
                effects=(grid.verified,),
                main=True,
                hint=_("On site, by somebody other than the handler."),
            ),
            Transition(
                "not_put_right",
                _("Verify: not put right"),
                (HANDLED,),
                DISPATCHED,
                **STAFF,
                form=FORMS + "ReasonForm",
                guards=(grid.verified_by_another,),
                effects=(grid.count_return,),
                notify=(Notify("handler", "grid_not_put_right"),),
            ),
            Transition("close", _("Close the case"), (VERIFIED,), CLOSED, **HEAD, effects=(tell_parent,), main=True),
            Transition(
                "note",
                _("Write a note"),
                (FOUND, ACCEPTED, FILED, DISPATCHED, HANDLED),
                **STAFF,
                form=FORMS + "NoteForm",
            ),
            Transition(
                "late",
                _("Limit passed"),
                UNDER_WAY,
                by=By.TIMER,
                effects=(grid.tell_rung,),
            ),
        ),
        limits=(
            Limit(
                "grid",
                _("Put right and verify"),
                5,
                _("Office's own figure; Shanghai's limits per class are to be set"),
                starts=(OPEN,),
                met_by=("verify", "cancel"),
                on_breach="late",
                working=True,
                legal=False,
                warn=(1,),
            ),
        ),
    )
)
