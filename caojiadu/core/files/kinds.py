"""The kinds of file that the portal takes, as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.images import clean_image
from caojiadu.core.files.media import clean_mp3, clean_mp4
from caojiadu.core.files.office import clean_office
from caojiadu.core.files.pdf import clean_pdf
from caojiadu.core.files.text import clean_text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = ("application/zip", "application/x-zip-compressed", "application/x-zip")
# What browsers say when they do not know.
UNKNOWN = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/x-download"))


@dataclass(frozen=True)
class Kind:
    """One kind: its extensions, what the first bytes must say, what browsers call it, and its own check."""

    extensions: tuple[str, ...]
    content_type: str
    magic: tuple[str, ...]
    declared: tuple[str, ...]
    clean: Callable[[bytes], bytes]

    def declares(self, content_type: str) -> bool:
        """Say whether a browser may call this kind so."""
        said = content_type.partition(";")[0].strip().lower()
        return said in UNKNOWN or said == self.content_type or said in self.declared


KINDS = (
    Kind(
        ("jpg", "jpeg"), "image/jpeg", ("image/jpeg",), ("image/jpg", "image/pjpeg"), partial(clean_image, form="JPEG")
    ),
    Kind(("png",), "image/png", ("image/png",), ("image/x-png", "image/apng"), partial(clean_image, form="PNG")),
    Kind(("webp",), "image/webp", ("image/webp",), (), partial(clean_image, form="WEBP")),
    Kind(("pdf",), "application/pdf", ("application/pdf",), ("application/x-pdf", "text/pdf"), clean_pdf),
    Kind(
        ("docx",), WORD, (WORD, *ZIP), ("application/msword", "application/wps-office.docx", *ZIP),
        partial(clean_office, form="docx"),
    ),
    Kind(
        ("xlsx",), EXCEL, (EXCEL, *ZIP), ("application/vnd.ms-excel", "application/wps-office.xlsx", *ZIP),
        partial(clean_office, form="xlsx"),
    ),
    # First bytes of a text say nothing: one that begins with "BM" is no picture. Its own check reads all of it.
    Kind(("txt",), "text/plain", (), (), clean_text),
    Kind(
        ("mp3",), "audio/mpeg", ("audio/mpeg",),
        ("audio/mp3", "audio/mpeg3", "audio/x-mpeg-3", "audio/x-mp3"), clean_mp3,
    ),
    Kind(
        ("m4a",), "audio/mp4", ("audio/mp4", "video/mp4", "video/x-m4v"),
        ("audio/x-m4a", "audio/m4a", "audio/aac", "video/mp4"), clean_mp4,
    ),
    Kind(("mp4",), "video/mp4", ("video/mp4", "video/x-m4v", "audio/mp4"), ("audio/mp4", "video/x-m4v"), clean_mp4),
)  # fmt: skip
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
ACCEPT = ",".join(f".{extension}" for extension in BY_EXTENSION)

_HEIC = _(
    "pictures in Apple's HEIC format cannot be taken. On the iPhone choose Settings, Camera, Formats, "
    "“Most Compatible”, or send a screenshot of the picture."
)
_OLD_OFFICE = _("please save it as Word (.docx), Excel (.xlsx) or PDF and send that.")
_ARCHIVE = _("archives cannot be taken. Please take the files out and send them one by one.")
_PICTURE = _("please save the picture as JPG or PNG, or send a screenshot.")
_SOUND = _("please save the recording as MP3 or M4A.")
_VIDEO = _("please save the video as MP4.")
_ADVICE = {
    _HEIC: "heic heif hif",
    _OLD_OFFICE: "doc xls ppt pptx wps et dps rtf odt ods docm xlsm csv",
    _ARCHIVE: "zip rar 7z tar gz",
    _PICTURE: "gif bmp tif tiff avif svg",
    _SOUND: "wav amr aac ogg wma flac",
    _VIDEO: "mov avi mkv wmv flv 3gp webm",
}
_BY_ENDING = {ending: text for text, endings in _ADVICE.items() for ending in endings.split()}


def advice(extension: str) -> str | Promise:
    """Say what to do with a file of a kind that is not taken."""
    return _BY_ENDING.get(
        extension,
        _("this kind of file cannot be taken. Please send pictures (JPG, PNG), PDF, Word, Excel, text, MP3 or MP4."),
    )
