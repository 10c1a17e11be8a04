"""拟稿, 核稿, 签发: who may, what voids it, and numbers without gap or double."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from caojiadu.core.cases.errors import NotAllowed, OutOfTurn, Refused
from caojiadu.core.documents import papers
from caojiadu.core.documents.models import Paper, PaperPdf, PaperRule
from caojiadu.core.documents.typesetting import pdf_of
from caojiadu.core.personal import seal
from tests.core.cases.test_engine import at_once
from tests.petitions.letters import DRAFT, go, in_hand, to_sign, told, write

pytestmark = pytest.mark.django_db
NO = (NotAllowed, Refused, OutOfTurn)


def drafted(cast, author):
    """The answer of a letter, handed in by its author."""
    case = told(in_hand(cast), cast)
    if author == "head":
        case = go(case, "assign", cast.head, handler=cast.head.pk)
    case = go(case, "draft", getattr(cast, author), **DRAFT)
    return go(case, "submit", getattr(cast, author))


# author, who tries, may check, may sign
MATRIX = [
    ("handler", "handler", False, False),
    ("handler", "clerk", True, False),
    ("handler", "head", True, True),
    ("handler", "leader", False, True),
    ("handler", "colleague", False, False),
    ("handler", "co_head", False, False),
    ("handler", "security_head", False, False),
    ("handler", "window", False, False),
    ("head", "head", False, False),
    ("head", "clerk", True, False),
    ("head", "leader", False, True),
]


def test_who_checks_and_who_signs(cast):
    for author in ("handler", "head"):
        rows = [row[1:] for row in MATRIX if row[0] == author]
        case = drafted(cast, author)
        assert [(who, _may(case, "check", getattr(cast, who))) for who, *_may_not in rows] == [
            (who, check) for who, check, _sign in rows
        ]
        case = go(case, "check", cast.clerk)
        assert [(who, _may(case, "release", getattr(cast, who))) for who, *_may_not in rows] == [
            (who, sign) for who, _check, sign in rows
        ]


def test_whoever_wrote_an_earlier_version_neither_checks_nor_signs(cast):
    """Otherwise a head writes it, has a colleague add a line, and signs what is mostly their own."""
    case = go(told(in_hand(cast), cast), "assign", cast.head, handler=cast.head.pk)
    case = go(case, "draft", cast.head, **DRAFT)
    case = go(case, "assign", cast.head, handler=cast.handler.pk)
    case = go(go(case, "draft", cast.handler, **DRAFT), "submit", cast.handler)
    assert not _may(case, "check", cast.head)
    case = go(case, "check", cast.clerk)
    assert [_may(case, "release", who) for who in (cast.head, cast.handler, cast.leader)] == [False, False, True]


def _may(case, key, person):
    """Say whether somebody makes a move; it is taken back."""
    try:
        with transaction.atomic():
            go(case, key, person)
            transaction.set_rollback(True)
    except NO:
        return False
    return True


def test_nothing_is_signed_unchecked_or_twice(cast):
    case = drafted(cast, "handler")
    with pytest.raises(Refused, match=r"核稿|check"):
        papers.sign(case=case, key="opinion", by=cast.head, now=timezone.now())
    case = go(go(case, "check", cast.clerk), "release", cast.head)
    with pytest.raises(Refused, match=r"签发|signed"):
        papers.sign(case=case, key="opinion", by=cast.leader, now=timezone.now())
    with pytest.raises(OutOfTurn):
        go(case, "release", cast.leader)
    assert Paper.objects.issued().filter(case=case, kind="opinion").count() == 1


def test_a_kind_that_needs_no_check_goes_to_the_signature_at_once(cast):
    PaperRule.objects.update_or_create(kind="opinion", defaults={"prefix": "曹信意", "needs_check": False})
    case = drafted(cast, "handler")
    assert case.state == "review"
    assert go(case, "release", cast.head).state == "answered"


def test_a_draft_written_anew_has_to_be_checked_again(cast):
    case = to_sign(told(in_hand(cast), cast), cast)
    paper = papers.open_paper(case, "opinion")
    assert (paper.state, paper.checked_by) == ("checked", cast.clerk)
    case = go(case, "send_back", cast.head, reason="写明依据")
    case = go(case, "draft", cast.handler, **{**DRAFT, "text": "改写"})
    paper.refresh_from_db()
    assert (paper.state, paper.checked_by, paper.digest) == ("drafted", None, "")


def test_words_changed_behind_the_check_void_it(cast):
    case = to_sign(told(in_hand(cast), cast), cast)
    paper = papers.open_paper(case, "opinion")
    content = {"parts": {**paper.parts, "basis": "另一条"}}
    _slip_in(paper, json.dumps(content))
    with pytest.raises(Refused, match=r"核稿|checked"):
        go(case, "release", cast.head)


def test_an_issued_paper_and_its_pdf_change_for_nobody(cast):
    case = go(to_sign(told(in_hand(cast), cast), cast), "release", cast.head)
    paper = case.papers.get(kind="opinion")
    for change in (
        lambda: Paper.objects.filter(pk=paper.pk).update(number="1"),
        lambda: _slip_in(paper, "{}"),
        lambda: Paper.objects.filter(pk=paper.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    pdf = pdf_of(paper)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        PaperPdf.objects.filter(pk=paper.pk).update(sha256="0")
    assert pdf_of(paper) == pdf


def test_a_paper_changed_by_the_owner_of_the_database_is_not_handed_out(cast):
    paper = in_hand(cast).papers.get(kind="acceptance")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE documents_paper DISABLE TRIGGER documents_paper_issued")
        _slip_in(paper, json.dumps({**paper.content, "parts": {**paper.parts, "limit": "2099-01-01"}}))
        cursor.execute("ALTER TABLE documents_paper ENABLE TRIGGER documents_paper_issued")
    paper.refresh_from_db()
    with pytest.raises(Refused, match=r"改动|changed"):
        pdf_of(paper)


def _slip_in(paper, content):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_paper SET sealed = %s WHERE id = %s", [seal(content), paper.pk])


def test_withdrawing_drops_the_draft(cast):
    case = go(go(in_hand(cast), "draft", cast.handler, **DRAFT), "withdraw", by="resident", reason="已解决")
    assert case.papers.get(kind="opinion").state == "void"


def test_a_mediation_agreement_is_signed_after_both_sides_signed(cast):
    today = timezone.localdate()
    words = {"parties": "张三\n某施工单位", "terms": "每晚22时后停工。"}
    case = go(in_hand(cast), "mediate", cast.handler, **words)
    with pytest.raises(Refused):
        go(case, "sign_mediation", cast.head)
    case = go(case, "mediate", cast.handler, **words, signed_a=today, signed_b=today)
    with pytest.raises(NO):
        go(case, "sign_mediation", cast.handler)
    assert go(case, "sign_mediation", cast.head).papers.get(kind="mediation").signed_by == cast.head


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_get_their_numbers_without_gap_or_double(cast):
    cases = [write() for _one in range(25)]
    parts = {"matter": "事项", "body": "单位"}

    def eight(number):
        for _one in range(8):
            papers.issue(case=cases[number], key="transfer", parts=parts, by=cast.clerk, now=timezone.now())

    at_once(25, eight)
    numbers = Paper.objects.filter(kind="transfer").values_list("number", flat=True)
    counted = sorted(int(number.partition("〕")[2].rstrip("号")) for number in numbers)
    assert counted == list(range(1, 201))
