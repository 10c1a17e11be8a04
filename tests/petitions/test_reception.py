"""Leaders receive people on published days; what a leaver had goes to colleagues in one step."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Fact
from petitions.models import Petition, ReceptionDay
from tests.cast import make_staff
from tests.petitions.letters import go, in_hand, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_the_roster_is_public_and_a_visitor_is_marked(cast, time_machine):
    time_machine.move_to("2026-03-10T10:00:00+08:00")
    browser, roster = client_of(cast.clerk), "/desk/letters/reception/"
    day = timezone.localdate() + 3 * DAY
    good = {"leader": cast.leader.pk, "day": day, "starts": "09:00", "ends": "11:00"}
    bad = ({"leader": cast.head.pk}, {"day": timezone.localdate() - DAY}, {"ends": "08:00"}, {"starts": "xx"})
    for wrong in bad:
        page = browser.post(roster, good | wrong)
        assert (page.status_code, list(page.context["form"].errors)) == (422, list(wrong))
    assert browser.post(roster, good).status_code == 302
    assert browser.post(roster, good).status_code == 422
    for address in ("/petitions/reception/", "/petitions/new/", "/petitions/how/"):
        assert cast.leader.display_name in client_of(AnonymousUser()).get(address).content.decode()
    assert client_of(cast.head).get(roster).status_code == 404
    case = write(channel="visit", actor=Actor.staff(cast.window), fields={"received_by": cast.leader})
    assert cast.leader.display_name in client_of(cast.clerk).get(f"/desk/cases/{case.number}/").content.decode()
    key = ReceptionDay.objects.get().pk
    assert client_of(cast.head).post(f"{roster}{key}/cancel/").status_code == 404
    assert browser.post(f"{roster}{key}/cancel/").status_code == 302
    assert not ReceptionDay.objects.exists()


def test_no_leader_receives_on_a_holiday(cast, client, time_machine):
    """New Year is one in every year; of others the calendar says so, and until it is published a day may still move."""
    time_machine.move_to("2026-03-10T10:00:00+08:00")
    hours = {"starts": "09:00", "ends": "11:00"}
    for day in ("2027-01-01", "2026-10-01"):
        page = client_of(cast.clerk).post("/desk/letters/reception/", {"leader": cast.leader.pk, "day": day, **hours})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["day"])
    for day in ("2026-03-12", "2026-10-01", "2027-01-05"):  # the second was entered before it was known
        ReceptionDay.objects.create(leader=cast.leader, day=dt.date.fromisoformat(day), **hours)
    page = client.get("/petitions/reception/").content.decode()
    one, two, three = page.split('<ul class="reception">')[1].split("</ul>")[0].split("<li>")[1:]
    assert "请先来电确认" in two and "可能还会变动" in three
    assert not any(words in one for words in ("请先来电确认", "可能还会变动"))


def test_article_18_is_one_page(client):
    """Channels, addresses, hours, how to check, limits; what nobody has told yet is left out."""
    page = client.get("/petitions/how/").content.decode()
    for link in ("/petitions/new/", "/petitions/track/", "/me/", "/petitions/suggestions/", "/privacy/"):
        assert f'href="{link}"' in page
    assert all(article in page for article in ("第十八条", "第三十四条", "第三十五条"))
    assert "尚未设置" not in page and "tel:12345" in page
    Fact.objects.filter(key="petition_postal_address").update(value_zh="某路1号信访窗口")
    assert "某路1号信访窗口" in client.get("/petitions/how/").content.decode()
    for place in ("/", "/petitions/new/"):
        assert 'href="/petitions/how/"' in client.get(place).content.decode()


def test_what_a_leaver_had_is_handed_over_in_one_step(cast):
    cases = [in_hand(cast), in_hand(cast), in_hand(cast)]
    third = make_staff("third", "经办小许", "handler", "C")
    post = cast.handler.posts.get()
    post.since, post.until = timezone.localdate() - 9 * DAY, timezone.localdate() - DAY
    post.save()
    browser, address = client_of(cast.head), f"/desk/leavers/{cast.handler.pk}/"
    page = browser.get("/desk/leavers/")
    assert [(row["person"], row["count"], row["gone"]) for row in page.context["rows"]] == [(cast.handler, 3, True)]
    assert [link["count"] for link in page.context["rail_links"] if link["url"] == "/desk/leavers/"] == ["3"]
    assert browser.post(address, {"note": "请接手"}).status_code == 422
    data = {"to": [cast.colleague.pk, third.pk], "note": "请接手"}
    shares = browser.post(address, data).context["shares"]
    assert [to.pk for _case, to in shares] in (
        [cast.colleague.pk, third.pk, cast.colleague.pk],
        [third.pk, cast.colleague.pk, third.pk],
    )
    assert Petition.objects.filter(handler=cast.handler).count() == 3
    go(cases[0], "assign", cast.head, handler=cast.head.pk)
    chosen = {f"case-{case.pk}": third.pk for case in cases}
    chosen[f"case-{cases[1].pk}"] = cast.stranger.pk
    results = browser.post(address, {"go": "1", "note": "请接手", **chosen}).context["results"]
    assert {row.case.pk: bool(row.refused) for row in results} == {cases[1].pk: True, cases[2].pk: False}
    assert Petition.objects.get(pk=cases[2].pk).handler == third
    assert cases[2].events.filter(move="assign").last().words.text == {"note": "请接手"}
    assert client_of(cast.co_head).get(address).status_code == 404
