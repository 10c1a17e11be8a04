"""Files in a real browser, without script, on the smallest phone."""

from typing import Any

import pytest
from django.urls import set_urlconf
from playwright.sync_api import Page, expect

from caojiadu.core.files.kinds import WORD
from caojiadu.core.files.models import File
from tests.core.files import samples
from tests.narrow import axe_finds_nothing


@pytest.fixture(autouse=True)
def the_form(settings: Any) -> Any:
    """Put the form's address beside the portal's."""
    settings.ROOT_URLCONF = "tests.core.files.urls"
    yield
    set_urlconf(None)


def sent(name: str, content: bytes, kind: str = "text/plain") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": content}


@pytest.mark.django_db(transaction=True)
def test_good_files_stay_attached_and_bad_ones_are_explained(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/letter/")
    files = page.locator("input[type=file]")
    files.set_input_files([
        sent("漏水.jpg", samples.picture(), "image/jpeg"),
        sent("录像.mp4", b"\0" * 11 * 1024 * 1024, "video/mp4"),
        sent("很长的名字" * 12 + ".docx", samples.office(), WORD),
        sent("IMG_0001.HEIC", b"x" * 99, "image/heic"),
    ])  # fmt: skip
    page.get_by_label("Body").fill("写了很久的话")
    page.get_by_label("Title").fill("漏水")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".uploads-kept li")).to_have_count(2)
    expect(page.locator("#id_attachments_error")).to_contain_text("“录像.mp4”")
    expect(page.locator("#id_attachments_error")).to_contain_text("“IMG_0001.HEIC”")
    expect(page.get_by_label("Body")).to_have_value("写了很久的话")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe_finds_nothing(page)
    page.locator(".uploads-kept input").first.check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("body")).to_contain_text("很长的名字")
    assert File.objects.count() == 1
