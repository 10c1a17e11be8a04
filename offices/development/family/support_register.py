"""Family planning (H9): subsidies, special families and the aid they are given."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import OnlineApplication, Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.decisions import paper_steps
from caojiadu.core.registers.patterns.online_application import (
    HANDED_IN,
    look_again,
    missing_papers,
    take_back,
    tell_who_applied_online,
)
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

SUBSIDY = Matter("office_development.FamilySubsidy")
ASKED = State("subsidy_asked", _("Received, to be checked"))
WAITING = State("subsidy_waiting", _("Waiting for missing papers"))
CHECKED = State("subsidy_checked", _("Checked, to be sent"), tone="soon")
SENT = State("subsidy_sent", _("Sent to the district, to be decided"))
GRANTED = State("subsidy_granted", _("Granted, to be paid"), tone="soon")
PAID = State("subsidy_paid", _("Paid"), final=True, tone="done")
REFUSED = State("subsidy_refused", _("Not granted"), final=True, tone="done")
WITHDRAWN = State("subsidy_withdrawn", _("Withdrawn"), final=True, tone="done")
UNDECIDED = (ASKED, WAITING, CHECKED, SENT)
UNPAID = State("subsidy_unpaid", _("Not paid out"), final=True, tone="done")

register(
    Workflow(
        key="family_subsidy",
        label=_("Family subsidy"),
        model=SUBSIDY.model,
        function="H9",
        initial=ASKED,
        series="JN",
        restricted=True,
        open_told=_("Received"),
        transitions=(
            *missing_papers(SUBSIDY, ASKED, WAITING),
            SUBSIDY.step(
                "subsidy_check", _("Enter the check"), ASKED, WAITING, to=CHECKED, fields=("checked",), main=True
            ),
            SUBSIDY.step(
                "subsidy_again", _("Check it again"), CHECKED, to=ASKED, by=SUBSIDY.head_or_leader, asks=("reason",)
            ),
            SUBSIDY.decide(
                "subsidy_send",
                _("Send it to the district"),
                CHECKED,
                to=SENT,
                not_by=("subsidy_check",),
                main=True,
                public=True,
                told=_("Checked here, sent to the district, which decides"),
                effects=(tell_who_applied_online,),
            ),
            SUBSIDY.step(
                "subsidy_grant",
                _("Subsidy granted"),
                SENT,
                to=GRANTED,
                fields=("granted_on", "sum_granted"),
                main=True,
                public=True,
                effects=(tell_who_applied_online,),
            ),
            SUBSIDY.step(
                "subsidy_pay",
                _("Note the payment"),
                GRANTED,
                to=PAID,
                fields=("paid_on",),
                main=True,
                public=True,
                told=_("Paid"),
                effects=(tell_who_applied_online,),
            ),
            SUBSIDY.step(
                "subsidy_refuse",
                _("Not granted"),
                *UNDECIDED,
                to=REFUSED,
                by=SUBSIDY.head_or_leader,
                fields=("refused_why",),
                danger=True,
                public=True,
                effects=(tell_who_applied_online,),
            ),
            SUBSIDY.withdraw("subsidy_withdraw", *UNDECIDED, to=WITHDRAWN),
            take_back(UNDECIDED, WITHDRAWN),
            *paper_steps(
                SUBSIDY,
                waiting=(WAITING,),
                accepted=(CHECKED, SENT),
                granted=(GRANTED, PAID),
                refused=(REFUSED,),
            ),
            SUBSIDY.end("subsidy_lapse", _("The payment falls away"), GRANTED, to=UNPAID, by=SUBSIDY.head_or_leader),
            *SUBSIDY.usual(*UNDECIDED, GRANTED),
        ),
        limits=(
            norm(
                "check",
                _("Check it and send it on"),
                10,
                starts=(OPEN, *HANDED_IN, "subsidy_check"),  # the last where nothing was written down
                met_by=("subsidy_send", "subsidy_refuse", "say_missing", "subsidy_withdraw", "take_back"),
                working=True,
                warn=(3,),
            ),
            look_again("subsidy_check", "subsidy_refuse", "subsidy_withdraw"),
            norm(
                "pay",
                _("Payment"),
                30,
                starts=("subsidy_grant",),
                met_by=("subsidy_pay", "subsidy_lapse"),
                counted_from="granted_on",
                met_on="paid_on",
                warn=(7,),
            ),
        ),
    )
)
declare(
    Register(
        key="family-subsidies",
        label=_("Family subsidies"),
        singular=_("Family subsidy"),
        model=SUBSIDY.model,
        function="H9",
        title=_("The matter in one line"),
        fields=("title", "kind_of", "year", "grounds"),
        columns=("kind_of", "year", "granted_on", "paid_on"),
        filters=("kind_of",),
        person=True,
        sensitive=True,
        online=OnlineApplication(("kind_of", "year", "grounds"), received=""),
        hint=_("Money to which a family is entitled, from the request to the payment."),
    )
)
declare(
    Register(
        key="special-families",
        label=_("Special families"),
        singular=_("Special family"),
        model="office_development.SpecialFamily",
        function="H9",
        title=_("Family"),
        fields=(
            "title",
            "kind",
            "neighbourhood",
            "since",
            "contact",
            "contact_nearby",
            "doctor",
            "needs",
            "visited_on",
        ),
        columns=("kind", "contact", "visited_on"),
        filters=("kind", "neighbourhood"),
        reminders=(Reminder("visit", _("Visit owed"), "visited_on", months=3, lead=14, article=OWN_NORM),),
        person=True,
        sensitive=True,
        hint=_("Families whose only child died or is disabled, with two people who keep in touch."),
    )
)
AID = Matter("office_development.SpecialAid")
NEEDED = State("specialaid_needed", _("Help needed, to be arranged"))
ARRANGED = State("specialaid_arranged", _("Help arranged"))
GIVEN = State("specialaid_given", _("Help given, family to be asked"), tone="soon")
SETTLED = State("specialaid_settled", _("Settled"), final=True, tone="done")
CALLED_OFF = State("specialaid_called_off", _("Called off"), final=True, tone="done")

register(
    Workflow(
        key="special_aid",
        label=_("Aid to a special family"),
        model=AID.model,
        function="H9",
        initial=NEEDED,
        series="TB",
        restricted=True,
        open_told=_("Help asked for"),
        transitions=(
            AID.step("specialaid_arrange", _("Arrange the help"), NEEDED, to=ARRANGED, fields=("helper",), main=True),
            AID.step("specialaid_give", _("Enter the help given"), ARRANGED, to=GIVEN, fields=("given",), main=True),
            AID.step("specialaid_more", _("More help is needed"), GIVEN, to=NEEDED, fields=("situation",)),
            AID.step("specialaid_settle", _("Family asked: settled"), GIVEN, to=SETTLED, fields=("result",), main=True),
            AID.end("specialaid_off", _("Call it off"), NEEDED, ARRANGED, GIVEN, to=CALLED_OFF, by=AID.lead),
            *AID.usual(NEEDED, ARRANGED, GIVEN),
        ),
        limits=(
            norm(
                "arrange",
                _("Arrange the help"),
                3,
                starts=(OPEN, "specialaid_more"),
                met_by=("specialaid_arrange", "specialaid_off"),
                working=True,
                warn=(1,),
            ),
            norm(
                "ask",
                _("Ask the family"),
                15,
                starts=("specialaid_give",),
                met_by=("specialaid_settle", "specialaid_more", "specialaid_off"),
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="special-aid",
        label=_("Aid to special families"),
        singular=_("Aid to a special family"),
        model=AID.model,
        function="H9",
        title=_("The matter in one line"),
        fields=("title", "family", "need", "told_on", "situation"),
        columns=("need", "helper", "told_on"),
        sensitive=True,
        hint=_("What one family needs, who helps, and how it is afterwards."),
    )
)
