"""What is taken and what is refused."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from caojiadu.core.files import pdf
from caojiadu.core.files.checks import check_upload
from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.markup import read_markup
from caojiadu.core.files.names import clean_name
from tests.core.files import samples

HYPERLINK = samples.relation("hyperlink", "https://example.org/a?b")


@pytest.mark.parametrize("name", samples.GOOD)
def test_taken(name):
    content, content_type = samples.GOOD[name]
    checked = check_upload(samples.upload(name, content, content_type))
    assert checked.name.rpartition(".")[0] == name.rpartition(".")[0]
    assert checked.content
    assert len(checked.sha256) == 64


@pytest.mark.parametrize("kind", samples.BAD)
def test_refused(kind):
    name, content, content_type, code = samples.BAD[kind]
    file = samples.upload(name, content() if callable(content) else content, content_type)
    with pytest.raises(UnfitFile) as refused:
        check_upload(file)
    assert refused.value.code == code
    assert str(refused.value.message).endswith((".", "。"))


@pytest.mark.parametrize("what", samples.TAKEN_OUT)
def test_what_acts_or_leads_out_of_a_pdf_is_taken_out_and_its_page_stays(what):
    sent = samples.holding(*samples.TAKEN_OUT[what])
    kept = check_upload(samples.upload("a.pdf", sent, "application/pdf")).content
    with pikepdf.open(io.BytesIO(kept)) as read:
        plain = b"".join(one.unparse() for one in read.objects if not isinstance(one, pikepdf.Stream))
        assert len(read.pages) == 1
    assert not [word for word in (b"JavaScript", b"alert", b"http", b"cmd.exe", b"//x") if word in plain], plain


def test_a_link_of_a_word_file_keeps_its_words_and_loses_its_address():
    for sent in (
        samples.word_with_link("hyperlink", "https://example.org/a?b"),
        samples.office(word__embeddings__a_dot_xlsx=samples.office("xlsx", xl___rels__a_dot_rels=HYPERLINK)),
    ):
        kept = check_upload(samples.upload("a.docx", sent)).content
        parts = zipfile.ZipFile(io.BytesIO(kept))
        inner = parts.namelist()[-1]
        content = parts.read(inner)
        if inner.endswith(".xlsx"):
            content = zipfile.ZipFile(io.BytesIO(content)).read("xl/_rels/a.rels")
        assert b'Target="about:blank" TargetMode="External"' in content and b"example.org" not in content
        assert "申请书" in parts.read("word/document.xml").decode()


@pytest.mark.parametrize("how", samples.SPELT)
def test_a_template_from_outside_is_found_however_it_is_spelt(how):
    loud = "word___rels__document_dot_xml_dot_RELS"
    for sent in (samples.spelt(how), samples.spelt(how, code="utf-16"), samples.spelt(how, part=loud)):
        with pytest.raises(UnfitFile) as refused:
            check_upload(samples.upload("a.docx", sent))
        assert refused.value.code == "external"


def test_a_link_written_anew_is_the_same_relation():
    odd = samples.relation("hyperlink", "http://evil/a>b&#34;&amp;&lt;").replace('"External"', "'&#69;xternal' x='1'")
    sent = samples.office(word___rels__document_dot_xml_dot_rels=odd)
    kept = zipfile.ZipFile(io.BytesIO(check_upload(samples.upload("a.docx", sent)).content))
    (link,) = read_markup(kept.read("word/_rels/document.xml.rels")).relations
    assert link == {**link, "Id": "r1", "Target": "about:blank", "TargetMode": "External"}
    assert link["Type"].endswith("/hyperlink")


def test_a_signed_pdf_is_kept_as_it_came():
    sent = samples.holding("link", f"<< /V {samples.SIGNATURE} /A << /S /GoTo /D (a) >> >>")
    assert check_upload(samples.upload("a.pdf", sent)).content == sent


def test_a_pdf_that_unpacks_to_far_too_much_is_refused(monkeypatch):
    strings = {f"/X{number}": "0" * 9_000 for number in range(300)}
    sent = samples.written(lambda made: made.Root.update({k: made.make_indirect(v) for k, v in strings.items()}))
    assert check_upload(samples.upload("a.pdf", sent))
    monkeypatch.setattr(pdf, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(UnfitFile) as refused:
        check_upload(samples.upload("a.pdf", sent))
    assert refused.value.code == "bomb"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_is_appended_to_a_picture_stays_behind(form):
    name = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[form]
    tail = b"<?php system($_GET['c']); ?>" + samples.office()
    checked = check_upload(samples.upload(name, samples.picture(form) + tail))
    assert b"<?php" not in checked.content
    assert b"PK\x05\x06" not in checked.content


def test_place_and_person_stay_behind_and_the_picture_is_upright():
    sent = samples.picture_with_place()
    assert b"Zhang San" in sent
    checked = check_upload(samples.upload("a.jpg", sent, "image/jpeg"))
    for word in (b"Exif", b"Zhang San", b"secret", b"http://ns.adobe.com"):
        assert word not in checked.content
    image = Image.open(io.BytesIO(checked.content))
    assert not image.getexif()
    assert image.size == (48, 64)


def test_the_place_of_a_video_stays_behind():
    place = b"\x00\x14\x15\xc7+31.2304+121.4400+012.3/"
    sent = samples.mp4(place=place)
    checked = check_upload(samples.upload("a.mp4", sent, "video/mp4"))
    assert b"121.4400" in sent
    assert b"121.4400" not in checked.content
    assert len(checked.content) == len(sent)


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "I;16"), ("WEBP", "RGBA"), ("PNG", "LA")]
)
def test_every_mode_of_picture_is_written_anew(form, mode):
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, form)
    name = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[form]
    checked = check_upload(samples.upload(name, out.getvalue()))
    assert Image.open(io.BytesIO(checked.content)).size == (20, 10)


def test_a_large_photograph_is_taken_in_a_smaller_size():
    out = io.BytesIO()
    Image.new("L", (7000, 5000)).save(out, "JPEG")
    checked = check_upload(samples.upload("a.jpg", out.getvalue()))
    assert Image.open(io.BytesIO(checked.content)).size == (3500, 2500)


@pytest.mark.parametrize(("typed", "kept"), [
    ("../../etc/passwd.txt", "passwd.txt"),
    ("C:\\Users\\张三\\信.PDF", "信.PDF"),
    ("a\0b\x1b\r\n.txt", "ab.txt"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("😀 照片.jpg", "😀 照片.jpg"),
    ('<b>"x"|?*:.txt', "_b_x_.txt"),
    (" ...hidden .txt", "hidden.txt"),
    (".txt", "file.txt"),
    ("信...", "信"),
    ("\ud83d.txt", "file.txt"),
    ("", "file"),
    ("长" * 300 + ".docx", "长" * 95 + ".docx"),
])  # fmt: skip
def test_names(typed, kept):
    assert clean_name(typed) == kept
