"""What the public reads of a register: published by two, withdrawn by one, and never what has ended."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import Record, RecordEvent
from tests.cast import make_staff
from tests.entries import address, entered, people, signed_in

pytestmark = pytest.mark.django_db
KEY = "published-affairs"
ANYBODY = Client()


def public(key: str = KEY) -> str:
    page = ANYBODY.get(f"/about/{key}/")
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def desk() -> dict[str, Any]:
    """An affair of a neighbourhood committee, its office, and its page."""
    register = find(KEY)
    assert register is not None
    cast = people(register)
    second = make_staff("second", "经办丙", "handler", "F")
    row = entered(register, cast["clerk"], "路灯")
    clients = {name: signed_in(user) for name, user in cast.items()} | {"second": signed_in(second)}
    return {"row": row, "url": f"{address(register)}{row.pk}/", **clients}


def test_whoever_proposed_an_entry_does_not_publish_it(desk: dict[str, Any]) -> None:
    clerk, second, url, title = desk["clerk"], desk["second"], desk["url"], desk["row"].title
    assert title not in public()
    assert clerk.post(f"{url}review/", {"reason": "可以公开"}).status_code == 409  # nobody has proposed it
    assert clerk.post(f"{url}propose/").status_code == 302
    assert title not in public()
    assert "review/" not in clerk.get(url).content.decode()
    assert clerk.post(f"{url}review/", {"reason": "可以公开"}).status_code == 409
    assert title not in public()
    assert second.post(f"{url}review/", {"reason": ""}).status_code == 422
    assert desk["stranger"].post(f"{url}review/", {"reason": "可以公开"}).status_code == 404
    assert second.post(f"{url}review/", {"reason": "不涉密，可以公开"}).status_code == 302
    page = public()
    assert title in page and "不涉密" not in page
    assert [e.action for e in RecordEvent.objects.filter(record=desk["row"])] == ["entered", "proposed", "published"]


def test_what_is_refused_withdrawn_or_ended_is_not_public(desk: dict[str, Any]) -> None:
    clerk, second, url, title = desk["clerk"], desk["second"], desk["url"], desk["row"].title
    clerk.post(f"{url}propose/")
    assert second.post(f"{url}review/", {"reason": "含个人信息", "refuse": "1"}).status_code == 302
    assert title not in public()
    for undo, typed in (("withdraw", {"reason": "更正"}), ("end", {"on": "2026-11-01", "reason": "过期"})):
        clerk.post(f"{url}propose/")
        second.post(f"{url}review/", {"reason": "可以公开"})
        assert title in public()
        assert clerk.post(f"{url}{undo}/", typed).status_code == 302
        assert title not in public()


def test_only_the_columns_named_are_public_and_only_of_registers_that_name_some(desk: dict[str, Any]) -> None:
    desk["clerk"].post(f"{desk['url']}propose/")
    desk["second"].post(f"{desk['url']}review/", {"reason": "可以公开"})
    page = public()
    assert "武南" in page or "居民区" in page
    assert "经办甲" not in page and "/desk/" not in page  # who entered it, and the way to correct it
    assert ANYBODY.get("/about/proofs/").status_code == 404
    assert ANYBODY.get("/about/nothing-of-the-kind/").status_code == 404
    english = ANYBODY.get(f"/about/{KEY}/", headers={"accept-language": "en"}).content.decode()
    assert "Published affairs of neighbourhood committees" in english


def test_what_changes_after_its_review_leaves_the_public_page_until_it_is_reviewed_again(desk: dict[str, Any]) -> None:
    clerk, second, url, row = desk["clerk"], desk["second"], desk["url"], desk["row"]
    clerk.post(f"{url}propose/")
    second.post(f"{url}review/", {"reason": "可以公开"})
    assert row.title in public()
    form = clerk.get(f"{url}edit/").context["form"]
    typed = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    row.refresh_from_db()
    page = clerk.post(f"{url}edit/", {**typed, "title": "没有审过的标题", "seen": row.version}, follow=True)
    assert "请重新提请审查" in page.content.decode()
    assert "没有审过的标题" not in public() and row.title not in public()
    assert [e.action for e in RecordEvent.objects.filter(record=row)][-2:] == ["changed", "withdrawn"]
    assert clerk.post(f"{url}propose/").status_code == 302
    assert second.post(f"{url}review/", {"reason": "可以公开"}).status_code == 302
    assert "没有审过的标题" in public()


def test_anybody_narrows_a_public_list_to_one_neighbourhood(desk: dict[str, Any]) -> None:
    register, areas = find(KEY), list(Neighbourhood.objects.all()[:3])
    assert register is not None
    clerk = desk["row"].entered_by
    rows = [entered(register, clerk, f"第{n}件") for n in range(4)]

    def show(row: Any, area: Neighbourhood) -> None:
        Record.objects.filter(pk=row.pk).update(neighbourhood=area, published_at=timezone.now())

    def asked(address: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            page = ANYBODY.get(address)
        assert page.status_code == 200
        return page.content.decode(), len(queries)

    show(rows[0], areas[0])
    assert 'name="neighbourhood"' not in public()  # nothing to choose from
    show(rows[1], areas[1])
    page, few = asked(f"/about/{KEY}/")
    assert f"{areas[0]} (1)" in page and f"{areas[1]} (1)" in page and str(areas[2]) not in page
    show(rows[2], areas[1])
    Record.objects.filter(pk=rows[3].pk).update(neighbourhood=areas[1])  # entered, and never published
    page, now = asked(f"/about/{KEY}/?neighbourhood={areas[1].key}")
    assert [row.title in page for row in rows] == [False, True, True, False]
    assert f'<option value="{areas[1].key}" selected>{areas[1]} (2)</option>' in page and "（3）" in page and now == few
    page, _n = asked(f"/about/{KEY}/?neighbourhood=nowhere")
    assert all(row.title not in page for row in rows) and 'href="?"' in page
    # A register whose entries name no neighbourhood has no such choice.
    assert 'name="neighbourhood"' not in public("approved-items")


def test_the_neighbourhood_is_kept_from_page_to_page(desk: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caojiadu.core.keyset.SIZE", 1)
    register, area = find(KEY), Neighbourhood.objects.all()[0]
    assert register is not None
    for n in range(3):
        row = entered(register, desk["row"].entered_by, f"第{n}件")
        Record.objects.filter(pk=row.pk).update(neighbourhood=area, published_at=timezone.now())
    first = ANYBODY.get(f"/about/{KEY}/?neighbourhood={area.key}")
    assert f"neighbourhood={area.key}&after=" in first.context["next_url"]
    second = ANYBODY.get(f"/about/{KEY}/{first.context['next_url']}")
    assert second.context["first_url"] == f"?neighbourhood={area.key}"
    assert "第1件" in second.content.decode() and "第2件" not in second.content.decode()
