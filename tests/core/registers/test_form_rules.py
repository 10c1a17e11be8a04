"""The form of an entry, one condition at a time: what is asked, what is taken, and which other entry is meant."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import Register, all_registers, find
from caojiadu.core.registers.forms import (
    NAMED,
    OFFERED,
    EntryField,
    all_offers,
    end_form_for,
    entry_control,
    form_for,
    offer_entries,
    register_named_in,
)
from caojiadu.core.registers.meaning import Meaning
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.verbs import enter
from offices.security.models import Inspection, Site
from offices.security.safety.register import SITES
from offices.service.assistance.overpaid_forms import AsksOfPaid
from tests.entries import people
from tests.many_rows import copies
from tests.petitions.letters import make_resident

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)
GIVEN = {"title": "东库", "kind": "workplace", "address": "某路", "operator": "某公司", "risk": "low"}
OF_PEOPLE = replace(SITES, key="of-people", person=True)
NUMBER = "310106194910010027"


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def clerk() -> User:
    return people(SITES)["clerk"]


def inspections() -> Register:
    found = find("inspections")
    assert found is not None
    return found


def site(clerk: User, title: str = "东库") -> Site:
    return enter(SITES, {**GIVEN, "title": title}, user=clerk)


def said(field: EntryField, typed: str) -> Any:
    """The entry that is found, or why there is none."""
    try:
        return field.clean(typed)
    except ValidationError as why:
        return why.messages[0]


def test_which_entry_is_meant(clerk: User) -> None:
    one, west = site(clerk), site(clerk, "西库")
    twice = [site(clerk, "重名") for _number in range(3)]
    ended = site(clerk, "旧库")
    Record.objects.filter(pk=ended.pk).update(ended_on=TODAY())
    elsewhere = site(clerk, "别处")
    Record.objects.filter(pk=elsewhere.pk).update(register="of-another")
    field, nothing = EntryField(SITES, required=False), "Nothing in “Sites” is called so."
    assert said(field, f"#{one.pk}") == said(field, f"#{one.pk} whatever") == said(field, "东库") == one
    assert said(field, "西库") == west
    assert said(field, "") is None
    for typed in (str(one.pk), "#0", "#1.5", f"#{'9' * 17}", f"#{'9' * 18}", "#", "旧库", f"#{ended.pk}", "别处", "無"):
        assert said(field, typed) == nothing, typed
    several = [f"#{row.pk} 重名" for row in twice]
    assert said(field, "重名").startswith("There are several. Write one of these: ")
    assert set(said(field, "重名").split(": ")[1].split("；")) < set(several)
    assert len(said(field, "重名").split("；")) == 2
    assert "x" * 121 not in str(said(field, "x" * 121)) and "120" in said(field, "x" * 121)
    with pytest.raises(ValidationError):
        EntryField(SITES).clean("")


def test_what_comes_near_is_named_except_where_few_may_know(clerk: User) -> None:
    rows = [site(clerk, f"碧螺楼{number}号") for number in range(NAMED + 2)]
    near = said(EntryField(SITES), "碧螺楼").split(": ")[1].split("；")
    assert len(near) == NAMED and set(near) < {f"#{row.pk} {row.title}" for row in rows}
    closed = replace(SITES, sensitive=True)
    assert closed.has_keepers
    assert said(EntryField(closed), "碧螺楼").startswith("Nothing in")
    assert said(EntryField(closed), "碧螺楼1号") == rows[1]


def test_a_matter_is_meant_by_its_number_only(clerk: User) -> None:
    row = site(clerk)
    case, secret = (
        enter(inspections(), {"title": "例行检查", "site": row, "planned_on": TODAY()}, user=clerk) for _number in "12"
    )
    Case.objects.filter(pk=secret.pk).update(confidentiality=1)
    field = EntryField(inspections())
    assert said(field, case.number) == said(field, f"{case.number} 例行检查") == said(field, f"#{case.pk}") == case
    for typed in ("例行检查", secret.number, f"#{secret.pk}", "X-1"):
        assert "Nothing in" in said(field, typed), typed
    Case.objects.filter(pk=secret.pk).update(confidentiality=0, kind="of-another")
    assert "Nothing in" in said(field, secret.number)
    assert "Nothing in" in said(
        EntryField(next(one for one in all_registers() if one.is_matter and one != inspections())), case.number
    )


def test_an_entry_is_shown_by_number_and_name(clerk: User) -> None:
    row = site(clerk)
    case = enter(inspections(), {"title": "例行检查", "site": row, "planned_on": TODAY()}, user=clerk)
    field = EntryField(SITES)
    assert field.prepare_value(row.pk) == field.prepare_value(row) == f"#{row.pk} 东库"
    assert (field.prepare_value(0), field.prepare_value("东"), field.prepare_value(None)) == (0, "东", None)
    assert field.prepare_value(case) == f"{case.number} 例行检查"


def test_what_stands_there_is_shown_and_a_link_may_fill_the_rest(clerk: User) -> None:
    row = enter(SITES, {**GIVEN, "permit_until": TODAY()}, user=clerk)
    form = form_for(SITES)(instance=row, initial={"operator": "从链接来"})
    assert {name: form.initial[name] for name in ("title", "risk", "permit_until", "operator")} == {
        "title": "东库",
        "risk": "low",
        "permit_until": TODAY(),
        "operator": "从链接来",
    }
    assert set(form.initial) == set(SITES.fields)
    shy = replace(SITES, key="shy", empty_on_edit=("permit_until",))
    assert "permit_until" not in form_for(shy)(instance=row).initial
    new = form_for(shy)(instance=Site(permit_until=TODAY()))
    assert new.initial["permit_until"] == TODAY()
    assert form_for(SITES)({}, instance=row).initial == {}
    # What is given anew each time stays where nothing is given.
    later = TODAY() + DAY
    for typed, kept in (("", TODAY()), (later.isoformat(), later)):
        bound = form_for(shy)({**GIVEN, "permit_until": typed, "inspected_on": ""}, instance=row)
        assert bound.is_valid() and bound.values["permit_until"] == kept
    plain = form_for(SITES)({**GIVEN, "permit_until": "", "risk": "high"}, instance=row)
    assert plain.is_valid() and plain.values["permit_until"] is None
    assert (plain.after.permit_until, plain.after.risk, row.risk) == (None, "high", "low")
    first = form_for(shy)({**GIVEN, "permit_until": ""}, instance=Site())
    assert first.is_valid() and first.values["permit_until"] is None


WHO = {"name": "张三", "phone": "138 0013 8000", "id_type": "id_card", "id_number": NUMBER}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, None),
        ({"phone": "", "id_type": "", "id_number": ""}, None),
        ({"phone": "12"}, "phone"),
        ({"id_number": "310106194910010021"}, "id_number"),
        ({"id_type": "", "id_number": "310106194910010021"}, "id_number"),
        ({"id_type": "king", "id_number": ""}, "id_type"),
        ({"name": ""}, "name"),
        ({"name": "三" * 61}, "name"),
        ({"phone": "1" * 21}, "phone"),
        ({"id_number": "1" * 31}, "id_number"),
    ],
)
def test_who_somebody_is(given: dict[str, str], wrong: str | None) -> None:
    form = form_for(OF_PEOPLE)({**GIVEN, **WHO, **given}, instance=Site())
    assert form.is_valid() is (wrong is None)
    assert list(form.errors) == ([wrong] if wrong else [])
    assert list(form.errors.get(wrong or "", [])) != ["None"]
    if not wrong and not given:
        assert form.cleaned_data["phone"] == "+8613800138000"
        assert set(form.values) == set(SITES.fields)


def test_a_resident_is_found_or_made_once_and_asked_for_no_more(clerk: User) -> None:
    form = form_for(OF_PEOPLE)({**GIVEN, **WHO}, instance=Site())
    assert form.is_valid()
    someone = form.resident()
    found = Resident.objects.get(pk=someone.pk)
    assert (found.name_sealed, found.phone_sealed) == ("张三", "+8613800138000")
    assert (found.id_type, found.id_sealed, found.neighbourhood) == ("id_card", NUMBER, None)
    again = form_for(OF_PEOPLE)({**GIVEN, **WHO}, instance=Site())
    assert again.is_valid() and again.resident() == someone
    area = Neighbourhood.objects.all()[2]
    lives = form_for(OF_PEOPLE)({**GIVEN, **WHO, "name": "赵六", "neighbourhood": area.pk}, instance=Site())
    assert lives.is_valid() and lives.resident().neighbourhood == area
    other = make_resident(name="李四", phone="13900139000")
    row = enter(SITES, GIVEN, user=clerk, resident=other)
    edit = form_for(OF_PEOPLE)({**GIVEN, "name": "王五"}, instance=row)
    assert edit.is_valid() and edit.resident() == other and not set(WHO) & set(edit.fields)
    assert list(form_for(OF_PEOPLE)(instance=Site()).fields)[:4] == list(WHO)
    plain = form_for(SITES)(GIVEN, instance=row)
    assert plain.is_valid() and plain.resident() == other
    assert form_for(SITES)(GIVEN, instance=Site()).resident() is None


def test_the_models_own_rules_hold_once_everything_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def clean(one: Site) -> None:
        raise ValidationError({"operator": "谁也不是"} if one.operator == "某公司" else {"phone": "别的"})

    monkeypatch.setattr(Site, "clean", clean)
    form = form_for(SITES)(GIVEN, instance=Site())
    assert not form.is_valid() and form.errors == {"operator": ["谁也不是"]}
    early = form_for(SITES)({**GIVEN, "risk": "odd"}, instance=Site())
    assert not early.is_valid() and list(early.errors) == ["risk"]
    monkeypatch.setattr(Site, "clean", lambda _one: None)
    monkeypatch.setattr(Site, "born_of_person", "inspected_on", raising=False)
    typed = {**GIVEN, **WHO, "inspected_on": "1949-10-02"}
    born = form_for(OF_PEOPLE)(typed, instance=Site())
    assert not born.is_valid()
    assert born.errors == {"inspected_on": ["The number of the paper says another day of birth."]}


def test_an_entry_ends_by_today_with_the_reason(clerk: User) -> None:
    row = site(clerk)
    for day, good in ((TODAY(), True), (TODAY() - DAY, True), (TODAY() + DAY, False)):
        form = end_form_for(SITES)({"on": day.isoformat(), "reason": "不再需要"}, instance=row)
        assert form.is_valid() is good
        if good:
            assert (form.words, form.after.ended_on, row.ended_on) == ("不再需要", day, None)
        else:
            assert form.errors == {"on": ["This day has not come yet."]}
    assert not end_form_for(None)({"on": TODAY().isoformat(), "reason": ""}, instance=row).is_valid()
    households = find("assisted-households")
    assert households is not None
    assert issubclass(end_form_for(households), AsksOfPaid) and issubclass(form_for(households), AsksOfPaid)
    assert not issubclass(end_form_for(SITES), AsksOfPaid) and not issubclass(form_for(SITES), AsksOfPaid)
    assert form_for(SITES)(GIVEN, instance=row).words == ""


def test_cells_are_read_as_somebody_would_have_typed_them() -> None:
    class Cells(form_for(SITES)):  # type: ignore[misc]
        tick = forms.BooleanField(required=False)

    def typed(**cells: str) -> tuple[dict[str, str], set[str]]:
        found, problems = Meaning(Cells(instance=Site()).fields, list(cells)).of(list(cells.values()))
        return found, set(problems)

    for text in ("yes", "Y", "1", " 是 ", "有", "√"):
        assert typed(tick=text) == ({"tick": "on"}, set()), text
    for text in ("no", "", "否", "0"):
        assert typed(tick=text) == ({"tick": ""}, set()), text
    area = Neighbourhood.objects.all()[2]
    assert typed(neighbourhood=str(area)) == ({"neighbourhood": str(area.pk)}, set())
    found, wrong = typed(kind=" Small shop ", risk="no such", operator=" 某公司 ", other="x")
    assert (found, wrong) == ({"kind": "shop", "risk": "no such", "operator": "某公司"}, {"risk"})


def test_what_is_asked_follows_the_model() -> None:
    form = form_for(SITES)(instance=Site())
    assert list(form.fields) == list(SITES.fields)
    assert form.fields["title"].label == SITES.title and form.fields["operator"].label != SITES.title
    assert form.fields["title"].required and not form.fields["permit_until"].required
    assert form_for(SITES) is form_for(SITES) and form.register is SITES
    person = form_for(OF_PEOPLE)(instance=Site())
    labels = {name: str(person.fields[name].label) for name in WHO}
    assert labels == {
        "name": "Full name",
        "phone": "Phone",
        "id_type": "Kind of paper",
        "id_number": "Number of the paper",
    }
    assert [person.fields[name].required for name in WHO] == [True, False, False, False]
    assert next(iter(person.fields["id_type"].choices)) == ("", "—")
    # What a matter of any kind may lack nobody has to give; what this kind needs they do.
    asked = form_for(replace(inspections(), fields=("title", "site", "neighbourhood")))(instance=Inspection())
    assert Case._meta.get_field("neighbourhood").null
    assert (
        asked.fields["title"].required and asked.fields["site"].required and not asked.fields["neighbourhood"].required
    )


def test_where_one_types_an_entry_and_where_one_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    field = Inspection._meta.get_field("site")
    assert register_named_in(field) is SITES
    assert register_named_in(Site._meta.get_field("operator")) is None
    assert register_named_in(Site._meta.get_field("neighbourhood")) is None
    for needed in (True, False):
        control: Any = entry_control(field, needed)
        assert (control.other, control.required) == (SITES, needed)
        assert control.label == str(field.verbose_name).capitalize()
        assert control.help_text == "Its name or number in “Sites”."
    monkeypatch.setattr(field, "help_text", "在哪里")
    hinted: Any = entry_control(field, True)
    assert hinted.help_text == "在哪里"
    assert entry_control(Site._meta.get_field("neighbourhood"), True) is None
    monkeypatch.setattr(field.remote_field, "limit_choices_to", {"risk": "low"})
    assert register_named_in(field) is None and entry_control(field, True) is None


def test_the_newest_are_offered_to_whoever_may_open_them(clerk: User) -> None:
    stranger = User.objects.get(username="stranger-sites")
    row, newest = site(clerk), site(clerk, "西库")
    Record.objects.filter(pk=site(clerk, "旧库").pk).update(ended_on=TODAY())
    form = form_for(inspections())(instance=Inspection())
    offered = offer_entries(form, clerk)
    assert offered == [("site-entries", [f"#{newest.pk} 西库", f"#{row.pk} 东库"]), ("round-entries", [])]
    assert all_offers(form, clerk) == offered
    assert form.fields["site"].widget.attrs["list"] == "site-entries"
    assert "list" not in form.fields["title"].widget.attrs
    closed = form_for(inspections())(instance=Inspection())
    assert offer_entries(closed, stranger) == []
    assert "list" not in closed.fields["site"].widget.attrs
    anybody = form_for(replace(inspections(), asked_by_all=True))(instance=Inspection())
    assert len(offer_entries(anybody, stranger)) == 2

    class Other(forms.Form):
        site = EntryField(SITES)

    assert offer_entries(Other(), stranger) == [] and len(offer_entries(Other(), clerk)) == 1
    copies(row, OFFERED)
    assert len(offer_entries(form, clerk)[0][1]) == OFFERED
    assert offer_entries(forms.Form(), clerk) == []
