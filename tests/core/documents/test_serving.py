"""Sent is not served: what counts, what is refused, and what starts to run."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.errors import Invalid, MoveError, OutOfTurn, Refused
from caojiadu.core.community.residents import agree_to_e_service
from caojiadu.core.documents import lists, papers
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.verbs import mark_delivered
from petitions.letters.limits import ASK_REVIEW
from tests.core.files.samples import picture, upload
from tests.petitions.letters import answered, go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
PHONE = "+8613812345678"

# how, agreed to e-service, what is typed, served, or the field that is wrong
TABLE = [
    ("window", False, {"received_on": 0}, True),
    ("post", False, {"sent_on": 0, "proof": "EMS 1"}, False),
    ("post", False, {"sent_on": 0, "received_on": 0, "proof": "EMS 1"}, True),
    ("post", False, {}, "received_on"),
    ("post", False, {"received_on": 1}, "received_on"),
    ("post", False, {"received_on": -1}, "received_on"),
    ("post", False, {"received_on": "昨天"}, "received_on"),
    ("sms", False, {"sent_on": 0}, False),
    ("sms", False, {"received_on": 0, "proof": "9006"}, "how"),
    ("sms", True, {"received_on": 0}, "proof"),
    ("sms", True, {"received_on": 0, "proof": "9006"}, True),
    ("email", False, {"received_on": 0, "proof": "9006"}, "how"),
    ("email", True, {"sent_on": 0}, False),
    ("online", False, {"received_on": 0}, "how"),
    ("pigeon", False, {"received_on": 0}, "how"),
]


def test_how_and_what_happened_say_whether_it_is_served(cast):
    today = timezone.localdate()
    for how, agreed, typed, expected in TABLE:
        resident = make_resident(phone=f"1380000{TABLE.index((how, agreed, typed, expected)):04d}")
        if agreed:
            agree_to_e_service(resident=resident, text_version="1")
        case = write(resident=resident)
        words = {"matter": "事项", "body": "单位"}
        paper = papers.issue(case=case, key="transfer", parts=words, by=cast.clerk, now=timezone.now())
        data = {key: today + dt.timedelta(days=at) if isinstance(at, int) else at for key, at in typed.items()}
        if isinstance(expected, str):
            with pytest.raises(Invalid) as wrong:
                go(case, "serve", cast.clerk, paper=paper.pk, how=how, **data)
            assert expected in wrong.value.form.errors, (how, typed)
            continue
        go(case, "serve", cast.clerk, paper=paper.pk, how=how, **data)
        service = paper.services.get()
        assert (service.served_at is not None, service.recorded_by) == (expected, cast.clerk), (how, typed)


def test_the_time_to_ask_for_review_runs_from_the_service_of_the_opinion_only(cast):
    case = answered(cast)
    opinion, today = case.papers.get(kind="opinion"), timezone.localdate()
    go(case, "serve", cast.clerk, paper=case.papers.get(kind="receipt").pk, how="window", received_on=today)
    case = go(case, "serve", cast.clerk, paper=opinion.pk, how="post", sent_on=today, proof="EMS 1")
    assert (case.served_at, case.review_until) == (None, None)
    case = go(case, "serve", cast.clerk, paper=opinion.pk, how="post", received_on=today)
    assert case.review_until == ASK_REVIEW.until(today).date
    service = opinion.services.get()
    assert service.sent_at and service.served_at and service.proof
    with pytest.raises((Refused, Invalid, OutOfTurn)):
        go(case, "serve", cast.clerk, paper=opinion.pk, how="window", received_on=today)
    with pytest.raises(Refused):
        go(case, "read_answer", by="resident")


def test_a_delivered_message_serves_only_on_whoever_agreed(cast):
    for agreed in (False, True):
        resident = make_resident(phone=f"1390000000{int(agreed)}")
        if agreed:
            agree_to_e_service(resident=resident, text_version="1")
        case = in_hand(cast, resident=resident)
        Notice.objects.filter(case_number=case.number, channel="sms", template="petition_accepted").update(
            state="sent", sent_at=timezone.now(), foreign_id=f"9006-{agreed}"
        )
        for _twice in range(2):
            mark_delivered(f"9006-{agreed}", channel="sms")
        services = list(case.papers.get(kind="acceptance").services.all())
        assert [(one.how, one.proof) for one in services] == ([("sms", "9006-True")] if agreed else [])


def test_a_resident_reads_and_keeps_a_paper_and_that_is_service(cast):
    case = in_hand(cast)
    notice = case.papers.get(kind="acceptance")
    phone = client_of(resident_account(phone=PHONE))
    matter = phone.get(reverse("petitions:matter", args=[case.number]))
    assert [row["new"] for row in matter.context["papers"]] == [True, False]
    assert not notice.services.exists(), "to see that it is there is not to read it"
    page = phone.get(reverse("documents:paper", args=[notice.key]))
    assert "决定予以受理" in page.content.decode() and "张三" in page.content.decode()
    pdf = phone.get(reverse("documents:pdf", args=[notice.key]) + "?save")
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Disposition"].startswith("attachment")
    service = notice.services.get()
    assert (service.how, service.resident, service.recorded_by) == ("online", case.resident, None)
    assert case.events.last().move == "read_paper"
    actions = list(Entry.objects.filter(subject_type="paper").order_by("at").values_list("action", flat=True))
    assert actions == ["read", "download"]
    assert [row["new"] for row in lists.for_resident(case, resident_id=case.resident_id, answered=False)] == [
        False,
        False,
    ]


def test_an_answer_opens_once_it_was_read_or_handed_over(cast):
    case = answered(cast)
    opinion = case.papers.get(kind="opinion")
    phone = client_of(resident_account(phone=PHONE))
    address = reverse("documents:pdf", args=[opinion.key])
    assert phone.get(address).status_code == 404
    go(case, "read_answer", by="resident")
    assert phone.get(address).status_code == 200
    assert opinion.services.get().how == "online"


def test_staff_who_see_no_names_get_a_paper_without(cast):
    case = in_hand(cast, co=("F",), resident=make_resident("欧阳明", "13912345678"))
    notice = case.papers.get(kind="acceptance")
    for who, names in ((cast.handler, True), (cast.co_handler, False), (cast.leader, False)):
        browser = client_of(who)
        page = browser.get(reverse("documents:paper", args=[notice.key]))
        assert "欧阳明" not in page.content.decode()
        pdf = browser.get(reverse("documents:pdf", args=[notice.key])).content
        assert ("欧阳明" in _text(pdf)) == names
    assert not notice.services.exists(), "what staff read serves nobody"


def _text(pdf):
    import io

    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_page_of_a_draft_is_for_staff(cast):
    case = in_hand(cast)
    case = go(case, "mediate", cast.handler, parties="甲乙", terms="停工")
    draft = case.papers.get(kind="mediation")
    assert client_of(cast.handler).get(reverse("documents:pdf", args=[draft.key])).status_code == 200
    assert client_of(resident_account(phone=PHONE)).get(reverse("documents:paper", args=[draft.key])).status_code == 404
    with pytest.raises(MoveError):
        go(case, "serve", cast.clerk, paper=draft.pk, how="window", received_on=timezone.localdate())


def test_the_window_prints_the_receipt_with_its_code(cast):
    clerk = client_of(cast.window)
    form = clerk.get(reverse("letters_desk:enter")).context["form"]
    data = {"form_token": form["form_token"].value(), "channel": "visit", "kind": "appeal", "title": "路灯不亮"}
    data |= {
        "body": "弄堂口三盏路灯都不亮。",
        "name": "王芳",
        "phone": "13900001111",
        "read_back": "on",
        "notice_read": "on",
    }
    receipt = clerk.post(reverse("letters_desk:enter"), data, follow=True)
    code, number = receipt.context["plain_code"], receipt.context["petition"].number
    pdf = clerk.get(reverse("letters_desk:receipt_pdf", args=[number]))
    said = re.sub(r"[\s\u200b]", "", _text(pdf.content))
    assert code and code in said and number in said
    stored = receipt.context["petition"].papers.get(kind="receipt")
    assert code not in str(stored.content)


def test_the_proof_of_a_service_is_kept_as_a_file_that_staff_alone_read(cast, settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    case = in_hand(cast, resident=make_resident())
    notice = case.papers.get(kind="acceptance")
    clerk, step = client_of(cast.clerk), reverse("desk:move", args=[case.number, "serve"])
    form = clerk.get(step)
    assert form.context["form"].is_multipart()
    typed = {"paper": notice.pk, "how": "post", "received_on": timezone.localdate().isoformat(), "proof": "EMS 1"}
    bad = clerk.post(step, {**typed, "proof_files": upload("回执.exe", b"MZ\x90")})
    assert bad.status_code == 422 and "回执.exe" in str(bad.context["form"].errors["proof_files"])
    assert bad.context["form"]["proof"].value() == "EMS 1"
    slip = upload("回执.png", picture("PNG"), "image/png")
    early = clerk.post(step, {**typed, "received_on": "2020-01-01", "proof_files": slip})
    assert early.status_code == 422 and not notice.services.exists()
    token = early.context["form"]["proof_files"].value().token
    assert "uploads-kept" in early.content.decode(), "what was sent with the form is kept"
    assert clerk.post(step, {**typed, "proof_files-token": token}).status_code == 302
    proof = notice.services.get().proof_file
    assert (proof.name, proof.case_id, proof.audience, proof.uploaded_by) == ("回执.png", case.pk, "staff", cast.clerk)
    download = reverse("files:download", args=[proof.key])
    for page in (reverse("desk:case", args=[case.number]), reverse("documents:paper", args=[notice.key])):
        assert client_of(cast.handler).get(page).content.decode().count(download) >= 1
    answer = client_of(cast.handler).get(download)
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert {client_of(getattr(cast, who)).get(download).status_code for who in ("stranger", "district")} == {404}
    resident = client_of(resident_account(phone="+8613812345678"))
    assert resident.get(reverse("documents:paper", args=[notice.key])).status_code == 200
    assert resident.get(download).status_code == 404
    assert download not in resident.get(reverse("petitions:matter", args=[case.number])).content.decode()
