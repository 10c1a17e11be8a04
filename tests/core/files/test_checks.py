"""What is taken and what is refused."""

import io

import pytest
from PIL import Image

from caojiadu.core.files.checks import check_upload
from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.names import clean_name
from tests.core.files import samples


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
    with pytest.raises(UnfitFile) as refused:
        check_upload(samples.upload(name, content, content_type))
    assert refused.value.code == code
    assert str(refused.value.message).endswith((".", "。"))


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
