"""The clocks of a letter (2022 Regulations on petition work) and the office's own norms."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import Limit
from caojiadu.core.workflow.parts import OPEN

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
