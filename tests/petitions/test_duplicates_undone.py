"""Joining and parting letters undone through the pages, where a notice of acceptance was issued in between."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.models import Clock
from caojiadu.core.documents.models import Paper, Recall
from petitions.models import Petition
from petitions.petitioners.access import new_code
from tests.petitions.letters import DRAFT, go, in_hand, make_resident, told, write
from tests.petitions.online import track
from tests.world import client_of

pytestmark = pytest.mark.django_db
RUNNING = ("key", "state", "started_at", "due_on")


def step(user: Any, case: Any, key: str, status: int = 302, **data: Any) -> Petition:
    """A step through its page."""
    address = reverse("desk:move", args=[case.number, key])
    browser = client_of(user)
    assert browser.get(address).status_code == (200 if status != 404 else 404), key
    response = browser.post(address, data)
    assert response.status_code == status, (key, response.context and response.context.get("form").errors)
    return Petition.objects.get(pk=case.pk)


def other_letter(cast: Any) -> Petition:
    case = write(resident=make_resident("李四", "13987654321"), title="武定西路工地夜间施工扰民")
    return go(case, "register", cast.clerk)


def petitioner_of(case: Petition) -> Client:
    """A browser that holds the query code."""
    browser = Client()
    track(browser, case.number, new_code(case, timezone.now()))
    return browser


def papers(browser: Client, case: Petition) -> set[str]:
    """The kinds of paper on the petitioner's page."""
    page = browser.get(reverse("petitions:matter", args=[case.number]))
    return {row["paper"].kind for row in page.context["papers"]}


def clocks(case: Petition) -> list[Any]:
    return list(Clock.objects.filter(case=case, state="running").order_by("key").values_list(*RUNNING))


def notice(case: Petition) -> Paper:
    return Paper.objects.filter(case=case, kind="acceptance").latest("pk")


def reads(browser: Client, paper: Paper) -> int:
    return browser.get(reverse("documents:paper", args=[paper.key])).status_code


def test_a_notice_that_had_not_gone_out_is_taken_back_with_the_merging(cast: Any) -> None:
    target, case = in_hand(cast), other_letter(cast)
    before = clocks(case)
    case = step(cast.clerk, case, "merge", linked=target.number, reason="同一工地")
    first, reader = notice(case), petitioner_of(case)
    assert "acceptance" in papers(reader, case)  # issued, and nobody has opened it
    case = step(cast.clerk, case, "unmerge", reason="不是同一工地")
    assert (case.state, case.accepted_at, clocks(case)) == ("registered", None, before)
    assert "acceptance" not in papers(reader, case) and reads(reader, first) == 404
    assert not first.services.exists() and Petition.objects.get(pk=case.pk).state == "registered"
    desk = client_of(cast.clerk)
    shown = desk.get(reverse("desk:case", args=[case.number])).content.decode()
    assert first.number in shown and "已收回" in shown
    assert "不再送达" in desk.get(reverse("documents:paper", args=[first.key])).content.decode()
    form = desk.get(reverse("desk:move", args=[case.number, "serve"])).context
    assert form is None or first not in form["form"].fields["paper"].queryset
    # Accepted on its own it gets a notice of its own, under a number of its own.
    case = step(cast.clerk, case, "accept", office=target.office_id)
    second = notice(case)
    assert second.number != first.number and papers(reader, case) >= {"acceptance"}
    assert (reads(reader, first), reads(reader, second)) == (404, 200)
    assert second.services.get().served_at is not None
    assert set(Recall.objects.values_list("paper", flat=True)) == {first.pk}


def test_a_notice_in_the_post_keeps_the_letter_accepted(cast: Any) -> None:
    target, case = in_hand(cast), other_letter(cast)
    case = step(cast.clerk, case, "merge", linked=target.number, reason="同一工地")
    paper, today = notice(case), timezone.localdate()
    case = step(cast.clerk, case, "serve", paper=paper.pk, how="post", sent_on=today, proof="挂号 1234")
    running = clocks(case)
    case = step(cast.clerk, case, "unmerge", reason="不是同一工地")
    assert (case.state, clocks(case), Recall.objects.exists()) == ("in_hand", running, False)
    assert case.accepted_at is not None
    case = step(cast.clerk, case, "serve", paper=paper.pk, how="post", received_on=today, proof="挂号 1234")
    assert paper.services.get().served_at is not None


def test_a_letter_set_free_because_the_other_ended_loses_its_notice_as_well(cast: Any) -> None:
    target, case = in_hand(cast), other_letter(cast)
    case = step(cast.clerk, case, "merge", linked=target.number, reason="同一工地")
    paper, reader = notice(case), petitioner_of(case)
    first = petitioner_of(target)
    assert first.post(reverse("petitions:withdraw", args=[target.number]), {"reason": "已解决"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "registered" and reads(reader, paper) == 404


def test_a_letter_accepted_before_keeps_its_notice_whatever_is_undone(cast: Any) -> None:
    target = in_hand(cast)
    case = in_hand(cast, resident=make_resident("李四", "13987654321"))
    paper, reader = notice(case), petitioner_of(case)
    case = step(cast.clerk, case, "merge", linked=target.number, reason="同一工地")
    case = step(cast.clerk, case, "unmerge", reason="不是同一工地")
    assert notice(case) == paper and reads(reader, paper) == 200 and not Recall.objects.exists()


def test_a_matter_split_off_goes_back_into_the_whole_and_out_again(cast: Any) -> None:
    whole = told(in_hand(cast), cast)
    whole = step(
        cast.clerk, whole, "split", title="小区门禁坏了", text="门禁坏了两个月。", request="请修好", reason="两件事"
    )
    second = Petition.objects.get(title="小区门禁坏了")
    paper, running = notice(second), clocks(second)
    assert paper.number != notice(whole).number and running == clocks(whole)
    second = step(cast.clerk, second, "merge", linked=whole.number, reason="还是一件事")
    assert second.state == "merged" and clocks(second) == running
    second = step(cast.clerk, second, "unmerge", reason="确是两件")
    assert (second.state, clocks(second)) == ("in_hand", running)
    second = step(cast.clerk, second, "merge", linked=whole.number, reason="一并答复")
    second = told(second, cast)
    for who, key, data in (("handler", "draft", DRAFT), ("handler", "submit", {}), ("clerk", "check", {})):
        whole = step(getattr(cast, who), whole, key, **data)
    whole = step(cast.head, whole, "release")
    second.refresh_from_db()
    assert (whole.state, second.state) == ("answered", "answered")
    assert notice(second) == paper and not Recall.objects.exists()
    opinions = Paper.objects.filter(kind="opinion", case__in=[whole, second]).values_list("number", flat=True)
    assert len(set(opinions)) == 2
