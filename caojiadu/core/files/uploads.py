"""Files on their way from the browser to the field of a form; of each file no more is kept than may be taken.

The rest of a request is read to its end, so that whoever sends a video of 200 MB gets a sentence beside the field and
finds everything else they typed. Only what no phone makes by mistake is cut off at once.
A form that fails elsewhere keeps the files that came with it.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.kinds import ACCEPT, BY_EXTENSION
from caojiadu.core.files.limits import ADMIN_BYTES, MAX_BYTES, MAX_FILES, MAX_REQUEST_BYTES, MEGABYTE
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import discard, stash, stashed
from caojiadu.core.files.names import clean_name, extension
from caojiadu.core.hooks import provide


class OversizedFile(UploadedFile):
    """Stands for a file that was too large to be kept: it has its name and size, and no content."""


class GuardedUploadHandler(TemporaryFileUploadHandler):
    """Writes uploads to temporary files and stops writing, not reading, at the limit."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Cut off at once what is beyond all measure."""
        if content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig(f"request of {content_length} bytes")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.oversized = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write while within the limit; then let go of what was written."""
        if not self.oversized and start + len(raw_data) > self.limit:
            self.oversized = True
            self.file.close()
        if not self.oversized:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Hand over the file, or what stands for it."""
        if not self.oversized:
            return super().file_complete(file_size)
        return OversizedFile(ContentFile(b""), self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self) -> None:
        """Remove what was written."""
        if hasattr(self, "file") and not self.file.closed:
            self.file.close()

    @property
    def limit(self) -> int:
        """How much of one file is kept."""
        path = self.request.path if self.request is not None else ""
        return ADMIN_BYTES if path.startswith("/admin/") else MAX_BYTES


PICTURES = ",".join(f".{ending}" for ending, kind in BY_EXTENSION.items() if kind.content_type.startswith("image/"))
_PHOTOS = gettext_lazy("Up to {most} photos of {size} MB each.")
_HELP = gettext_lazy("Up to {most} files of {size} MB each: pictures (JPG, PNG), PDF, Word, Excel, text, MP3 or MP4.")


@dataclass
class Submitted:
    """What came with a form: its token, the kept files to drop, and new uploads."""

    token: str = ""
    dropped: list[str] = field(default_factory=list)
    uploads: list[UploadedFile] = field(default_factory=list)


class UploadsInput(forms.FileInput):
    """A choice of several files, above it those already attached, each with a box to remove it."""

    template_name = "files/uploads.html"
    allow_multiple_selected = True

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def format_value(self, value: Any) -> None:
        return None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Submitted:
        """Gather token, boxes and uploads."""
        several = hasattr(data, "getlist")
        dropped = data.getlist(f"{name}-drop") if several else data.get(f"{name}-drop", [])
        uploads = files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
        uploads = uploads if isinstance(uploads, list) else [uploads]
        return Submitted(data.get(f"{name}-token", "") or self.fresh_token(), dropped, uploads)

    def fresh_token(self) -> str:
        """Return the token of this form: made once, for the widget is asked several times."""
        if not hasattr(self, "_token"):
            self._token = secrets.token_urlsafe(24)
        return self._token

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the token and the files already attached."""
        context = super().get_context(name, value, {"accept": ACCEPT, "multiple": True, **self.attrs, **(attrs or {})})
        sent = isinstance(value, Submitted)
        token = value.token if sent else self.fresh_token()
        context["widget"].update(token=token, kept=list(stashed(token)) if sent else [])
        return context


class UploadsField(forms.Field):
    """Up to five files. `cleaned_data` holds File rows without a case; the view's verb calls `attach` on them.

    Good files are stashed while the field is cleaned, for a browser sends them once only: whatever else is wrong with
    the form, they are listed as already attached when it comes back. Each refused file is named with what to do.
    """

    widget = UploadsInput
    default_error_messages = {"required": gettext_lazy("Please attach a file.")}

    def __init__(self, *, most: int = MAX_FILES, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("help_text", format_lazy(_HELP, most=most, size=MAX_BYTES // MEGABYTE))
        super().__init__(**options)
        self.most = most

    def clean(self, value: Any) -> list[File]:
        """Drop, check and keep; return all files of this form."""
        submitted = value if isinstance(value, Submitted) else Submitted()
        if submitted.dropped:
            discard(token=submitted.token, keys=submitted.dropped)
        problems = self._keep(submitted) if submitted.uploads else []
        kept = list(stashed(submitted.token))
        if problems:
            raise ValidationError(problems)
        if self.required and not kept:
            raise ValidationError(self.error_messages["required"], code="required")
        return kept

    def _keep(self, submitted: Submitted) -> list[str]:
        """Stash what is good; return a sentence for each file that is not."""
        problems: list[str] = []
        known = set(stashed(submitted.token).values_list("pk", flat=True))
        room = self.most - len(known)
        for uploaded in submitted.uploads:
            if not self.takes(uploaded):
                problems.append(self._problem(uploaded, _("it is no picture. Please send a photo (JPG or PNG).")))
                continue
            if room <= 0:
                problems.append(
                    self._problem(uploaded, _("at most %(most)s files; it was left out.") % {"most": self.most})
                )
                continue
            try:
                file = stash(uploaded=uploaded, token=submitted.token)
            except UnfitFile as refusal:
                problems.append(self._problem(uploaded, str(refusal.message)))
                continue
            room -= file.pk not in known
            known.add(file.pk)
        return problems

    def takes(self, uploaded: UploadedFile) -> bool:
        """Whether it is of a sort that is asked for at all; its content is checked in any case."""
        return True

    @staticmethod
    def _problem(uploaded: UploadedFile, reason: str) -> str:
        values = {"name": clean_name(uploaded.name or ""), "reason": reason}
        return _("“%(name)s”: %(reason)s") % values

    def has_changed(self, initial: Any, data: Any) -> bool:
        return isinstance(data, Submitted) and bool(data.uploads or data.dropped)


class PhotosField(UploadsField):
    """Photos only. With `camera` a phone opens its camera at once instead of asking where the picture lies."""

    def __init__(self, *, camera: bool = False, **options: Any) -> None:
        attrs = {"accept": PICTURES} | ({"capture": "environment"} if camera else {})
        options.setdefault("help_text", format_lazy(_PHOTOS, most=MAX_FILES, size=MAX_BYTES // MEGABYTE))
        super().__init__(widget=UploadsInput(attrs), **options)

    def takes(self, uploaded: UploadedFile) -> bool:
        """Pictures, by the ending of the name."""
        return f".{extension(clean_name(uploaded.name or ''))}" in PICTURES.split(",")


@provide("keep_files")
def keep_files(request: HttpRequest) -> bool:
    """Stash what came with a form that could not be taken, under its token; False where not all of it is kept."""
    kept = all(request.POST.get(f"{name}-token") for name in request.FILES)
    for name in request.FILES:
        try:
            UploadsField().clean(UploadsInput().value_from_datadict(request.POST, request.FILES, name))
        except ValidationError:
            kept = False
    return kept
