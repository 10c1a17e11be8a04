"""Grid cases for tests: photos, moves through the pages, cases at the points of their lives."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from caojiadu.core.organisation.models import Office
from offices.management.models import GridCase, GridClass
from tests.entries import signed_in

NEW = "/desk/management/grid-cases/new/"


def photo(name: str = "照片.jpg") -> SimpleUploadedFile:
    """A small picture as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def class_of(name: str) -> GridClass:
    """A class by its Chinese name."""
    return GridClass.objects.get(name_zh=name)


def sent(user: Any, key: str, case: GridCase, **data: Any) -> Any:
    """Send the form of a move; returns the answer of the page."""
    return signed_in(user).post(f"/desk/cases/{case.number}/{key}/", data)


def act(user: Any, key: str, case: GridCase, **data: Any) -> GridCase:
    """Make a move through its page, which takes it, and return the case as it then is."""
    answer = sent(user, key, case, **data)
    assert answer.status_code == 302, (key, answer.status_code, said(answer))
    return GridCase.objects.get(pk=case.pk)


def said(answer: Any) -> Any:
    """What a page refuses: the errors of its form, or its sentence."""
    context = answer.context or {}
    form = context.get("form")
    return [dict(form.errors) if form is not None and form.is_bound else {}, str(context.get("refusal", ""))]


def found(user: Any, name: str = "暴露垃圾", place: str = "长宁路88弄门口", **more: Any) -> GridCase:
    """A case as the centre enters it."""
    data = {"title": name, "grid_class": class_of(name).pk, "place": place, "source": "resident", "what": "", **more}
    answer = signed_in(user).post(NEW, {"neighbourhood": "", **data})
    assert answer.status_code == 302, said(answer)
    return GridCase.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])


def filed(cast: Any, **more: Any) -> GridCase:
    """A case that is filed, with a photo from before."""
    case = act(cast.colleague, "grid_accept", found(cast.colleague, **more))
    data = {"grid_class": case.grid_class_id, "place": case.place, "before_photos": photo()}
    return act(cast.colleague, "file", case, **data)


def dispatched(cast: Any, *, office: str = "C", handler: Any = None, **more: Any) -> GridCase:
    """A case that somebody has to put right."""
    key = Office.objects.get(code=office).pk
    who = (handler or cast.handler).pk
    return act(cast.colleague, "dispatch", filed(cast, **more), office=key, handler=who, resource="", to="", note="")


def handled(cast: Any, **more: Any) -> GridCase:
    """A case reported as put right."""
    case = dispatched(cast, **more)
    return act(case.handler, "handle", case, done="已清运", after_photos=photo("后.jpg"))


def browser(user: Any) -> Client:
    """A browser of somebody."""
    return signed_in(user)
