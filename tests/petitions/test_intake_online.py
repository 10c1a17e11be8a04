"""Writing a letter online: what is taken, what is refused and kept, and that it is taken once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.models import Case, CaseSearch, Category
from caojiadu.core.district.models import Report
from caojiadu.core.files.models import File
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Neighbourhood, Office
from petitions.models import Petition, Submission
from petitions.tasks import forget_codes
from tests.cast import again
from tests.petitions.online import LETTER, errors, form_token, post, receipt, send

pytestmark = pytest.mark.django_db
CARD = "310106194912310027"


def test_a_letter_ends_on_a_receipt_and_opens_the_matter(client):
    petition, code = send(client)
    assert petition.kind == "petition_appeal"
    assert petition.resident.name_sealed == "张三"
    assert petition.resident.phone_sealed == "+8613812345678"
    assert petition.notice_version
    assert len(code) == 8
    assert client.get(f"/petitions/{petition.number}/").status_code == 200


def test_the_receipt_says_what_comes_next_and_by_when(client):
    petition, _code = send(client)
    ahead = client.get(f"/petitions/{petition.number}/receipt/").context["ahead"]
    clock = petition.clocks.get(key="tell")
    assert [step["when"] for step in ahead] == [clock.due_on]
    assert ahead[0]["limit"].why


def test_the_receipt_has_a_qr_that_never_carries_the_code(client):
    petition, code = send(client)
    response = client.get(f"/petitions/{petition.number}/receipt/")
    assert "data:image/svg+xml" in response.content.decode()
    assert response.context["track_address"].endswith(f"/petitions/track/?number={petition.number}")
    assert code not in response.context["track_address"]


def test_the_code_is_shown_for_half_an_hour_only(client):
    with time_machine.travel(dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC), tick=False) as clock:
        petition, code = send(client)
        address = f"/petitions/{petition.number}/receipt/"
        assert code in client.get(address).content.decode()
        clock.shift(dt.timedelta(minutes=31))
        page = client.get(address)
        assert page.status_code == 200
        assert "data-query-code" not in page.content.decode()
        assert petition.number in page.content.decode()
        forget_codes()
        assert Submission.objects.get().code_sealed == ""


def test_nobody_else_sees_the_receipt(client):
    petition, _code = send(client)
    assert Client().get(f"/petitions/{petition.number}/receipt/").status_code == 404
    assert Client().get(f"/petitions/{petition.number}/").status_code == 404


def test_a_script_that_sends_only_the_named_fields_is_taken_once_as_well(client):
    first = client.post("/petitions/new/", LETTER)
    second = client.post("/petitions/new/", LETTER)
    assert first["Location"] == second["Location"]
    assert Petition.objects.count() == 1


# What is wrong, and the field beside which it is said.
BAD = {
    "no kind": ({"kind": None}, "kind"),
    "odd kind": ({"kind": "bribe\0"}, "kind"),
    "no title": ({"title": "  "}, "title"),
    "long title": ({"title": "长" * 121}, "title"),
    "no body": ({"body": ""}, "body"),
    "body of 100,000 characters": ({"body": "长" * 100_000}, "body"),
    "NUL in the body": ({"body": "a\0b"}, "body"),
    "NUL in the title": ({"title": "a\0b"}, "title"),
    "turning marks in the name": ({"name": "张\u202e三"}, "name"),
    "state secret": ({"body": "机密★10年\n内容"}, "body"),
    "no name": ({"name": ""}, "name"),
    "no phone": ({"phone": ""}, "phone"),
    "phone too short": ({"phone": "1381234"}, "phone"),
    "phone of letters": ({"phone": "没有"}, "phone"),
    "ID with a wrong last digit": ({"id_type": "id_card", "id_number": CARD[:-1] + "1"}, "id_number"),
    "ID without its kind": ({"id_number": CARD}, "id_type"),
    "odd kind of paper": ({"id_type": "library"}, "id_type"),
    "unknown neighbourhood": ({"neighbourhood": "nowhere\0"}, "neighbourhood"),
    "unknown category": ({"category": "999999"}, "category"),
    "category of no sense": ({"category": "a\0"}, "category"),
    "notice not read": ({"notice_read": None}, "notice_read"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_bad_input_gets_a_message_beside_the_field_and_keeps_what_was_typed(client, case, language):
    more, field = BAD[case]
    client.cookies["django_language"] = language
    Category.objects.create(name_zh="噪音", office=Office.objects.get(code="C"), published=True)
    response = post(client, **more)
    assert response.status_code == 200
    assert set(errors(response)) == {field}
    html = response.content.decode()
    assert f'id="id_{field}_error"' in html
    assert more.get("body", LETTER["body"])[:2000] in html
    assert not Petition.objects.exists()


def test_a_message_of_length_names_both_figures(client):
    client.cookies["django_language"] = "en"
    (said,) = errors(post(client, body="x" * 100_000))["body"]
    assert "100000" in said.replace(",", "")
    assert "20000" in said.replace(",", "")


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "😀🏠 &amp; <b>", "'; DROP TABLE x; --", "㐂𠮷龘"])
def test_odd_but_honest_words_are_taken_and_escaped(client, words):
    petition, _code = send(client, title=words, body=words)
    assert petition.body == words
    html = client.get(f"/petitions/{petition.number}/").content.decode()
    assert words not in html or "<" not in words
    assert petition.title == words


def test_a_good_file_stays_while_a_bad_field_is_mended(client):
    files = {"attachments": SimpleUploadedFile("灯.txt", "路灯".encode(), content_type="text/plain")}
    first = client.post("/petitions/new/", {**LETTER, "form_token": form_token(client), "title": "", **files})
    assert set(errors(first)) == {"title"}
    assert "灯.txt" in first.content.decode()
    file = File.objects.get()
    kept = first.context["form"]["attachments"].value().token
    again_sent = client.post("/petitions/new/", {**LETTER, "attachments-token": kept})
    petition, _code = receipt(client, again_sent["Location"])
    assert petition.files.get() == file
    download = client.get(f"/files/{file.key}/")
    assert b"".join(download.streaming_content) == "路灯".encode()
    assert Client().get(f"/files/{file.key}/").status_code == 404


def test_a_file_of_20_megabytes_or_of_a_wrong_kind_is_named_and_the_text_kept(client):
    files = [
        SimpleUploadedFile("big.txt", b"x" * 20_000_000, content_type="text/plain"),
        SimpleUploadedFile("bad.exe", b"MZ"),
    ]
    response = client.post("/petitions/new/", {**LETTER, "attachments": files})
    said = " ".join(errors(response)["attachments"])
    assert "big.txt" in said
    assert "bad.exe" in said
    assert LETTER["body"] in response.content.decode()


def test_an_anonymous_letter_needs_neither_name_nor_phone_and_keeps_neither(client):
    petition, _code = send(client, anonymous="on", name="张三", phone="not a phone", id_type="id_card", id_number="1")
    assert petition.resident is None
    assert petition.anonymous
    assert not Notice.objects.exclude(resident_key=None).exists()


def test_consents_are_kept_apart(client):
    petition, _code = send(client, e_service="on")
    assert petition.resident.agreed_e_service_text
    assert not petition.share_identity
    other, _code = send(client, title="另一件", share_identity="on")
    assert other.share_identity


def test_place_neighbourhood_and_category_go_with_it(client):
    office = Office.objects.get(code="C")
    category = Category.objects.create(name_zh="噪音", office=office, published=True)
    Category.objects.create(name_zh="内部", office=office)
    place = Neighbourhood.objects.first()
    page = client.get("/petitions/new/").content.decode()
    assert "噪音" in page
    assert "内部" not in page
    petition, _code = send(client, category=category.pk, neighbourhood=place.key)
    assert (petition.category, petition.neighbourhood) == (category, place)


def test_the_category_is_not_asked_where_none_is_published(client):
    Category.objects.update(published=False)
    assert 'name="category"' not in client.get("/petitions/new/").content.decode()


def test_the_same_form_sent_twice_is_one_letter_and_one_receipt(client):
    token = form_token(client)
    first = receipt(client, post(client, form_token=token)["Location"])
    second = receipt(client, post(client, form_token=token)["Location"])
    assert first == second
    assert Petition.objects.count() == 1


def test_a_second_click_from_a_browser_without_session_sees_the_same_code(client):
    token = form_token(client)
    first = receipt(client, post(client, form_token=token)["Location"])
    other = Client()
    assert receipt(other, other.post("/petitions/new/", {**LETTER, "form_token": token})["Location"]) == first


def test_another_letter_on_a_page_already_sent_is_not_lost(client):
    token = form_token(client)
    post(client, form_token=token)
    response = post(client, form_token=token, title="另一封信")
    assert Petition.objects.get().number in errors(response)["__all__"][0]
    assert "另一封信" in response.content.decode()
    fresh = response.context["form"]["form_token"].value()
    assert fresh != token
    assert post(client, form_token=fresh, title="另一封信").status_code == 302
    assert Petition.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_threads_sending_one_form_make_one_case(client):
    token = form_token(client)

    def sent(_number):
        browser = Client()
        try:
            return receipt(browser, browser.post("/petitions/new/", {**LETTER, "form_token": token})["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(sent, range(8)))
    assert len(set(receipts)) == 1
    assert Petition.objects.count() == 1
    assert Case.objects.count() == 1


def test_a_form_open_for_more_than_a_day_is_sent_with_one_more_press(client):
    with time_machine.travel(dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC), tick=False) as clock:
        token = form_token(client)
        clock.shift(dt.timedelta(hours=25))
        response = post(client, form_token=token)
        assert set(errors(response)) == {"__all__"}
        assert LETTER["body"] in response.content.decode()
        fresh = response.context["form"]["form_token"].value()
        assert post(client, form_token=fresh).status_code == 302


def test_a_forged_token_counts_as_an_old_one(client):
    assert set(errors(post(client, form_token="forged:1:2"))) == {"__all__"}


def test_without_a_csrf_token_the_text_comes_back_to_be_sent_again():
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    response = strict.post("/petitions/new/", LETTER)
    assert response.status_code == 403
    assert LETTER["body"] in response.content.decode()
    assert not Petition.objects.exists()


def test_letters_are_limited_by_phone_and_by_address(client, settings):
    settings.LETTERS_PER_PHONE = (2, 3600)
    settings.LETTERS_PER_ADDRESS = (4, 3600)
    send(client, title="一")
    send(client, title="二")
    response = post(client, title="三")
    assert response.status_code == 429
    assert LETTER["body"] in response.content.decode()
    send(client, title="四", phone="13900000001")
    assert post(client, title="五", phone="13900000002").status_code == 429
    assert post(client, title="六", phone="13900000002").status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    send(elsewhere, title="七", phone="13900000002")


def test_forms_with_files_are_counted_even_when_they_are_wrong(client, settings):
    settings.LETTERS_PER_ADDRESS = (1, 3600)
    for status in (200, 429):
        files = {"attachments": SimpleUploadedFile("a.txt", b"a", content_type="text/plain")}
        response = client.post("/petitions/new/", {**LETTER, "title": "", **files})
        assert response.status_code == status
        assert LETTER["body"] in response.content.decode()
    assert File.objects.count() == 1


def test_a_second_click_does_not_sign_anybody_out(client):
    client.force_login(resident_account(phone="+8613812345678"))
    token = form_token(client)
    cookie = client.cookies["sessionid"].value
    post(client, form_token=token)
    client.cookies["sessionid"] = cookie
    post(client, form_token=token)
    assert client.get("/me/").status_code == 200


def test_a_report_against_a_leader_is_read_by_nobody_here_and_goes_to_discipline(client, cast):
    petition, _code = send(client, kind="accusation", against="主任老马", title="反映一件事")
    assert petition.confidentiality == 2
    people = [again(person) for person in vars(cast).values()]
    assert [person for person in people if Case.objects.visible_to(person).filter(pk=petition.pk).exists()] == []
    assert Report.objects.get(case_id=petition.pk).body.key == "discipline"
    assert not CaseSearch.objects.filter(pk=petition.pk).exists()


def test_a_report_against_somebody_opens_to_the_two_named_posts_only(client, cast):
    petition, code = send(client, kind="accusation", against="某公司经理", title="反映一件事")
    readers = {
        name for name, person in vars(cast).items() if Case.objects.visible_to(again(person)).filter(pk=petition.pk)
    }
    assert readers == {"keeper", "second_keeper"}
    html = client.get(f"/petitions/{petition.number}/receipt/").content.decode()
    assert "反映一件事" not in html
    assert f'data-query-code="{code}"' in html


def test_staff_who_write_here_write_as_residents(client, cast):
    client.force_login(cast.clerk)
    petition, _code = send(client)
    assert petition.opened_by is None
    assert petition.events.get(move="open").actor_kind == "resident"
