"""The suggestion track: asked for in its own words, answered, what was done, and published by two with consent."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from caojiadu.core import keyset
from caojiadu.core.cases.errors import Invalid, OutOfTurn, Refused
from caojiadu.core.cases.models import Case, Category
from caojiadu.core.files.moves import store
from petitions.models import Call, Petition, Proposal, Publication
from tests.cast import again
from tests.core.files import samples
from tests.petitions.letters import go, in_hand, make_resident, write
from tests.petitions.online import post, receipt
from tests.petitions.suggestions import TEXT, answered_suggestion, prepare, published
from tests.world import client_of

pytestmark = pytest.mark.django_db
HIDDEN = ("张三", "13812345678", "1288弄", "602")


def page(address, browser=None):
    response = (browser or Client()).get(address)
    return response.content.decode() if response.status_code == 200 else response.status_code


def on(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_a_suggestion_is_asked_for_in_its_own_words_and_keeps_consent_and_call():
    calls = {
        name: Call.objects.create(name_zh=name, text_zh="请说", opens_on=on(first), closes_on=on(last), published=shown)
        for name, first, last, shown in (
            ("滨河公共空间", -1, 1, True),
            ("已经结束", -9, -1, True),
            ("尚未开始", 1, 9, True),
            ("没有公布", -1, 1, False),
        )
    }
    html = page("/petitions/suggestions/")
    assert [name for name in calls if name in html] == ["滨河公共空间"]
    call = calls["滨河公共空间"]
    html = page(f"/petitions/new/?kind=suggestion&call={call.pk}")
    assert all(word in html for word in ("具体建议", 'value="suggestion" ', f'value="{call.pk}" selected'))
    assert page("/petitions/new/?kind=nonsense&call=%00") != 500
    browser = Client()
    sent = {"kind": "suggestion", "title": "增设长椅", "publish": "on", "call": call.pk}
    petition, _code = receipt(browser, post(browser, **sent)["Location"])
    kept = Proposal.objects.get(petition=petition)
    assert (kept.call, bool(kept.allowed_at)) == (call, True)
    refused = post(Client(), **{**sent, "call": calls["已经结束"].pk})
    assert refused.context["form"].errors["call"]
    # The same fields without what belongs to suggestions only, as before; and consent asked of others is not kept.
    petition, _code = receipt(browser, post(browser, kind="suggestion", request=None, title="再提一条")["Location"])
    assert not Proposal.objects.get(petition=petition).allowed_at
    petition, _code = receipt(browser, post(browser, publish="on", title="不是建议")["Location"])
    assert not Proposal.objects.filter(petition=petition).exists()


def test_everything_found_is_decided_two_people_release_it_and_nothing_shows_before(cast):
    case = answered_suggestion(cast)
    file = store(
        uploaded=samples.upload("李翡翠身份证.jpg", samples.picture(), "image/jpeg"), case=case, audience="both"
    )
    desk = client_of(cast.clerk)
    address = f"/desk/cases/{case.number}/prepare_public/"
    form = desk.get(address).context["form"]
    assert {found.text for found in form.found.values()} >= {"张三", "武定西路1288弄5号602室", "13812345678"}
    # Found, and nothing said about it: refused with everything typed. So is what stays without a reason.
    texts = {"title": "长椅", "text": TEXT + f"见{file.name}，问李翡翠", "answer": "采纳", "measure": ""}
    response = desk.post(address, texts)
    assert response.status_code == 422
    assert "13812345678" in response.content.decode()
    marks = response.context["form"].found
    assert {"李翡翠身份证.jpg", "李翡翠"} <= {found.text for found in marks.values()}
    decided = {f"found_{mark}": "left" for mark in marks}
    assert desk.post(address, texts | decided).status_code == 422
    assert not Publication.objects.exists()
    prepare(cast, case, leave=("13812345678",))
    kept = Publication.objects.get(petition=case)
    assert "13812345678" in kept.text
    assert not [word for word in ("张三", "1288弄") if word in kept.text]
    assert page(f"/petitions/suggestions/{kept.pk}/") == 404
    prepare(cast, case)
    kept.refresh_from_db()
    assert not [word for word in HIDDEN if word in kept.text + kept.title + kept.answer]
    assert "建议在河边增设长椅" in kept.text
    for browser in (Client(), desk, client_of(cast.head)):
        assert page(f"/petitions/suggestions/{kept.pk}/", browser) == 404
        assert "在河边增设长椅" not in page("/petitions/suggestions/", browser)
    with pytest.raises(Refused):
        go(case, "publish", cast.clerk, checked="on")
    with pytest.raises(Invalid):
        go(case, "publish", cast.head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(released_by=cast.clerk)
    # Somebody new works here whose name stands in the text: it is looked through again before it is released.
    Publication.objects.update(text="琥珀说：增设长椅")
    type(cast.head).objects.filter(pk=cast.colleague.pk).update(display_name="琥珀")
    with pytest.raises(Refused, match="琥珀"):
        go(case, "publish", cast.head, checked="on")
    prepare(cast, case)
    go(case, "publish", cast.head, checked="on")
    html = page("/petitions/suggestions/") + page(f"/petitions/suggestions/{kept.pk}/")
    assert "在河边增设长椅" in html
    assert "已采纳" in html
    assert not [word for word in (*HIDDEN, case.number, "李翡翠") if word in html]
    with pytest.raises(Refused):
        go(case, "prepare_public", cast.clerk)


@pytest.mark.parametrize("way", ["taken down", "taken back", "became a report", "closed off"])
def test_it_goes_at_once(cast, way):
    shown = published(cast)
    case = Petition.objects.get(pk=shown.petition_id)
    assert page(f"/petitions/suggestions/{shown.pk}/") != 404
    if way == "taken down":
        with pytest.raises(Invalid):
            go(case, "take_down", cast.leader)
        go(case, "take_down", cast.leader, reason="地名有误")
        assert "地名有误" in page(f"/desk/cases/{case.number}/", client_of(again(cast.clerk)))
        prepare(cast, case)
    elif way == "taken back":
        go(case, "forbid_publishing", by="resident")
        with pytest.raises(Refused):
            prepare(cast, case)
    else:
        changed = {"kind": "petition_accusation"} if way == "became a report" else {"confidentiality": 1}
        Case.objects.filter(pk=case.pk).update(**changed)
    assert page(f"/petitions/suggestions/{shown.pk}/") == 404
    assert shown.title not in page("/petitions/suggestions/")


def test_only_with_consent_and_an_answer_and_only_suggestions(cast):
    case = answered_suggestion(cast, allowed=False)
    with pytest.raises(Refused):
        prepare(cast, case)
    assert client_of(cast.clerk).get(f"/desk/cases/{case.number}/prepare_public/").status_code == 302
    assert "prepare_public" not in page(f"/desk/cases/{case.number}/", client_of(cast.clerk))
    go(case, "allow_publishing", by="resident")
    with pytest.raises(Refused):
        go(case, "allow_publishing", by="resident")
    prepare(cast, case)
    early = in_hand(cast, kind="petition_suggestion")
    go(early, "allow_publishing", by="resident")
    with pytest.raises(OutOfTurn):
        go(early, "prepare_public", cast.clerk)
    assert write().workflow.transition("prepare_public") is None


def test_what_was_done_is_linked_by_words_page_or_matter(cast):
    case = in_hand(cast, kind="petition_suggestion")
    ours, theirs = in_hand(cast), write("petition_accusation", fields={"against": "某经理"})
    day = timezone.localdate()
    good = {"text": "增设三张长椅", "day": day, "link": "https://example.com/a", "case_number": ours.number.lower()}
    bad = {
        "case_number": theirs.number,
        "day": day + dt.timedelta(days=1),
        "link": "javascript:alert(1)",
        "text": "",
    }
    for field, value in bad.items():
        with pytest.raises(Invalid) as refused:
            go(case, "link_measure", cast.handler, **{**good, field: value})
        assert list(refused.value.form.errors) == [field]
    go(case, "link_measure", cast.handler, **good)
    go(case, "reward", cast.head, reward="致感谢信")
    assert case.measures.get().case_id == ours.pk
    assert Proposal.objects.get(petition=case).reward == "致感谢信"
    assert "增设三张长椅" in page(f"/desk/cases/{case.number}/", client_of(cast.head))


def test_the_list_is_paged_by_key_and_narrowed_by_theme(cast, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(keyset, "SIZE", 4)
    theme, other = Category.objects.filter(parent=None)[:2]
    shown = published(cast)
    kept = Petition.objects.get(pk=shown.petition_id)
    for place in range(6):
        petition = write(
            "petition_suggestion", title=f"建议{place:02}", resident=make_resident(name="李四", phone="13811112222")
        )
        Proposal.objects.create(petition=petition, allowed_at=timezone.now())
        values = {name: getattr(shown, name) for name in ("text", "answer", "outcome", "answered_on", "prepared_at")}
        values |= {"prepared_by": cast.clerk, "released_by": cast.head, "theme": theme if place % 2 else other}
        Publication.objects.create(petition=petition, title=petition.title, released_at=timezone.now(), **values)
    browser = Client()
    first = browser.get("/petitions/suggestions/")
    assert len(first.context["rows"]) == 4
    second = browser.get(f"/petitions/suggestions/{first.context['next_url']}")
    titles = [row.title for page in (first, second) for row in page.context["rows"]]
    assert (len(titles), len(set(titles)), titles[0], titles[-1]) == (7, 7, "建议05", kept.title)
    only = browser.get("/petitions/suggestions/", {"theme": theme.pk})
    assert {row.theme for row in only.context["rows"]} == {theme}
    for nonsense in ("x", "9" * 30, "-1", "%00"):
        assert browser.get("/petitions/suggestions/", {"theme": nonsense, "after": nonsense}).status_code == 200
    browser.cookies["django_language"] = "en"
    with django_assert_num_queries(4):
        assert "Suggestions and what came of them" in browser.get("/petitions/suggestions/").content.decode()


def test_the_petitioner_agrees_and_takes_it_back_on_the_page(cast):
    browser = Client()
    petition, _code = receipt(browser, post(browser, kind="suggestion", title="增设长椅")["Location"])
    address = f"/petitions/{petition.number}/publishing/"
    assert address in page(f"/petitions/{petition.number}/", browser)
    for value, allowed in (("yes", True), ("yes", True), ("no", False), ("", False)):
        assert browser.post(address, {"allow": value}).status_code == 302
        assert bool(Proposal.objects.get(petition=petition).allowed_at) == allowed
    assert Client().post(address, {"allow": "yes"}).status_code == 404
    assert "publishing" not in page(f"/desk/cases/{petition.number}/", client_of(cast.clerk))
