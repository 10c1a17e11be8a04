"""For a child, or a parent without a phone: confirmed at the window by paper, acted for, and over at its end."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.access import trusted_since
from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.community.models import TEXTS, Relative
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.tasks import look_every_day
from offices.service.models import AidApplication, MedicalClaim
from services.appointments.models import Appointment
from tests.cast import make_staff
from tests.core.files import samples
from tests.core.registers.test_activities import an_event, join
from tests.entries import signed_in
from tests.rails import one_rail
from tests.services.booking import BASE, NEW, OTHER, PHONE, booked, resident, typed
from tests.services.family import CARD, CHILD, FAMILY, FATHER, WINDOW, home, linked, statuses, text_of
from tests.services.test_applications import FORM, TYPED
from tests.services.test_applications import step as case_step

__all__ = ["home", "one_rail"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rail")]


def test_a_clerk_who_saw_the_papers_confirms(home: SimpleNamespace) -> None:
    clerk, given = signed_in(make_staff("clerk", "窗口小王", "window", "D")), {**CHILD, "until": "2026-12-31"}
    for wrong, sent in (
        ("id_number", {"id_number": "310106201512310028"}),
        ("id_number", {"id_number": TYPED["id_number"]}),  # no child any more
        ("paper", {"relation": "parent", "id_number": TYPED["id_number"]}),
        ("paper", {"relation": "parent", "id_number": TYPED["id_number"], "paper": "household"}),
        ("born", {"id_type": "passport", "id_number": "E12345678"}),
        ("born", {"id_type": "passport", "id_number": "E12345678", "paper": "household", "born": "1996-01-01"}),
        ("born", {"id_type": "taiwan_permit", "id_number": "12345678", "paper": "guardian", "born": "2026-02-10"}),
        ("paper", {"paper": "mandate"}),  # a small child signs nothing
        ("born", {"paper": "mandate", "id_type": "passport", "id_number": "E12345678"}),
        ("id_number", {"relation": "parent", "paper": "mandate"}),
        ("paper", {"paper": "none"}),
        ("until", {"until": "2028-01-01"}),
        ("until", {"until": "2026-02-08"}),
        ("seen", {"seen": ""}),
        ("phone", {"phone": "x"}),
    ):
        answer = clerk.post(WINDOW, {**given, **sent})
        assert answer.status_code == 422 and set(answer.context["form"].errors) == {wrong}, sent
        assert "张小宝" in text_of(answer) and not Relative.objects.exists()
    clerk.post(
        WINDOW, {**given, "id_number": TYPED["id_number"], "paper": "mandate", "relation": "parent", "name": "张父"}
    )
    assert clerk.post(WINDOW, given).status_code == 302
    row, page = Relative.objects.latest("pk"), text_of(clerk.get(WINDOW))
    assert "张*" in page and "张小宝" not in page and "窗口小王" in page
    shown = text_of(home.daughter.post("/me/for/", {"for": row.key}, follow=True))
    assert "张小宝" in shown and home.claim.number not in shown
    other = signed_in(make_staff("other", "他科", "window", "E"))
    assert other.get(WINDOW).status_code == other.post(f"{WINDOW}{row.key}/end/").status_code == 404
    clerk.post(f"{WINDOW}{row.key}/end/")
    assert "此前已终止" in text_of(clerk.post(f"{WINDOW}{row.key}/end/", follow=True))
    row.refresh_from_db()
    assert row.ended_by == row.agreed_by and "张小宝" not in text_of(home.daughter.get("/me/"))
    User.objects.filter(pk=row.agreed_by_id).update(phone_sealed=OTHER)
    clerk.post(WINDOW, given)
    home.daughter.post(f"{FAMILY}{Relative.objects.latest('pk').key}/", {"do": "end"})
    told = Notice.objects.filter(template__startswith="relative_ended", channel="sms")
    assert {one.user_id for one in told} == {
        row.user_id
    } and told.count() == 1  # she ended the second; no clerk reads it
    clerk.post(WINDOW, given)
    Relative.objects.update(agreed_text=TEXTS[0])
    assert "请持证件到窗口重新登记" in text_of(home.daughter.get(FAMILY))
    clerk.post(WINDOW, given)  # the same once more, by what the consent names now
    assert [one.agreed_text for one in Relative.objects.filter(ended_at=None, relation="child")] == [TEXTS[-1]]
    event = an_event()
    join(home.daughter, event, "张小宝")
    home.daughter.post("/me/for/", {"for": Relative.objects.latest("pk").key})
    assert event.number in text_of(home.daughter.get("/me/"))
    assert "您已报名" in text_of(home.daughter.get(event.public_url))  # her own, too


def test_a_child_is_acted_for_until_it_is_fourteen(home: SimpleNamespace) -> None:
    linked()  # whoever has a phone sees what is theirs: nobody is warned
    Relative.objects.update(until=dt.date(2026, 6, 20))
    clerk = signed_in(make_staff("clerk", "窗口小王", "window", "D"))
    clerk.post(WINDOW, {**CHILD, "id_number": "310106201206300023", "until": "2027-01-31"})
    permit = {"id_type": "hk_macao_permit", "id_number": "H12345678", "born": "2012-06-30"}
    clerk.post(WINDOW, {**CHILD, **permit, "until": "2027-01-31"})
    by_paper = Relative.objects.exclude(paper="")
    assert list(by_paper.values_list("until", flat=True)) == [dt.date(2026, 6, 29)] * 2
    for day, told in (("06-14", 0), ("06-15", 2), ("06-16", 2)):  # 14 days before, once
        home.clock.move_to(f"2026-{day}T09:00:00+08:00")
        Relative.objects.update(used_at=timezone.now())
        look_every_day()
        warned = Notice.objects.filter(template="relative_ends_soon", channel="sms")
        assert [one.user_id for one in warned] == [resident_account(phone=PHONE).pk] * told
    home.clock.move_to("2026-06-30T09:00:00+08:00")
    assert "张小宝" not in text_of(resident(PHONE).get("/me/"))


def act_by_paper(home: SimpleNamespace, clerk: Any) -> tuple[Relative, tuple[str, ...]]:
    """The clerk confirms a child, and the mother books and applies for it; the pages of both."""
    clerk.post(WINDOW, {**CHILD, "until": "2026-12-31"})
    row = Relative.objects.latest("pk")
    home.daughter.post("/me/for/", {"for": row.key})
    who = {"relation": "child", "name": "张小宝", "need": "", "at": typed(2), "step": "book", "for": row.key}
    assert home.daughter.post(f"{NEW}who/", who).status_code == 302
    sent = {
        **TYPED,
        **CARD,
        "name": "张小宝",
        "treated_from": "2026-01-02",
        "treated_until": "2026-01-03",
        "for": row.key,
    }
    papers = [samples.upload("收据.jpg", samples.picture(), "image/jpeg")]
    assert home.daughter.post(FORM, {**sent, "papers": papers}).status_code == 302
    made, claim = Appointment.objects.latest("pk"), MedicalClaim.objects.latest("pk")
    file = f"/files/{claim.files.get().key}/"
    return row, (f"{BASE}{made.number}/", f"/services/applications/{claim.number}/", file)


def words_of_news(office: User, number: str, template: str) -> None:
    """The one who acted is told that papers are missing: to sign in, or at the window where nothing is shown."""
    case = MedicalClaim.objects.get(number=number)
    case_step(signed_in(office), case, "say_missing", missing="收据")
    assert Notice.objects.filter(case_number=number, channel="sms").latest("pk").template == template
    MedicalClaim.objects.filter(pk=case.pk).update(state=case.state, missing="")


@pytest.mark.parametrize("how", ["clerk", "last day", "window again", "asleep"])
def test_what_was_done_by_paper_goes_with_it(home: SimpleNamespace, how: str) -> None:
    clerk = signed_in(make_staff("clerk", "窗口小王", "window", "D"))
    (row, pages), office = act_by_paper(home, clerk), make_staff("office", "经办", "handler", "D")
    number = MedicalClaim.objects.latest("pk").number
    assert statuses(home.daughter, pages) == {200} and number in text_of(home.daughter.get("/me/"))
    words_of_news(office, number, "application_moved")
    home.daughter.post("/me/for/", {"for": ""})
    mine = booked(3, name="张三丰")
    assert number not in text_of(home.daughter.get("/me/")) and mine.spoken in text_of(home.daughter.get("/me/"))
    home.clock.shift(60)
    if how == "last day":
        Relative.objects.update(until=timezone.localdate())
        home.clock.move_to("2026-02-10T09:00:00+08:00")
        home.daughter = resident(PHONE)
    elif how == "asleep":
        last_used = trusted_since() - dt.timedelta(days=1)
        Relative.objects.update(agreed_at=last_used, used_at=last_used)
        Appointment.objects.update(made_at=timezone.now() - dt.timedelta(days=2))  # while it was in force
        Case.objects.update(opened_at=timezone.now() - dt.timedelta(days=2))
    else:
        clerk.post(f"{WINDOW}{row.key}/end/")
    words_of_news(office, number, "application_moved_window")
    page = text_of(home.daughter.get("/me/"))
    assert statuses(home.daughter, pages) == {404} and number not in page and mine.spoken in page
    if how == "window again":
        clerk.post(WINDOW, {**CHILD, "until": "2026-12-31"})
        assert statuses(home.daughter, pages) == {200}
    else:  # what she books for the child from now on is hers, as with anybody
        later = booked(4, name="张小宝")
        assert statuses(home.daughter, (f"{BASE}{later.number}/",)) == {200}


def test_what_no_relative_is_shown_stays_with_whoever_applied(home: SimpleNamespace) -> None:
    clerk, father = signed_in(make_staff("clerk", "窗口小王", "window", "D")), {"name": "张父", **FATHER}
    said = {"phone": PHONE, "relation": "parent", **father, "paper": "mandate", "seen": "on", "until": "2026-12-31"}
    assert clerk.post(WINDOW, said).status_code == 302
    means = {"members": "1", "people": "本人", "income": "900", "assets": "无", "causes": "患病", "consent": "on"}
    sent = {**father, **means, "address": "武定西路1号"}
    answer = home.daughter.post("/services/living-allowance/apply/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert home.daughter.get(answer["Location"]).status_code == 200
    assert AidApplication.objects.get().number in text_of(home.daughter.get("/me/"))
    home.daughter.post("/me/for/", {"for": Relative.objects.get().key})
    assert AidApplication.objects.get().number not in text_of(home.daughter.get("/me/"))
