"""Urgent or major matters: reported, acknowledged, followed, concluded (快报、续报、终报; art. 25)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Purpose, State, Transition, Who, Workflow, register
from petitions.effects import urgent as effects
from petitions.guards import urgent as guards
from petitions.oversight.urgent import FLASH
from petitions.people.kept_out import keep_out_too
from petitions.workflows.states import AFTER_ANSWER, FORMS, UNDER_WAY

REPORTED = State("flash_reported", _("Reported, not yet acknowledged"), tone="late")
HEARD = State("flash_heard", _("Acknowledged, being dealt with"))
OVER = State("flash_over", _("Concluded, last report sent"), final=True, tone="done")
ANY = (REPORTED, HEARD, OVER)
ANYBODY = {"needs": "petitions.handle_flash", "who": (Who.READER,)}
FLASH_REPORT = Transition(
    "flash_report",
    _("Report as urgent or major"),
    (*UNDER_WAY, *AFTER_ANSWER),
    **ANYBODY,
    form=FORMS + "urgent.FlashMoveForm",
    effects=(effects.report_flash,),
    hint=_("Leaders and the district are told at once, at any hour, without coordination first (art. 25)."),
    purpose=Purpose.UPWARD,
)
register(
    Workflow(
        key=FLASH,
        label=_("Urgent report"),
        model="petitions.FlashReport",
        function="E3",
        series="KB",
        initial=REPORTED,
        transitions=(
            Transition(
                "acknowledge",
                _("Acknowledge"),
                (REPORTED, HEARD),
                HEARD,
                **ANYBODY,
                guards=(guards.called_and_silent,),
                effects=(effects.acknowledge,),
                main=True,
            ),
            Transition(
                "follow",
                _("Report what is new"),
                (REPORTED, HEARD),
                **ANYBODY,
                form=FORMS + "urgent.FollowForm",
                effects=(effects.follow,),
            ),
            Transition(
                "conclude",
                _("Send the last report"),
                (REPORTED, HEARD),
                OVER,
                **ANYBODY,
                form=FORMS + "urgent.ConcludeForm",
                effects=(effects.conclude,),
            ),
            Transition(
                "call_next",
                _("Nobody acknowledged: the next in line was called"),
                (REPORTED,),
                by=By.TIMER,
                guards=(guards.still_unheard,),
                effects=(effects.call_next,),
            ),
            Transition("district_acknowledged", _("The district acknowledged"), ANY, by=By.DISTRICT),
            Transition("district_answered", _("The district answered"), ANY, by=By.DISTRICT),
        ),
        open_effects=(keep_out_too,),
        climbs=False,
    )
)
