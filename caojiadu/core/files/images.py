"""Pictures: decoded within limits and written again, so that places, comments and appended bytes stay behind."""

import io
import struct
import warnings
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.limits import MAX_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image  # pictures are seldom: the library is loaded with the first one

_BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, struct.error)
_MODES = {"JPEG": ("RGB", "L"), "WEBP": ("RGB", "RGBA"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}


def clean_image(data: bytes, *, form: str) -> bytes:
    """Return a picture of the same form (JPEG, PNG, WEBP) with nothing in it but the picture."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[form]) as image:
                return _written(_decoded(image, form), form)
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except _BROKEN as error:
            raise UnfitFile(
                "broken", _("the picture is damaged and cannot be read. Please take or save it again.")
            ) from error


def _decoded(image: "Image", form: str) -> "Image":
    from PIL import ImageOps

    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_large()
    if form == "JPEG" and width * height > MAX_PIXELS // 2:
        image.draft(image.mode, (width // 2, height // 2))
    image.load()
    upright = ImageOps.exif_transpose(image)
    transparency: dict[Any, Any] = {key: value for key, value in image.info.items() if key == "transparency"}
    if upright.mode not in _MODES[form]:
        has_alpha = form != "JPEG" and "A" in upright.getbands()
        upright, transparency = upright.convert("RGBA" if has_alpha else "RGB"), {}
    upright.info = transparency
    return upright


def _written(image: "Image", form: str) -> bytes:
    options = {"JPEG": {"quality": 90}, "PNG": {"compress_level": 4}, "WEBP": {"quality": 88, "method": 3}}[form]
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _too_large() -> UnfitFile:
    return UnfitFile("pixels", _("the picture has too many pixels. Please send it in a smaller size."))
