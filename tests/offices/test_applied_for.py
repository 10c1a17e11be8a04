"""Every kind of application made on the portal: applied for, withdrawn; some of them followed to the decision."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.models import Clock
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.models import RecordDate
from caojiadu.core.workflow.parts import OPEN
from offices.security.models import Occupant
from services.applications.forms import form_for
from services.catalogue.items import registers
from services.models import Item, Paper
from tests.core.files import samples
from tests.desk import Desk, day, running
from tests.entries import BEFORE, WANTED, people, signed_in, typed_into

pytestmark = pytest.mark.django_db
WHO = {"name": "张秀英", "id_type": "id_card", "id_number": "310106194912310023", "address": "武定西路1号"}
FOLLOWED = ("residence-permits", "senior-cards", "veteran-cards")


@pytest.fixture
def room(settings: Any, tmp_path: Any) -> SimpleNamespace:
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    unsure = Paper.objects.filter(
        item__key__in=("senior-card", "veteran-card")
    )  # of which nothing is confirmed at first
    unsure.update(confirmed=True, source_zh="区里的办事指南")
    return SimpleNamespace(user=(user := resident_account(phone="+8613812345678")), mine=signed_in(user))


def kind(key: str) -> Register:
    """The register of that key."""
    return next(one for one in registers() if one.key == key)


def apply(room: SimpleNamespace, register: Register) -> Any:
    """Apply for the service of a register, every field filled in."""
    item = Item.objects.filter(kept_in=register.key).order_by("order").first()
    assert item is not None, register.key
    page = room.mine.get(f"/services/{item.key}/apply/")
    form = form_for(register, item.kept_as)
    asked = SimpleNamespace(fields={name: form.base_fields[name] for name in form.asked_fields})
    given = typed_into(asked, register, room.user)
    answer = room.mine.post(
        f"/services/{item.key}/apply/", {**given, **WHO, "seen": page.context["form"].version.digest}
    )
    assert answer.status_code == 302, (register.key, answer.context["form"].errors)
    number = answer["Location"].rstrip("/").rpartition("/")[2]
    return register.model_class.objects.get(number=number)


def step(client: Client, register: Register, case: Any, key: str, user: Any, **given: Any) -> None:
    """Take a step of the office, what it asks for filled in."""
    BEFORE.get(register.key, {}).get(key, lambda _case, _people: None)(case, {})
    url = f"/desk/cases/{case.number}/{key}/"
    page = client.get(url)
    assert page.status_code == 200, (register.key, key, page.status_code)
    values = typed_into(page.context["form"], register, user)
    answer = client.post(url, {**values, **given, "seen": page.context["case"].version})
    assert answer.status_code == 302, (register.key, key, answer.context["form"].errors)


def test_every_kind_is_applied_for_with_its_own_form_and_withdrawn(room: SimpleNamespace, monkeypatch: Any) -> None:
    monkeypatch.setattr("services.applications.views.PER_ACCOUNT", (99, 3600))  # more than anybody applies for in a day
    for register in registers():
        case = apply(room, register)
        page = f"/services/applications/{case.number}/"
        text = room.mine.get(page).content.decode()
        assert str(case.standing.public_label) in text and "决定机关" in text, register.key
        assert "<h2>决定</h2>" not in text, register.key  # nothing is decided yet
        assert room.mine.post(f"{page}withdraw/").status_code == 302
        case.refresh_from_db()
        assert case.standing.final and not Clock.objects.filter(case_id=case.pk, state="running").exists(), register.key


def test_the_day_of_birth_is_that_of_the_identity_card(room: SimpleNamespace) -> None:
    card = {"card": "card", "born_on": "2020-05-05", "handover": "post"}
    online = room.mine.post("/services/senior-card/apply/", {**WHO, **card})
    clerk = Desk("clerk", office="D")
    at_desk = clerk.enter("senior-cards", title="敬老卡", received_on=day(), **WHO, **card)
    assert "born_on" in online.context["form"].errors and set(at_desk.context["form"].errors) == {"born_on"}
    assert clerk.enter("senior-cards", title="敬老卡", received_on=day(), **WHO, **card | {"born_on": "1949-12-31"}).pk


@pytest.mark.parametrize("key", FOLLOWED)
def test_from_the_form_to_the_decision(room: SimpleNamespace, key: str) -> None:
    register = kind(key)
    head_of = people(register)["head"]
    head, case = signed_in(head_of), apply(room, register)
    page = f"/services/applications/{case.number}/"
    assert case.number in head.get(f"/desk/{case.office.key.replace('_', '-')}/{register.key}/").content.decode()

    assert Notice.objects.filter(template="application_arrived", user=head_of).exists()
    step(head, register, case, "say_missing", head_of, missing="请补交身份证复印件。")
    assert "请补交身份证复印件。" in room.mine.get(page).content.decode()
    papers = [samples.upload("身份证.jpg", samples.picture(), "image/jpeg")]
    assert room.mine.post(f"{page}supplement/", {"words": "", "papers": papers}).status_code == 302
    step(head, register, case, "accept", head_of)
    limit = Clock.objects.filter(case_id=case.pk, key__startswith="decide").get()
    declared = case.workflow.limit(limit.key)
    assert limit.legal == declared.legal and (declared.public or not limit.legal)
    step(head, register, case, "hand", head_of)
    refuses = key == "senior-cards"
    step(head, register, case, "refuse" if refuses else "grant", head_of, refused_why="不符合条件。")
    assert Notice.objects.filter(template="application_moved", channel="sms").count() == 3
    text = room.mine.get(page).content.decode()
    case.refresh_from_db()
    assert str(case.standing.public_label) in text and ("不符合条件。" in text) == refuses
    shown = [name for name in case.reads if getattr(case, name) not in (None, "")]
    assert all(str(case._meta.get_field(name).verbose_name) in text for name in shown)
    step(head, register, case, "tell_refusal" if refuses else "tell", head_of)
    case.refresh_from_db()
    assert case.closed_at and case.told_on == day()


@pytest.mark.parametrize(
    ("key", "moves"),
    [
        ("legal-aid", ("say_missing", "legalaid_send", "legalaid_refuse")),
        ("job-seekers", ("say_missing", "jobseeker_refuse")),
        ("further-births", ("say_missing", "furtherbirth_accept")),
        ("family-subsidies", ("say_missing", "subsidy_refuse")),
        ("mediations", ("mediation_decline",)),
    ],
)
def test_what_is_worked_on_in_its_own_way_is_told_step_by_step(
    room: SimpleNamespace, key: str, moves: tuple[str, ...]
) -> None:
    register = kind(key)
    user = people(register)["head"]
    head, case = signed_in(user), apply(room, register)
    page = f"/services/applications/{case.number}/"
    for move in moves:
        step(head, register, case, move, user, missing="请补交户口簿。", refused_why="不符合规定的条件。")
        case.refresh_from_db()
        text = room.mine.get(page).content.decode()
        assert str(case.standing.public_label) in text
        if move == "say_missing":
            assert "请补交户口簿。" in text
            assert room.mine.post(f"{page}supplement/", {"words": "没有户口簿。"}).status_code == 302
    assert ("不符合规定的条件。" in text) == case.standing.final
    assert Notice.objects.filter(template="application_moved", channel="sms").count() == len(moves)


@pytest.mark.parametrize("supplemented", [True, False])
def test_a_subsidy_that_was_lacking_papers_has_a_limit_until_it_is_sent(
    room: SimpleNamespace, supplemented: bool
) -> None:
    """Handed in on the portal, or brought to the window, where the office goes on at once."""
    register = kind("family-subsidies")
    user = people(register)["head"]
    head, case = signed_in(user), apply(room, register)
    step(head, register, case, "say_missing", user, missing="请补交户口簿。")
    assert not running(case)
    if supplemented:
        url = f"/services/applications/{case.number}/supplement/"
        assert room.mine.post(url, {"words": "没有户口簿。"}).status_code == 302
        assert set(running(case)) == {"look_again", "check"}
    case.refresh_from_db()
    step(head, register, case, "subsidy_check", user)
    assert set(running(case)) == {"check"}


def test_what_was_lacking_and_came_is_never_without_a_limit_at_the_next_step() -> None:
    for flow in filter(None, (register.workflow for register in registers())):
        came = flow.transition("supplement")
        if came is None:
            continue
        assert came.target
        kept = {one.key for one in flow.limits if OPEN in one.starts and "say_missing" not in one.met_by}
        begun = {one.key for one in flow.limits if came.key in one.starts}
        assert begun, flow.key
        for stands, ran in ((came.target, kept | begun), (came.sources[0], kept)):
            for move in flow.transitions:
                if stands in move.sources and move.target and not move.target.final and move.key != "say_missing":
                    met = {one.key for one in flow.limits if move.key in one.met_by}
                    starts = {one.key for one in flow.limits if move.key in one.starts}
                    assert (ran - met) | starts, (flow.key, stands.key, move.key)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"wish": "permit", "lives_since": str(day(-100))}, "lives_since"),
        ({"wish": "permit", "ground": ""}, "ground"),
        ({"wish": "renew", "year_ends_on": ""}, "year_ends_on"),
        ({"wish": "renew", "year_ends_on": str(day(60))}, "year_ends_on"),
        ({"wish": "renew", "year_ends_on": str(day(20))}, ""),
    ],
)
def test_a_residence_permit_keeps_to_the_regulations(room: SimpleNamespace, given: dict[str, str], wrong: str) -> None:
    register = kind("residence-permits")
    url, kept = "/services/residence-permit/apply/", WANTED[register.key]["lives_since"]
    seen = room.mine.get(url).context["form"].version.digest
    answer = room.mine.post(url, {"ground": "work", "lives_since": kept, **given, **WHO, "seen": seen})
    errors = set(answer.context["form"].errors) if answer.status_code == 422 else set()
    assert errors == ({wrong} if wrong else set())


def test_what_is_taken_in_for_another_centre_is_called_as_in_the_catalogue() -> None:
    clerk = Desk("clerk", office="D")
    page = clerk.client.get("/desk/service/items-on-behalf/new/").content.decode()
    assert 'list="item-names"' in page and '<option value="医疗费用零星报销">' in page


def test_a_renewed_permit_is_kept_with_the_population_until_its_new_day(room: SimpleNamespace) -> None:
    register = kind("residence-permits")
    user = people(register)["head"]
    head, case = Desk("population"), apply(room, register)
    home = head.enter("dwellings", title="某弄1号", estate="某弄", use="let", checked_on=day())
    given = {name: WHO[name] for name in ("name", "id_type", "id_number")}
    lives = {"title": "承租人", "home": f"#{home}", "origin": "china", "since": day(-300), "checked_on": day()}
    occupant = head.enter("occupants", **given, **lives, permit_until=day(20))
    register.model_class.objects.filter(pk=case.pk).update(wish="renew", ground="work", year_ends_on=day(20))
    for key in ("accept", "hand"):
        step(signed_in(user), register, case, key, user)
    for until in ("", day(20)):  # nothing is taken over from the permit that ends, nor typed again
        answer = signed_in(user).post(f"/desk/cases/{case.number}/grant/", {"decided_on": day(), "permit_until": until})
        assert set(answer.context["form"].errors) == {"permit_until"}
    step(signed_in(user), register, case, "grant", user, permit_until=day(385))
    step(signed_in(user), register, case, "tell", user)
    assert f"{day(385):%Y-%m-%d}" in room.mine.get(f"/services/applications/{case.number}/").content.decode()
    assert Occupant.objects.get(pk=occupant).permit_until == day(385)
    assert RecordDate.objects.filter(record_id=occupant, key="permit", due_on=day(385)).exists()
