"""Supervision cards: issued, answered in writing, verified (督办; art. 40). The limit is a norm of the office."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.workflow import By, Limit, Notify, Purpose, State, Transition, Who, Workflow, register
from petitions.effects import supervision as effects
from petitions.effects.work import climb
from petitions.oversight.supervision import CARD
from petitions.people.kept_out import keep_out_too
from petitions.workflows.states import AFTER_ANSWER, FORMS, HEAD, UNDER_WAY

ISSUED = State("card_issued", _("Waiting for the office's answer"))
REPLIED = State("card_replied", _("Answered, to be verified"), tone="soon")
VERIFIED = State("card_verified", pgettext_lazy("a card", "Verified"), final=True, tone="done")
WITHDRAWN = State("card_withdrawn", _("Taken back"), final=True, tone="done")
SUPERVISOR = {"needs": "petitions.supervise", "who": (Who.REGISTRAR, Who.LEADER)}
SUPERVISE = Transition(
    "supervise",
    _("Urge with a supervision card"),
    (*UNDER_WAY, *AFTER_ANSWER),
    **SUPERVISOR,
    form=FORMS + "supervision.IssueCardForm",
    effects=(effects.issue,),
    hint=_("When rules are broken: advice and a limit; the office answers in writing whether it took it (art. 40)."),
    purpose=Purpose.UPWARD,
)
REPLY_CARD = Limit(
    "reply_card",
    _("Answer the supervision card"),
    5,
    _("Service norm of the office"),
    starts=(),
    met_by=("reply_card", "withdraw_card", "slip_taken_back"),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(1,),
    public=False,
)
register(
    Workflow(
        key=CARD,
        label=_("Supervision card"),
        model="petitions.SupervisionCard",
        function="E3",
        series="DB",
        initial=ISSUED,
        open_effects=(keep_out_too, effects.start_limit),
        open_notify=(Notify("head", "card_issued"),),
        transitions=(
            Transition(
                "reply_card",
                _("Answer in writing"),
                (ISSUED,),
                REPLIED,
                **HEAD,
                form=FORMS + "supervision.ReplyCardForm",
                effects=(effects.keep_reply,),
                notify=(Notify("registrar", "card_replied"),),
                main=True,
            ),
            Transition(
                "verify_card",
                _("Verify"),
                (REPLIED,),
                VERIFIED,
                **SUPERVISOR,
                form=FORMS + "supervision.VerifyCardForm",
                effects=(effects.answer_up,),
                notify=(Notify("head", "card_verified"),),
                main=True,
            ),
            Transition(
                "once_more",
                _("Ask again"),
                (REPLIED,),
                ISSUED,
                **SUPERVISOR,
                form=FORMS + "supervision.OnceMoreForm",
                effects=(effects.once_more,),
                notify=(Notify("head", "card_issued"),),
            ),
            Transition(
                "pass_card",
                _("Pass it to another office"),
                (ISSUED,),
                **SUPERVISOR,
                form=FORMS + "supervision.PassCardForm",
                effects=(effects.pass_on,),
                notify=(Notify("head", "card_issued"),),
                hint=_("The limit runs on as it is."),
            ),
            Transition(
                "withdraw_card",
                _("Take the card back"),
                (ISSUED, REPLIED),
                WITHDRAWN,
                **SUPERVISOR,
                form=FORMS + "supervision.WithdrawCardForm",
                when=(effects.not_from_above,),
                notify=(Notify("head", "card_withdrawn"),),
                danger=True,
            ),
            Transition(
                "slip_taken_back",
                _("The district took it back"),
                (ISSUED, REPLIED),
                WITHDRAWN,
                by=By.DISTRICT,
                form=FORMS + "supervision.WithdrawCardForm",
                notify=(Notify("head", "card_withdrawn"), Notify("registrar", "card_withdrawn")),
            ),
            Transition("climb", _("Limit passed"), (ISSUED,), by=By.TIMER, effects=(climb,)),
            Transition("district_acknowledged", _("The district acknowledged"), (VERIFIED,), by=By.DISTRICT),
            Transition("district_answered", _("The district answered"), (VERIFIED,), by=By.DISTRICT),
        ),
        limits=(REPLY_CARD,),
    )
)
