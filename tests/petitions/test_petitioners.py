"""A letter of several people: own codes, one answer, many receivers, and what one never sees of another."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.models import Case
from caojiadu.core.files.models import File
from caojiadu.core.notices.models import Notice
from petitions.models import Joining, JointRules, Petition, QueryCode
from tests.petitions import letters
from tests.petitions.letters import DRAFT, go, to_sign
from tests.petitions.online import LETTER, errors, receipt, send, track
from tests.petitions.test_intake_window import CALL
from tests.world import client_of

pytestmark = pytest.mark.django_db
NAMES = ("李一", "王二", "赵三", "钱四", "孙五", "周六")


def link_of(petition):
    return reverse("petitions:join", args=[Joining.objects.get(petition=petition).token_sealed])


def sign(petition, number, browser=None, **more):
    """One neighbour signs with the link."""
    browser = browser or Client()
    address = link_of(petition)
    data = {"name": NAMES[number % 6], "phone": f"1390000000{number}", "notice_read": "on", **more}
    data["form_token"] = browser.get(address).context["form"]["form_token"].value()
    response = browser.post(address, data)
    return browser, response


def signed(petition, number, **more):
    """A neighbour who signed: browser, code."""
    browser, response = sign(petition, number, **more)
    assert response.status_code == 302, errors(response)
    _petition, code = receipt(browser, response["Location"])
    return SimpleNamespace(browser=browser, code=code, phone=f"+861390000000{number}")


def row_of(petition, name):
    """The row of a petitioner by name, which no query finds."""
    return next(row for row in petition.petitioners.all() if row.resident.name_sealed == name)


def page(browser, petition, step=""):
    return browser.get(f"/petitions/{petition.number}/{step}").content.decode()


def shown(petition, code):
    """A fresh browser that entered number and code."""
    browser = Client()
    assert track(browser, petition.number, code).status_code == 302
    return browser


def worked(petition, cast):
    """Accepted and given to the handler."""
    go(petition, "register", cast.clerk)
    go(petition, "accept", cast.clerk, office=cast.head.posts.get().office_id, co_offices=[])
    return go(petition, "assign", cast.head, handler=cast.handler.pk)


def released(petition, cast):
    """Whoever leads signed for the notice of acceptance; then the answer went out."""
    return go(to_sign(letters.told(petition, cast), cast), "release", cast.head)


def told(petition, template):
    return Notice.objects.filter(case_number=petition.number, template=template, channel="sms").count()


@pytest.fixture
def letter():
    """A letter whose writer asked for a link, with the writer's browser."""
    browser = Client()
    petition, code = send(browser, joint="on")
    return SimpleNamespace(petition=petition, browser=browser, code=code)


def test_seven_people_write_one_letter(letter, cast):
    petition = letter.petition
    assert link_of(petition) in page(letter.browser, petition, "receipt/")
    others = [signed(petition, number, represent="on" if number < 2 else "") for number in range(6)]
    assert Case.objects.get(pk=petition.pk).headcount == 7
    assert told(petition, "petition_joined") == 6
    # Each has a code of their own, and the window's renewal of one leaves the others.
    codes = {letter.code, *(one.code for one in others)}
    assert len(codes) == 7
    # Whoever leads sees how many, and no name of somebody who did not agree.
    mine = page(letter.browser, petition)
    assert NAMES[0] in mine  # a representative agreed by representing
    assert not [name for name in NAMES[2:] if name in mine]
    assert "李*" not in page(others[3].browser, petition)

    worked(petition, cast)
    assert told(petition, "petition_accepted") == 7
    go(petition, "ask", cast.handler, question="几号楼？")
    assert "reply_form" in others[0].browser.get(f"/petitions/{petition.number}/").context
    assert others[0].browser.get(f"/petitions/{petition.number}/").context["reply_form"] is not None
    assert others[4].browser.get(f"/petitions/{petition.number}/").context["reply_form"] is None
    others[4].browser.post(f"/petitions/{petition.number}/reply/", {"reply": "我来答"})
    assert petition.questions.get().replied_at is None
    others[0].browser.post(f"/petitions/{petition.number}/reply/", {"reply": "碧螺楼三零二"})
    assert petition.questions.get().reply == "碧螺楼三零二"
    # What one wrote is read by them alone, whoever asks with another code, signed in or not.
    readers = [one for one in others if "碧螺楼" in page(shown(petition, one.code), petition)]
    assert readers == [others[0]]
    assert "碧螺楼" not in page(letter.browser, petition)

    released(petition, cast)
    assert told(petition, "petition_answered") == 7
    assert DRAFT["text"] not in page(others[4].browser, petition)
    others[4].browser.post(f"/petitions/{petition.number}/read/")
    assert DRAFT["text"] in page(others[4].browser, petition)
    own = row_of(petition, NAMES[4])
    assert (own.served_at is not None, own.review_until is not None) == (True, True)
    assert Petition.objects.get(pk=petition.pk).served_at is None
    assert DRAFT["text"] not in page(letter.browser, petition)
    letter.browser.post(f"/petitions/{petition.number}/read/")
    assert Petition.objects.get(pk=petition.pk).served_at is not None

    grades = {"office_grade": 1, "answer_grade": 2, "comment": "琥珀意见"}
    others[4].browser.post(f"/petitions/{petition.number}/judge/", grades)
    assert not petition.judgements.exists()
    letter.browser.post(f"/petitions/{petition.number}/judge/", grades)
    assert petition.judgements.get().petitioner.first
    assert "琥珀意见" in page(letter.browser, petition)
    assert "琥珀意见" not in page(others[4].browser, petition)
    # In the second round the others still read the first answer in their own time.
    assert not Petition.objects.get(pk=petition.pk).standing.rests
    others[5].browser.post(f"/petitions/{petition.number}/read/")
    assert DRAFT["text"] in page(others[5].browser, petition)
    # /me/ of each, by the same phone.
    account = Client()
    account.force_login(resident_account(phone=others[5].phone))
    items = account.get("/me/").context["items"]
    assert [(item.number, bool(item.kind)) for item in items] == [(petition.number, True)]


def test_the_sixth_representative_is_refused_with_words(letter, cast):
    for number in range(4):
        signed(letter.petition, number, represent="on")
    _browser, refused = sign(letter.petition, 4, represent="on")
    assert "5" in errors(refused)["__all__"][0]
    assert NAMES[4] in refused.content.decode()
    assert signed(letter.petition, 4)
    JointRules.objects.update_or_create(pk=1, defaults={"representatives_online": 6})
    assert signed(letter.petition, 5, represent="on")
    # By law a visit has five, whatever the rule for online says; at the form, at the desk's move, at its choice.
    window = client_of(cast.window)
    lines = "\n".join(f"*{name}，1390000000{number}" for number, name in enumerate(NAMES[:5]))
    entered = window.post(reverse("letters_desk:enter"), {**CALL, "channel": "visit", "people": lines})
    assert "people" in entered.context["form"].errors
    assert lines.splitlines()[4] in entered.content.decode()
    four = "\n".join(lines.splitlines()[:4])
    window.post(reverse("letters_desk:enter"), {**CALL, "channel": "visit", "people": four, "came": 12})
    visit = Petition.objects.get(channel="visit")
    assert (visit.headcount, visit.petitioners.filter(role="representative").count()) == (12, 5)
    clerk = client_of(cast.clerk)
    for key, data in (
        ("add_petitioners", {"people": "*吴七，13911111111"}),
        ("choose_representatives", {"who": list(visit.petitioners.values_list("pk", flat=True))}),
    ):
        go(visit, "add_petitioners", cast.clerk, people="郑八") if key == "choose_representatives" else None
        data = {"who": list(visit.petitioners.values_list("pk", flat=True))} if "who" in data else data
        refused = clerk.post(reverse("desk:move", args=[visit.number, key]), data)
        assert refused.status_code in (409, 422), key
        assert "5" in refused.content.decode()
    assert visit.petitioners.filter(role="representative").count() == 5


def test_the_window_hands_a_slip_to_each_and_a_new_code_to_one(cast):
    window = client_of(cast.window)
    people = "李一\t13900000001\t武定路1号\n*王二,13900000002\n赵三"
    shown_page = window.post(reverse("letters_desk:enter"), {**CALL, "people": people}, follow=True)
    petition = Petition.objects.get()
    codes = re.findall(r'data-query-code="([^"]+)"', shown_page.content.decode())
    assert len(codes) == len(set(codes)) == 4
    rows = {row.resident.name_sealed: row for row in petition.petitioners.all()}
    assert (rows["王二"].role, rows["李一"].role) == ("representative", "petitioner")
    assert rows["李一"].resident.address_sealed == "武定路1号"
    assert not re.search("李一|王二|赵三", str(petition.events.values_list("data", "words__text")))
    for code in codes:
        assert track(Client(), petition.number, code).status_code == 302
    clerk = client_of(cast.clerk)
    address = reverse("letters_desk:code", args=[petition.number])
    assert clerk.post(address, {"checked": "paper"}).context["form"].errors
    fresh = clerk.post(address, {"checked": "paper", "who": rows["李一"].key}, follow=True).content.decode()
    new = re.search(r'data-query-code="([^"]+)"', fresh)[1]
    good = [code for code in codes if track(Client(), petition.number, code).status_code == 302]
    assert len(good) == 3
    assert track(Client(), petition.number, new).status_code == 302
    assert QueryCode.objects.filter(petitioner=rows["李一"], replaced_at=None).count() == 1


def test_each_leaves_by_themselves_and_the_last_one_withdraws(letter):
    petition = letter.petition
    first, second = signed(petition, 0), signed(petition, 1)
    assert "退出" in page(first.browser, petition, "withdraw/")
    assert first.browser.post(f"/petitions/{petition.number}/withdraw/")["Location"] == reverse("petitions:track")
    assert track(Client(), petition.number, first.code).status_code == 200
    assert Case.objects.get(pk=petition.pk).headcount == 2
    # Whoever led goes: the next one leads, is the matter's resident, and a code of the leaver opens nothing.
    letter.browser.post(f"/petitions/{petition.number}/withdraw/")
    now = Petition.objects.get(pk=petition.pk)
    assert (now.state, now.headcount, now.resident.name_sealed) == ("submitted", 1, NAMES[1])
    assert letter.browser.get(f"/petitions/{petition.number}/").status_code == 404
    assert track(Client(), petition.number, letter.code).status_code == 200
    second.browser.post(f"/petitions/{petition.number}/withdraw/", {"reason": "解决了"})
    assert Petition.objects.get(pk=petition.pk).state == "withdrawn"
    assert second.browser.get(f"/petitions/{petition.number}/").status_code == 200


@pytest.mark.parametrize("way", ["closed", "expired", "unknown", "accusation", "answered"])
def test_a_link_that_is_over_says_one_thing(letter, cast, way):
    address = link_of(letter.petition)
    if way == "closed":
        letter.browser.post(f"/petitions/{letter.petition.number}/link/", {"do": "close"})
    elif way == "expired":
        link = Joining.objects.get()
        Joining.objects.update(expires_at=link.opened_at)
    elif way == "accusation":
        go(letter.petition, "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    elif way == "answered":
        released(worked(letter.petition, cast), cast)
    else:
        address = reverse("petitions:join", args=["x" * 24])
    over = Client().get(address)
    assert over.status_code == 404
    assert LETTER["title"] not in over.content.decode()
    assert Client().post(address, {"name": "李一", "phone": "13900000001", "notice_read": "on"}).status_code == 404
    assert letter.petition.petitioners.count() == 1


def test_only_who_leads_opens_and_closes_the_link(letter):
    neighbour = signed(letter.petition, 0)
    address = f"/petitions/{letter.petition.number}/link/"
    before = link_of(letter.petition)
    neighbour.browser.post(address, {"do": "close"})
    assert Joining.objects.get().closed_at is None
    assert before not in page(neighbour.browser, letter.petition)
    letter.browser.post(address, {"do": "close"})
    letter.browser.post(address, {"do": "open"})
    assert Client().get(before).status_code == 404
    assert Client().get(link_of(letter.petition)).status_code == 200


def test_one_person_signs_once_and_one_form_leads_to_one_receipt(letter):
    browser = Client()
    address = link_of(letter.petition)
    token = browser.get(address).context["form"]["form_token"].value()
    data = {"name": "李一", "phone": "13900000001", "notice_read": "on", "form_token": token}
    assert browser.post(address, data)["Location"] == browser.post(address, data)["Location"]
    again = sign(letter.petition, 1, name="李一", phone="13900000001")[1]
    assert errors(again)["__all__"]
    assert letter.petition.petitioners.count() == 2
    for wrong, field in (({"name": ""}, "name"), ({"phone": "12"}, "phone"), ({"notice_read": ""}, "notice_read")):
        refused = sign(letter.petition, 2, **wrong)[1]
        assert field in errors(refused)


def test_what_was_sent_in_with_the_letter_is_for_those_who_speak_for_it(letter):
    def file(name, audience):
        return File.objects.create(
            case=letter.petition,
            name=name,
            content_type="text/plain",
            size=1,
            sha256="",
            state="held",
            audience=audience,
        )

    sent_in, given_out = file("证件.txt", "both"), file("告知书.txt", "resident")
    neighbour = signed(letter.petition, 0)
    expected = ((letter.browser, sent_in, 200), (letter.browser, given_out, 200))
    expected += ((neighbour.browser, sent_in, 404), (neighbour.browser, given_out, 200))
    for browser, what, status in expected:
        assert browser.get(f"/files/{what.key}/").status_code == status, what


def test_a_joint_report_against_somebody_is_entered_at_the_window_only(cast):
    refused = Client().post("/petitions/new/", {**LETTER, "kind": "accusation", "joint": "on"})
    assert "joint" in refused.context["form"].errors
    window = client_of(cast.window)
    data = {**CALL, "kind": "accusation", "against": "某经理", "people": "李一，13900000001", "phone": "13812345678"}
    slips = window.post(reverse("letters_desk:enter"), data, follow=True).content.decode()
    petition = Petition.objects.get()
    codes = re.findall(r'data-query-code="([^"]+)"', slips)
    assert [track(Client(), petition.number, code).status_code for code in codes] == [302, 302]
    account = client_of(resident_account(phone="+8613900000001"))
    assert account.get("/me/").context["items"] == []
    assert account.get(f"/petitions/{petition.number}/").status_code == 404
    for name in ("window", "clerk", "head", "leader"):
        person = client_of(getattr(cast, name))
        assert person.get(reverse("letters_desk:people", args=[petition.number])).status_code == 404
        listed = person.get(reverse("desk:cases"), {"queue": "all", "people": "2"}).context["page"].rows
        assert petition.pk not in [row.pk for row in listed]
    keeper = client_of(cast.keeper)
    assert "李*" in keeper.get(reverse("desk:case", args=[petition.number])).content.decode()
    go(petition, "add_petitioners", cast.keeper, people="王二，13900000002")
    assert Case.objects.get(pk=petition.pk).headcount == 3
    mine = shown(petition, codes[0])
    assert f"/petitions/{petition.number}/link/" not in page(mine, petition)
    mine.post(f"/petitions/{petition.number}/link/", {"do": "open"})
    assert not Joining.objects.exists()


def test_the_desk_sees_who_signed_masked_and_one_phone_with_a_reason(letter, cast):
    signed(letter.petition, 0)
    signed(letter.petition, 1, share_identity="on")
    case = worked(letter.petition, cast)
    handler = client_of(cast.handler)
    html = handler.get(reverse("desk:case", args=[case.number])).content.decode()
    assert "李*" in html
    assert "李一" not in html
    row = row_of(case, "李一")
    address = f"{reverse('desk:person', args=[case.number])}?of={row.key}"
    assert "李一" not in handler.get(address).content.decode()
    assert "李一" in handler.post(address, {"reason": "核实"}).content.decode()
    for odd in ("nonsense", "00000000-0000-0000-0000-000000000000"):
        assert handler.get(f"{reverse('desk:person', args=[case.number])}?of={odd}").status_code == 404
    assert client_of(cast.stranger).get(address).status_code == 404
    found = handler.get(reverse("desk:cases"), {"queue": "all", "people": "2"}).context["page"].rows
    assert [row.pk for row in found] == [case.pk]
    assert not handler.get(reverse("desk:cases"), {"queue": "all", "people": "5"}).context["page"].rows


def test_the_desk_removes_chooses_and_serves_each_by_their_own_day(letter, cast):
    petition = letter.petition
    for number in range(3):
        signed(petition, number)
    rows = {row.resident.name_sealed: row for row in petition.petitioners.all()}
    go(petition, "choose_representatives", cast.clerk, who=[rows[NAMES[0]].pk, rows[NAMES[1]].pk])
    now = Petition.objects.get(pk=petition.pk)
    assert now.resident.name_sealed == NAMES[0]
    go(petition, "remove_petitioner", cast.clerk, who=rows[NAMES[2]].pk, reason="重复")
    assert Case.objects.get(pk=petition.pk).headcount == 3
    case = released(worked(petition, cast), cast)
    clerk = client_of(cast.clerk)
    step = reverse("desk:move", args=[case.number, "serve"])
    day = timezone.localdate(case.answered_at).isoformat()
    answer = case.papers.latest("pk")
    one, other = rows["张三"].resident, rows[NAMES[0]].resident
    served = {"paper": answer.pk, "how": "post", "received_on": day, "proof": "EMS1", "to": one.pk}
    assert clerk.post(step, served).status_code == 302
    rows["张三"].refresh_from_db()
    assert rows["张三"].review_until is not None
    assert Petition.objects.get(pk=case.pk).review_until is None
    assert clerk.post(step, served).status_code in (409, 422)
    assert clerk.post(step, {**served, "to": other.pk}).status_code == 302
    assert Petition.objects.get(pk=case.pk).review_until is not None
    assert answer.services.exclude(served_at=None).count() == 2


def test_many_petitioners_cost_no_more_queries_than_two(letter, cast, django_assert_max_num_queries):
    case = go(letter.petition, "add_petitioners", cast.clerk, people="李一")
    clerk = client_of(cast.clerk)
    address = reverse("desk:case", args=[case.number])
    clerk.get(address)
    with django_assert_max_num_queries(70) as few:
        clerk.get(address)
    go(case, "add_petitioners", cast.clerk, people="\n".join(f"人{n}，1380000{n:04d}" for n in range(60)))
    with django_assert_max_num_queries(len(few) + 1):  # those beyond the panel are counted
        html = clerk.get(address).content.decode()
    assert html.count('class="who"') == 8
    assert len(clerk.get(reverse("letters_desk:people", args=[case.number])).context["rows"]) == 50
