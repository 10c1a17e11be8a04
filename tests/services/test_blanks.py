"""Forms to download: administrators keep them with their item, everybody saves them."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from services.catalogue.models import Blank, Item
from tests.cast import make_staff
from tests.core.files import samples
from tests.entries import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/services/senior-card/"


def sent(admin: Client, item: Item, upload: Any, **more: str) -> Any:
    """The form of the item as its page has it, with one form to download more."""
    page = admin.get(f"/admin/services/item/{item.pk}/change/")
    data: dict[str, Any] = {}
    for form in [page.context["adminform"].form, *(one.formset for one in page.context["inline_admin_formsets"])]:
        for part in [form.management_form, *form.initial_forms] if hasattr(form, "management_form") else [form]:
            for field in part:
                value = field.value()
                data[field.html_name] = "" if value is None or value is False else value
    data = {name: [getattr(one, "pk", one) for one in v] if isinstance(v, list) else v for name, v in data.items()}
    row = {"title_zh": "敬老卡申请表", "title_en": "Form for the senior card", "language": "zh", "upload": upload}
    data |= {f"blanks-0-{name}": value for name, value in {**row, **more}.items() if value is not None}
    data |= {"blanks-TOTAL_FORMS": "1"}
    return admin.post(f"/admin/services/item/{item.pk}/change/", data)


def test_a_form_is_kept_with_its_item_and_saved_by_everybody(client: Client, settings: Any) -> None:
    settings.CLAMAV_ADDRESS = ""
    admin, item = signed_in(make_staff("admin", "管理员", "system_admin", "")), Item.objects.get(key="senior-card")
    assert "表格下载" not in client.get(PAGE).content.decode()
    fake = SimpleUploadedFile("申请表.pdf", b"no pdf at all", "application/pdf")
    for upload in (fake, None, samples.upload("a.pdf", b"", "application/pdf")):
        refused = sent(admin, item, upload)
        assert refused.status_code == 200 and "error" in refused.content.decode() and not Blank.objects.exists()
    made = sent(admin, item, samples.upload("申请表.pdf", samples.pdf(), "application/pdf"))
    assert made.status_code == 302, [one.formset.errors for one in made.context["inline_admin_formsets"]]
    blank = Blank.objects.get()
    assert (blank.name, blank.content_type, blank.size) == ("申请表.pdf", "application/pdf", len(blank.content))
    text = client.get(PAGE).content.decode()
    assert f"/services/forms/{blank.pk}/" in text and "敬老卡申请表" in text and "打印办事指南" in text
    saved = client.get(f"/services/forms/{blank.pk}/")
    assert saved.content == bytes(blank.content) and saved["Content-Disposition"].startswith("attachment")
    assert BytesIO(saved.content).read(5) == b"%PDF-"
    Item.objects.filter(pk=item.pk).update(published=False)
    assert client.get(f"/services/forms/{blank.pk}/").status_code == 404
