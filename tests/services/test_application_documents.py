"""What an applicant is told on paper: issued at once, or drafted, checked and signed by others; read on the portal."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.documents import kinds
from caojiadu.core.documents.contents import page_of
from caojiadu.core.documents.models import Paper, Service
from services.applications.models import Application
from tests.cast import make_staff
from tests.entries import signed_in
from tests.hostile import VALUES, post, undone
from tests.narrow import look_at
from tests.services.test_applications import applied, room, step
from tests.unkind import REFUSALS, SOME

__all__ = ["room"]
pytestmark = pytest.mark.django_db
REASON, REMEDY = "所附票据不在支付范围内。", "可向作出决定的机关询问救济途径。"


def form_of(client: Any, case: Any, key: str) -> dict[str, str]:
    """What the form of a step begins with."""
    page = client.get(f"/desk/cases/{case.number}/{key}/")
    assert page.status_code == 200, key
    return {name: page.context["form"].initial.get(name, "") for name in page.context["form"].fields}


def issue(client: Any, case: Any, key: str, **typed: str) -> None:
    """Write a paper, once what nobody should send was refused or taken as words."""
    asked, url = form_of(client, case, key), f"/desk/cases/{case.number}/{key}/"
    seen = client.get(url).context["case"].version
    for name in SOME:
        with undone():
            sent = {**dict.fromkeys(asked, VALUES[name]), "seen": seen}
            assert post(client, url, sent).status_code in REFUSALS | {302}, name
    step(client, case, key, **{**asked, **typed})


def tried_again(client: Any, case: Any, key: str) -> int:
    """What comes of a step that is not offered."""
    return int(client.post(f"/desk/cases/{case.number}/{key}/", dict.fromkeys(("missing", "basis"), "x")).status_code)


def test_notices_go_out_at_once_and_decisions_by_other_hands(room: SimpleNamespace) -> None:
    head, today = signed_in(User.objects.get(username="head")), timezone.localdate()
    case = applied(room)
    mine = f"/services/applications/{case.number}/"
    step(room.clerk, case, "say_missing", missing="病历资料")
    issue(room.clerk, case, "paper_missing", until="")
    once = Paper.objects.get()
    assert once.number.startswith("曹服补〔") and once.issued and "病历资料" in room.mine.get(mine).content.decode()
    assert tried_again(room.clerk, case, "paper_missing") == 409
    step(room.clerk, case, "accept", accepted_on=today)
    assert form_of(room.clerk, case, "paper_accepted")["limit"].startswith("202")
    issue(room.clerk, case, "paper_accepted")
    step(room.clerk, case, "hand", handed_on=today)
    step(room.clerk, case, "refuse", decided_on=today, refused_why=REASON)

    asked = form_of(room.clerk, case, "paper_refused")
    assert (asked["item"], asked["body"], asked["reason"]) == ("医疗费用零星报销", "区医疗保障部门", REASON)
    assert asked["remedy"] == asked["basis"] == ""  # nothing is made up
    url = f"/desk/cases/{case.number}/paper_refused/"
    empty = room.clerk.post(url, {**asked, "seen": room.clerk.get(url).context["case"].version})
    assert empty.status_code == 422 and set(empty.context["form"].errors) == {"basis", "remedy"}
    issue(head, case, "paper_refused", basis="《社会保险经办条例》", remedy="待补")
    issue(room.clerk, case, "paper_refused", basis="《社会保险经办条例》", remedy=REMEDY)
    for writer in (head, room.clerk):  # whoever wrote any version of it
        page = writer.get(f"/desk/cases/{case.number}/").content.decode()
        assert "paper_check" not in page and "paper_sign" not in page
    decision = Paper.objects.get(kind="told_no")
    assert room.mine.get(f"/papers/{decision.key}/").status_code == 404
    other = signed_in(make_staff("head2", "副科长", "head", "D"))
    assert REMEDY in other.get(f"/desk/cases/{case.number}/paper_check/").content.decode()
    step(other, case, "paper_check")
    step(other, case, "paper_sign")
    decision.refresh_from_db()
    assert decision.issued and decision.number.startswith("曹服告否〔")

    assert [tried_again(room.clerk, case, key) for key in ("paper_refused", "paper_recall")] == [409, 404]
    step(other, case, "paper_recall", paper=decision.pk, reason="依据写错")
    assert room.mine.get(f"/papers/{decision.key}/").status_code == 404
    assert decision.number not in room.mine.get(mine).content.decode()
    assert "已收回" in other.get(f"/desk/cases/{case.number}/").content.decode()
    issue(room.clerk, case, "paper_refused", basis="《社会保险经办条例》", remedy=REMEDY)
    step(other, case, "paper_check")
    step(other, case, "paper_sign")
    decision = Paper.objects.issued().get(kind="told_no")

    text = room.mine.get(mine).content.decode()
    assert all(word in text for word in ("一次性补正告知书", "受理通知书", "办理结果告知书（不予）", decision.number))
    Case.objects.filter(pk=case.pk).update(channel="visit")
    Application.objects.update(entered_by=User.objects.get(username="clerk"))  # as if taken in at a window
    assert room.mine.get(f"/papers/{decision.key}/").status_code == 404 and not Service.objects.exists()
    Case.objects.filter(pk=case.pk).update(channel="web")
    Application.objects.update(entered_by=None)
    page = room.mine.get(f"/papers/{decision.key}/").content.decode()
    assert REASON in page and REMEDY in page and "张秀英" in page and mine in page
    pdf = room.mine.get(f"/papers/{decision.key}/pdf/?save")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert Service.objects.get(paper=decision).how == Service.How.ONLINE
    assert room.other.get(f"/papers/{decision.key}/").status_code == 404
    assert REMEDY not in str(list(CaseEvent.objects.values_list("data", flat=True)))  # the paper keeps it, sealed
    step(room.clerk, case, "tell_refusal", told_on=today, note="已电话告知。")
    assert "登记文书送达" in room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    step(room.clerk, case, "paper_served", paper=once.pk, how="window", received_on=today, sent_on="", proof="本人签收")


def test_the_papers_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], room: SimpleNamespace
) -> None:
    case = applied(room)
    step(room.clerk, case, "accept", accepted_on=timezone.localdate())
    issue(room.clerk, case, "paper_accepted")
    pages = [f"/services/applications/{case.number}/", f"/papers/{Paper.objects.get().key}/"]
    look_at(browser, browser_context_args, live_server.url, room.mine, "zh-hans", pages)
    pages = [f"/desk/cases/{case.number}/", f"/desk/cases/{case.number}/paper_accepted/"]
    look_at(browser, browser_context_args, live_server.url, room.clerk, "en", pages)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_paper_says_all_of_its_parts(language: str) -> None:
    found = [kind for kind in kinds.all_kinds() if kind.key.startswith(("app_", "told_"))]
    assert len(found) == 6
    for kind in found:
        parts = {part.key: f"<{part.key}>" for part in kind.parts}
        frame = {
            "number": "1",
            "on": "2026-11-27",
            "to": "张某",
            "contacts": [],
            "names": {"case": "N", "received": "R"},
        }
        text = str(page_of(kind, {"parts": parts, "frame": frame}, language)["blocks"])
        assert all(said in text for said in ("N", "R", *parts.values())), kind.key
        assert not kind.signature or kind.check
