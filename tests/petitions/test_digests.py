"""Digests of suggestions: which come in, no person in them, one report, the reply, and what each suggestion shows."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.errors import Invalid, Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district import replies, sending
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody
from petitions.digests.workflow import gather, names_somebody, suggestions_to_gather
from petitions.models import Petition, SuggestionDigest
from tests.cast import again
from tests.petitions.letters import go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
DAYS = {"since": dt.date(2020, 1, 1), "until": dt.date(2099, 1, 1)}


def step(case: Case, key: str, user: Any, **data: Any) -> None:
    move(case=case, key=key, actor=Actor.staff(again(user)), data=data)


def suggestion(cast: Any, title: str = "增设电动车充电棚") -> Petition:
    return in_hand(cast, kind="petition_suggestion", resident=make_resident("李建国"), title=title)


def gathered(cast: Any, *suggestions: Petition) -> SuggestionDigest:
    return gather(actor=Actor.staff(again(cast.clerk)), suggestions=suggestions, **DAYS)


# a summary, and whether it names somebody
SUMMARIES = [
    ("建议在小区北门增设充电棚。", False),
    ("李建国建议增设充电棚。", True),
    ("居民（13812345678）建议增设充电棚。", True),
    ("联系电话021-62345678", True),
    ("证件号11010519491231002X", True),
    ("第20261201号楼", False),
]


def test_a_summary_names_nobody(cast: Any) -> None:
    one = suggestion(cast)
    assert [(text, names_somebody(text, one)) for text, _named in SUMMARIES] == SUMMARIES
    digest = gathered(cast, one)
    item = digest.items.get()
    for text, named in SUMMARIES:
        data = {"opening": "", f"summary_{item.pk}": text}
        if named:
            with pytest.raises(Invalid) as refused:
                step(digest, "edit_digest", cast.clerk, **data)
            assert f"summary_{item.pk}" in refused.value.form.errors
        else:
            step(digest, "edit_digest", cast.clerk, **data)


def test_it_goes_up_as_one_report_and_the_reply_is_on_it(cast: Any) -> None:
    first, second, third = suggestion(cast), suggestion(cast, "夜间公交延时"), suggestion(cast, "另一件")
    digest = gathered(cast, first, second, third)
    items = list(digest.items.all())
    data = {f"summary_{item.pk}": f"摘要{place}" for place, item in enumerate(items)} | {f"out_{items[2].pk}": "on"}
    step(digest, "edit_digest", cast.clerk, opening="一季度建议如下。", **data)
    step(digest, "send_digest", cast.clerk, body=DistrictBody.objects.get(key="letters-calls").pk)
    report = Report.objects.get(case=digest)
    assert (report.kind, report.reason) == ("digest", "一季度建议如下。\n\n1. 摘要0\n\n2. 摘要1")
    for one, passed_on in ((first, True), (second, True), (third, False)):
        html = client_of(cast.handler).get(reverse("desk:case", args=[one.number])).content.decode()
        assert (digest.number in html) == passed_on
        assert one.events.filter(move="digested", public=True).exists() == passed_on
    sending.send_due(seconds=5)
    report.refresh_from_db()
    replies.answer(report=report, text="已转有关部门研究。", user=cast.district)
    digest.refresh_from_db()
    assert digest.state == "digest_returned"
    html = client_of(cast.clerk).get(reverse("desk:case", args=[digest.number])).content.decode()
    assert "已转有关部门研究。" in html


def test_only_suggestions_that_are_in_no_digest_yet_are_offered(cast: Any) -> None:
    one, appeal = suggestion(cast), in_hand(cast)
    write("petition_accusation", fields={"against": "某物业经理"})
    clerk = again(cast.clerk)
    assert list(suggestions_to_gather(clerk, **DAYS)) == [one]
    assert list(suggestions_to_gather(again(cast.stranger), **DAYS)) == []
    digest = gathered(cast, one, appeal)
    assert list(digest.items.values_list("suggestion", flat=True)) == [one.pk]
    assert not suggestions_to_gather(clerk, **DAYS).exists()
    step(digest, "drop_digest", cast.clerk, reason="重做")
    assert list(suggestions_to_gather(clerk, **DAYS)) == [one]


def test_what_became_confidential_does_not_go_up(cast: Any) -> None:
    one = write("petition_suggestion", resident=make_resident())
    digest = gathered(cast, one)
    go(one, "reclassify", cast.clerk, kind="petition_accusation", reason="实为检举")
    with pytest.raises(Refused):
        step(digest, "send_digest", cast.clerk, body=DistrictBody.objects.get(key="letters-calls").pk)
    html = client_of(cast.clerk).get(reverse("desk:case", args=[digest.number])).content.decode()
    assert one.number not in html


def test_the_desk_gathers_by_its_page(cast: Any) -> None:
    one = suggestion(cast)
    browser, address = client_of(cast.clerk), reverse("letters_desk:new_digest")
    today = timezone.localdate()
    page = browser.get(address, {"since": "2026-12-31", "until": "2026-01-01"})
    assert "until" in page.context["period"].errors
    data = {"since": today, "until": today}
    assert browser.post(address, data).status_code == 422
    done = browser.post(address, {**data, "suggestions": [one.pk]})
    digest = SuggestionDigest.objects.get()
    assert done["Location"] == reverse("desk:move", args=[digest.number, "edit_digest"])
    assert one.title in browser.get(done["Location"]).content.decode()
