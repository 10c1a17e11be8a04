"""Kinds of paper: each part that it must have, the look of each, and what a declaration refuses."""

import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from caojiadu.core.cases.errors import Refused
from caojiadu.core.documents import kinds, papers
from caojiadu.core.documents.kinds import Line, PaperKind, Part
from caojiadu.core.documents.models import Paper, PaperRule, Seal
from caojiadu.core.documents.typesetting import pdf_of, preview, render
from caojiadu.core.organisation.models import Fact
from tests.core.files import samples
from tests.petitions.letters import go, in_hand, make_resident, write

pytestmark = pytest.mark.django_db
# What people may type, and typst must not take for its own: marks, code, quotes, brackets.
ODD = '#set page(fill: red) $x$ *粗* _斜_ `code` \\ @ref <b> "引号" 【第五条】'
WORDS = {"until": timezone.localdate().isoformat(), "matter": "夜间施工噪音扰民"}


def parts_of(kind: PaperKind) -> dict[str, str]:
    """Something for each part."""
    return {part.key: WORDS.get(part.key, f"{part.zh}：{ODD}\n第二段") for part in kind.parts}


def text_of(pdf: bytes) -> str:
    """The words of a PDF without blanks, since lines break anywhere."""
    return re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def issued(case, kind, cast, **more) -> Paper:
    """A paper through its whole sign-off."""
    now, words = timezone.now(), {**parts_of(kind), **more}
    if not kind.signature:
        return papers.issue(case=case, key=kind.key, parts=words, by=cast.clerk, now=now)
    papers.draft(case=case, key=kind.key, parts=words, by=cast.handler, now=now)
    if kind.check:
        papers.check(case=case, key=kind.key, by=cast.clerk, now=now)
    return papers.sign(case=case, key=kind.key, by=cast.head, now=now)


def test_each_kind_refuses_each_missing_part(cast):
    case, tried = write(), 0
    for kind in kinds.all_kinds():
        for part in (one for one in kind.parts if one.required):
            words = {**parts_of(kind), part.key: "  "}
            with pytest.raises(Refused, match=re.escape(part.label)):
                if kind.signature and part.late:
                    papers.draft(case=case, key=kind.key, parts=words, by=cast.handler, now=timezone.now())
                    papers.sign(case=case, key=kind.key, by=cast.head, now=timezone.now())
                elif kind.signature:
                    papers.draft(case=case, key=kind.key, parts=words, by=cast.handler, now=timezone.now())
                else:
                    papers.issue(case=case, key=kind.key, parts=words, by=cast.clerk, now=timezone.now())
            tried += 1
    assert tried > 25
    assert not Paper.objects.exclude(kind="receipt").issued().filter(case=case).exists()


def test_each_kind_is_set_and_read_back(cast):
    resident = make_resident("欧阳明")
    Fact.objects.filter(key="petition_phone").update(value_zh="测试电话")
    case = in_hand(cast, resident=resident)
    for kind in kinds.all_kinds():
        paper = issued(case, kind, cast)
        pdf = pdf_of(paper)
        said = text_of(pdf)
        wanted = [
            kind.title_zh,
            paper.number,
            "静安区曹家渡街道办事处",
            "欧阳明：",
            "测试电话",
            "尚未设置",
            case.number,
        ]
        for words in (*wanted, *(() if kind.key == "receipt" else (ODD,))):
            assert re.sub(r"\s", "", words) in said, (kind.key, words, said)
        assert pdf_of(paper) == pdf, "made once"
        assert render(paper, paper.content) == pdf, "the same bytes"
        assert PdfReader(io.BytesIO(pdf)).metadata.title == f"{kind.title_zh} {paper.number}"
        assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_draft_is_marked_and_has_no_number(cast):
    case = in_hand(cast)
    paper = papers.draft(
        case=case, key="reply", parts=parts_of(kinds.find("reply")), by=cast.handler, now=timezone.now()
    )
    said = text_of(preview(paper, case))
    assert "（签发后编号）" in said and "草稿" in said


def test_english_follows_on_a_page_of_its_own_where_it_is_wanted(cast):
    case = in_hand(cast)
    kind = kinds.find("acceptance")
    assert "Noticeofacceptance" not in text_of(pdf_of(issued(case, kind, cast)))
    PaperRule.objects.update_or_create(kind="acceptance", defaults={"prefix": "曹信受", "bilingual": True})
    assert "Noticeofacceptance" in text_of(pdf_of(issued(case, kind, cast)))
    resident = make_resident("Smith", "13900001111")
    resident.language = "en"
    resident.save()
    other = in_hand(cast, resident=resident).papers.get(kind="acceptance")
    assert "Noticeofacceptance" in text_of(pdf_of(other))


def test_the_seal_stands_on_papers_issued_with_it_and_on_no_other(cast):
    case, kind = in_hand(cast), kinds.find("refusal")
    without = issued(case, kind, cast)
    Seal.objects.create(picture=samples.picture("PNG"))
    with_seal = issued(case, kind, cast)
    assert _pictures(pdf_of(without)) == 0 and _pictures(pdf_of(with_seal)) == 1


def _pictures(pdf: bytes) -> int:
    return sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "much_too_long"},
        {"key": "opinion"},
        {"key": "fresh", "check": True},
        {"key": "fresh", "lines": (Line("{a}", "{a}", needs="nothing"),)},
    ],
)
def test_a_declaration_that_cannot_work_is_refused(wrong):
    good = {"title_zh": "书", "title_en": "Paper", "prefix": "曹", "parts": (Part("a", "甲", "A"),), "lines": ()}
    with pytest.raises(ValueError, match=wrong["key"]):
        kinds.register(PaperKind(**{**good, **wrong}))


def test_a_report_against_somebody_is_not_named_on_paper(cast):
    case = write("petition_accusation", title="反映某经理", resident=make_resident())
    said = text_of(pdf_of(case.papers.get(kind="receipt")))
    assert "反映某经理" not in said and "不在纸面载明" in said
    case = go(case, "refuse", cast.keeper, reason="不属本级管辖", competent="有管辖权的机关")
    assert Paper.objects.open().get(case=case).kind == "refusal"
