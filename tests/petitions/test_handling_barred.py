"""Who is kept out of a letter: the person it is against, and whoever steps aside."""

import pytest

from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.models import Bar, Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.notices.models import Notice
from petitions.handling.work import AssignForm
from tests.cast import again
from tests.petitions.letters import accepted, go, in_hand, to_sign, told, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["handler", "head", "clerk"])
def test_whom_a_letter_names_never_opens_it(cast, who):
    person = getattr(cast, who)
    case = Case.objects.get(pk=write(fields={"against": f"{person.display_name}，态度恶劣"}).pk)
    assert case.bars.get().reason == Bar.Reason.ACCUSED
    assert not Case.objects.visible_to(again(person)).filter(pk=case.pk).exists()
    assert not Notice.objects.filter(user=person).exists()


def test_the_named_handler_is_not_offered_and_the_named_head_does_not_assign(cast):
    case = accepted(cast, fields={"against": cast.handler.display_name})
    offered = AssignForm(case=case, actor=Actor.staff(cast.head)).fields["handler"].queryset
    assert cast.handler not in offered and cast.colleague in offered
    with pytest.raises(Invalid):
        go(case, "assign", cast.head, handler=cast.handler.pk)


def test_a_letter_against_nobody_here_bars_nobody(cast):
    assert not write(fields={"against": "物业公司"}).bars.exists()


@pytest.mark.parametrize("who", ["leader", "clerk", "co_handler"])
def test_the_desk_keeps_out_whoever_else_may_open_it_without_a_successor(cast, who):
    case, person = in_hand(cast, co=("F",)), getattr(cast, who)
    told = Notice.objects.filter(template="case_for_you").count()
    case = go(case, "recuse", cast.clerk, person=person.pk, reason="亲属")
    assert not may_open(again(person), case)
    assert case.handler == cast.handler
    assert Notice.objects.filter(template="case_for_you").count() == told


def test_a_leader_keeps_out_the_handler_with_a_successor_only(cast):
    case = in_hand(cast)
    with pytest.raises(Invalid):
        go(case, "recuse", cast.leader, person=cast.handler.pk, reason="亲属")
    case = go(case, "recuse", cast.leader, person=cast.handler.pk, handler=cast.colleague.pk, reason="亲属")
    assert case.handler == cast.colleague
    assert Notice.objects.filter(template="case_for_you", user=cast.colleague).exists()


def test_without_its_only_head_a_draft_goes_to_another_office(cast):
    case = to_sign(told(in_hand(cast), cast), cast)
    case = go(case, "recuse", cast.clerk, person=cast.head.pk, reason="亲属")
    case = go(case, "hand_over", cast.clerk, office=cast.co_head.posts.get().office_id, reason="回避")
    case = go(case, "take_over", cast.co_head)
    assert (case.office.code, case.state) == ("F", "review")
    assert go(case, "release", cast.co_head).state == "answered"
