"""Who acts, in a demonstration: offers between offices, a committee that helps, a leader who holds, a deputy."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone, translation

from caojiadu.core.accounts.absences import set_absence
from caojiadu.core.accounts.models import Absence
from petitions.models import Petition, ReceptionDay

if TYPE_CHECKING:
    from petitions.demo.letters import Storyteller

DAY = dt.timedelta(days=1)


def show_who_acts(s: "Storyteller") -> None:
    """Use letters that the Management Office has in hand; with fewer of them, fewer of these things are shown."""
    with translation.override("zh-hans"):
        s.now = timezone.now()
        cases = Petition.objects.filter(state="in_hand", office=s.offices["C"], round=1, waiting="").order_by("-pk")
        for show, case in zip((_offered, _declined, _helped, _held), list(cases[:4]), strict=False):
            show(s, case)
        _away(s)
        _reception(s)


def _offered(s: "Storyteller", case: Petition) -> Petition:
    reason = "诉求涉及小区停车自治，属自治办职能。"
    return s.go(case, "hand_over", "head-c", after=0, office=s.offices["F"].pk, reason=reason)


def _declined(s: "Storyteller", case: Petition) -> None:
    for _time in range(2):
        case = s.go(_offered(s, case), "decline_lead", "head-f", after=0, reason="现场属市容管理，不在本科室职能内。")


def _helped(s: "Storyteller", case: Petition) -> None:
    area = s.people["committee-wunan"].posts_today[0].neighbourhood_id
    due = timezone.localdate() + DAY
    question = "该处情况居委会是否了解？居民意见如何？"
    s.go(case, "ask_committee", "head-c", after=0, neighbourhood=area, due_on=due, question=question)


def _held(s: "Storyteller", case: Petition) -> None:
    leader = s.people["leader"]
    s.go(case, "hold", "leader", after=0, leader=leader.pk, reason="涉及居民较多，由我包案。")


def _away(s: "Storyteller") -> None:
    person, today = s.people["handler-c2"], timezone.localdate()
    if not Absence.objects.filter(user=person).exists():
        set_absence(user=person, first=today, last=today + 4 * DAY, deputy=s.people["handler-c"], by=person)


def _reception(s: "Storyteller") -> None:
    first = timezone.localdate() + 2 * DAY
    for place, name in enumerate(("leader", "leader-2", "leader")):
        day = first + place * 14 * DAY
        ReceptionDay.objects.create(leader=s.people[name], day=day, starts=dt.time(9), ends=dt.time(11))
