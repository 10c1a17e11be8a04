"""A resident's account: what it holds, what a phone number alone opens, and what it does not."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.files.models import File
from petitions.models import Claim, Petition
from tests.petitions.letters import answered, go, in_hand, make_resident, write
from tests.petitions.online import post, send, track

pytestmark = pytest.mark.django_db
PHONE = "+8613812345678"


@pytest.fixture
def me():
    return resident_account(phone=PHONE)


@pytest.fixture
def mine(me):
    browser = Client()
    browser.force_login(me)
    return browser


def items(browser):
    return {item.number: item for item in browser.get("/me/").context["items"]}


def test_a_letter_written_while_signed_in_is_mine(mine, me):
    petition, _code = send(mine, phone="13900000001")
    assert petition.number in items(mine)
    assert petition.events.get(move="open").actor_user_id == me.pk


def test_an_anonymous_letter_is_tied_to_nobody(mine, me):
    petition, code = send(mine, anonymous="on")
    assert not Claim.objects.exists()
    assert petition.number not in items(mine)
    assert petition.events.get(move="open").actor_user_id is None
    mine.post(f"/petitions/{petition.number}/withdraw/")
    assert petition.events.get(move="withdraw").actor_user_id is None
    assert mine.post(f"/petitions/{petition.number}/keep/").status_code == 404
    track(mine, petition.number, code)
    assert not Claim.objects.exists()


def test_recent_letters_from_the_same_phone_are_mine(mine):
    petition, _code = send(Client())
    assert petition.number in items(mine)
    assert mine.get(f"/petitions/{petition.number}/").status_code == 200


def test_older_ones_only_after_number_and_code(mine, client):
    with time_machine.travel(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)):
        petition, code = send(client)
    with time_machine.travel(dt.datetime(2026, 6, 15, tzinfo=dt.UTC)):
        browser = Client()
        browser.force_login(resident_account(phone=PHONE))
        assert petition.number not in items(browser)
        assert browser.get(f"/petitions/{petition.number}/").status_code == 404
        track(browser, petition.number, code)
        assert petition.number in items(browser)


def test_a_number_given_out_again_shows_nothing_of_its_former_owner(client):
    with time_machine.travel(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)):
        browser = Client()
        browser.force_login(resident_account(phone=PHONE))
        petition, _code = send(browser)
    with time_machine.travel(dt.datetime(2026, 6, 15, tzinfo=dt.UTC)):
        stranger = Client()
        stranger.force_login(resident_account(phone=PHONE))
        assert items(stranger) == {}
        assert stranger.get(f"/petitions/{petition.number}/").status_code == 404
        assert "张三" not in stranger.get("/petitions/new/").content.decode()


def test_an_account_in_use_keeps_its_letters(client):
    with time_machine.travel(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)):
        browser = Client()
        browser.force_login(resident_account(phone=PHONE))
        petition, _code = send(browser)
    for month in (5, 7, 9):
        with time_machine.travel(dt.datetime(2026, month, 1, tzinfo=dt.UTC)):
            browser.force_login(resident_account(phone=PHONE))
            assert petition.number in items(browser)


def test_a_report_against_somebody_never_comes_by_the_phone_alone(mine):
    petition, code = send(Client(), kind="accusation", against="某经理")
    assert petition.number not in items(mine)
    assert mine.get(f"/petitions/{petition.number}/").status_code == 404
    assert track(mine, petition.number, code).status_code == 302


def test_a_neighbours_letter_is_kept_only_on_request(mine):
    petition, code = send(Client(), phone="13900000001", name="李四")
    track(mine, petition.number, code)
    assert petition.number not in items(mine)
    mine.post(f"/petitions/{petition.number}/keep/")
    assert petition.number in items(mine)


def test_it_says_what_needs_me(mine, cast):
    resident = make_resident(phone=PHONE)
    asked = go(in_hand(cast, resident=resident), "ask", cast.handler, question="几点？")
    unread = answered(cast, resident=resident)
    read = go(answered(cast, resident=resident), "read_answer", by="resident")
    judged = go(answered(cast, resident=resident), "read_answer", by="resident")
    judged = go(judged, "judge", by="resident", office_grade=5, answer_grade=5)
    found = items(mine)
    said = [found[case.number].needs_me for case in (asked, unread, read, judged)]
    assert len(set(said)) == 4
    assert said[3] == ""


def test_my_list_asks_the_same_number_of_queries_for_one_letter_and_for_ten(mine, django_assert_num_queries):
    resident = make_resident(phone=PHONE)
    write(resident=resident)
    mine.get("/me/")
    with django_assert_num_queries(27):
        assert len(items(mine)) == 1
    for number in range(10):
        write(resident=resident, title=f"第{number}件")
    with django_assert_num_queries(27):
        assert len(items(mine)) == 11


def test_name_and_phone_of_my_last_letter_are_filled_in(mine):
    assert 'value="13812345678"' in mine.get("/petitions/new/").content.decode()
    send(mine)
    html = mine.get("/petitions/new/").content.decode()
    assert 'value="张三"' in html


def test_i_read_files_meant_for_me_and_no_others(mine):
    petition, _code = send(Client())
    shown = File.objects.create(case=petition, name="a.txt", content_type="text/plain", size=1, sha256="", state="held")
    staff = File.objects.create(
        case=petition, name="b.txt", content_type="text/plain", size=1, sha256="", state="held", audience="staff"
    )
    assert mine.get(f"/files/{shown.key}/").status_code == 200
    assert mine.get(f"/files/{staff.key}/").status_code == 404


def test_another_account_has_none_of_it(mine):
    petition, _code = send(mine)
    other = Client()
    other.force_login(resident_account(phone="+8613900000009"))
    assert items(other) == {}
    assert other.get(f"/petitions/{petition.number}/").status_code == 404
    assert post(other).status_code == 302
    assert Petition.objects.count() == 2
