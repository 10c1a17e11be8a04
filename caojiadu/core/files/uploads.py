"""Reads what a browser sends, and keeps of each file no more than may be taken.

The rest of a request is read to its end, so that whoever sends a video of 200 MB gets a sentence beside the field and
finds everything else they typed. Only what no phone makes by mistake is cut off at once.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from caojiadu.core.files.limits import ADMIN_BYTES, MAX_BYTES, MAX_REQUEST_BYTES


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
