"""The document exchange between public bodies: papers come from it and go out through it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.external_systems.desks import OURS, EntryDesk, register_desk
from caojiadu.core.external_systems.models import Counterpart
from caojiadu.core.organisation.models import Function
from caojiadu.core.workflow import System
from offices.party_administration.documents.models import SYSTEM
from offices.party_administration.models import IssuedPaper, ReceivedPaper

EXCHANGE = System(SYSTEM, _("the document exchange"))
NUMBER = "公文交换编号"
HEADS = (OURS, NUMBER, "收文或发文", "文号", "标题", "来文单位或主送单位", "办理情况")


def _mine(user: User) -> Any:
    """Papers of the office that has function A2, for whoever works there."""
    offices = [post.office_id for post in user.posts_at_work if post.office_id]
    keeps = Function.objects.filter(code="A2", office__in=offices).values("office")
    return Case.objects.visible_to(user).filter(office__in=keeps)


def _rows(counterparts: list[Counterpart], _full: frozenset[int]) -> Iterable[list[str]]:
    keys = [row.pk for row in counterparts]
    received, issued = ReceivedPaper.objects.in_bulk(keys), IssuedPaper.objects.in_bulk(keys)
    for row in counterparts:
        if came := received.get(row.pk):
            yield [str(came.number), str(row.number), "收文", came.reference, came.title, came.sender, came.outcome]
        else:
            paper = issued[row.pk]
            how = f"已作废（{paper.sent_how}）" if paper.is_void else paper.sent_how
            yield [str(paper.number), str(row.number), "发文", paper.issue_number, paper.title, paper.addressee, how]


register_desk(
    EntryDesk(
        system=EXCHANGE,
        permission="office_party_administration.handle_receivedpaper",
        mine=_mine,
        heads=HEADS,
        rows=_rows,
        number_head=NUMBER,
        numbers=lambda: (NUMBER, "交换编号"),
    )
)
