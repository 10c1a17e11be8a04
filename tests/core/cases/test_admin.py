"""Administrators set norms and categories and make exceptions; of a case they see no words and no person."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.errors import NotAllowed, Refused
from caojiadu.core.cases.grants import grant_case, grants_of, revoke_grant
from caojiadu.core.cases.models import Bar, Case, CaseUserObjectPermission, Category, LimitRule
from caojiadu.core.organisation.models import Function, Office
from tests.cast import again
from tests.petitions.letters import BODY, TITLE, accepted, go, in_hand, make_resident, write

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def sign_in(client, user):
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    return client


@pytest.fixture
def desk(client, cast):
    return sign_in(client, cast.system_admin)


@pytest.fixture
def guard(cast):
    """Where exceptions are made to who may read."""
    return sign_in(Client(), cast.security_admin)


def address(model, name="changelist", *args):
    return reverse(f"admin:cases_{model}_{name}", args=args)


def let_in(case):
    return reverse("admin:cases_case_let_in", args=[case.pk])


def rule(key="norm", kind="petition_appeal"):
    return LimitRule.objects.get(kind=kind, key=key)


NORM = {"days": "15", "working": "on", "roll": "", "warn": "3,5", "rungs": "0,1,3,7"}


def test_a_norm_is_changed_and_both_values_are_recorded(desk, cast):
    before, case = rule(), in_hand(cast)
    assert desk.post(address("limitrule", "change", before.pk), NORM).status_code == 302
    after = rule()
    assert (after.days, after.warn, after.rungs) == (15, [5, 3], [0, 1, 3, 7])
    entry = Entry.objects.get(subject_type="cases.limitrule")
    assert (entry.actor_user_id, entry.data["days"]) == (cast.system_admin.pk, [20, 15])
    assert case.clocks.get(key="norm").days == 20
    assert in_hand(cast).clocks.get(key="norm").days == 15


def test_the_page_says_from_when_a_length_holds(desk):
    response = desk.post(address("limitrule", "change", rule().pk), NORM, headers=ENGLISH, follow=True)
    assert "limits that start from now on" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("days", "0"), ("days", "400"), ("rungs", "0,2,5"), ("rungs", "5,2,0,1"), ("warn", "90")]
)
def test_a_norm_that_makes_no_sense_is_refused_beside_its_field(desk, field, value):
    response = desk.post(address("limitrule", "change", rule().pk), {**NORM, field: value})
    assert response.status_code == 200
    assert set(response.context["adminform"].form.errors) == {field}


def test_what_law_sets_is_shown_with_its_article_and_not_changed(desk):
    page = desk.get(address("limitrule", "change", rule("close").pk), headers=ENGLISH).content.decode()
    assert "art. 34" in page
    desk.post(address("limitrule", "change", rule("close").pk), {**NORM, "days": "999"})
    after = rule("close")
    assert (after.days, after.working, after.roll, after.legal) == (60, False, "back", True)
    assert after.rungs == [0, 1, 3, 7]


def test_limits_are_neither_added_nor_removed(desk):
    assert desk.get(address("limitrule", "add")).status_code == 403
    assert desk.post(address("limitrule", "delete", rule().pk), {"post": "yes"}).status_code == 403


CATEGORY = {"name_zh": "噪音", "name_en": "Noise", "order": "3"}


def test_a_category_needs_an_office_before_it_is_offered_and_says_so_beside_the_field(desk):
    refused = desk.post(address("category", "add"), {**CATEGORY, "published": "on"}, headers=ENGLISH)
    assert set(refused.context["adminform"].form.errors) == {"office"}
    office = Office.objects.get(code="C")
    assert (
        desk.post(address("category", "add"), {**CATEGORY, "published": "on", "office": office.pk}).status_code == 302
    )
    assert Category.objects.get(name_zh="噪音").published
    assert Entry.objects.get(subject_type="cases.category").data["office"] == [None, office.pk]


def test_a_category_is_kept_in_a_tree_of_three_levels(desk):
    first = Category.objects.create(name_zh="城市管理")
    second = Category.objects.create(name_zh="环境", parent=first)
    third = Category.objects.create(name_zh="噪音", parent=second)
    for parent in (third, second):
        assert desk.post(address("category", "change", first.pk), {**CATEGORY, "parent": parent.pk}).status_code == 200
    assert desk.post(address("category", "add"), {**CATEGORY, "parent": third.pk}).status_code == 200
    assert "城市管理 › 环境 › 噪音" in desk.get(address("category")).content.decode()
    for query in ({"level": "2"}, {"q": "噪音"}, {"published__exact": "0"}):
        assert desk.get(address("category"), query).status_code == 200
    assert desk.post(address("category", "delete", third.pk), {"post": "yes"}).status_code == 403


def test_a_function_of_another_office_does_not_fit_a_category(desk):
    office, function = Office.objects.get(code="C"), Function.objects.get(code="E3")
    data = {**CATEGORY, "office": office.pk, "function": function.pk}
    assert set(desk.post(address("category", "add"), data).context["adminform"].form.errors) == {"function"}


def test_the_pages_about_a_case_show_no_words_and_no_person(guard, cast):
    case = in_hand(cast, resident=make_resident("欧阳明", "13912345678"))
    for page in (address("case"), address("case", "change", case.pk), let_in(case), address("case", "all_grants")):
        response = guard.get(page)
        assert response.status_code == 200
        for word in (TITLE, BODY, "欧阳", "13912345678", "武定西路"):
            assert word not in response.content.decode()
    assert case.number in guard.get(address("case")).content.decode()


def test_confidential_cases_are_not_there(guard, cast):
    case = write("petition_accusation")
    assert case.number not in guard.get(address("case")).content.decode()
    assert f"/{case.pk}/change" not in guard.get(address("case"), {"q": case.number}).content.decode()
    assert guard.get(let_in(case)).status_code == 404
    assert guard.post(let_in(case), {"person": cast.stranger.pk, "reason": "x"}).status_code == 404
    assert guard.get(address("case", "change", case.pk)).status_code == 302


def test_a_case_is_found_by_its_whole_number_only(guard, cast):
    case = in_hand(cast)
    shown = lambda q: {row.number for row in guard.get(address("case"), {"q": q}).context["cl"].result_list}  # noqa: E731
    assert shown(case.number.lower().replace("-", "")) == {case.number}
    assert shown("噪音") == shown(TITLE) == shown("XF") == set()


def test_a_case_is_not_changed_added_or_deleted_here(guard, cast):
    case = in_hand(cast)
    change = address("case", "change", case.pk)
    assert guard.post(change, {"state": "answered", "confidentiality": 0}).status_code == 403
    assert guard.get(address("case", "add")).status_code == 403
    assert guard.post(address("case", "delete", case.pk), {"post": "yes"}).status_code == 403
    assert Case.objects.get(pk=case.pk).state == case.state


def test_the_list_counts_no_further_than_anybody_leafs(guard, cast, django_assert_max_num_queries):
    for _number in range(3):
        in_hand(cast)
    with django_assert_max_num_queries(20) as seen:
        guard.get(address("case"))
    assert not any("COUNT(*)" in query["sql"] and "cases_case" in query["sql"] for query in seen)
    assert not any('"cases_case"."title"' in query["sql"] for query in seen)


def test_a_person_is_let_in_with_a_reason_and_taken_out_again(guard, cast):
    case = in_hand(cast)
    assert guard.post(let_in(case), {"person": cast.stranger.pk, "reason": ""}).status_code == 200
    assert not may_open(again(cast.stranger), Case.objects.get(pk=case.pk))
    assert guard.post(let_in(case), {"person": cast.stranger.pk, "reason": "专班核查"}).status_code == 302
    assert may_open(again(cast.stranger), Case.objects.get(pk=case.pk))
    entry = Entry.objects.get(action="grant")
    assert (entry.reason, entry.subject_key, entry.data) == ("专班核查", case.number, {"user": cast.stranger.pk})
    assert "专班核查" in guard.get(address("case", "all_grants")).content.decode()
    grant = CaseUserObjectPermission.objects.get()
    removal = reverse("admin:cases_case_remove_grant", args=["person", grant.pk])
    assert guard.get(removal).status_code == 403
    assert guard.post(removal).status_code == 302
    assert not may_open(again(cast.stranger), Case.objects.get(pk=case.pk))
    assert Entry.objects.get(action="revoke").actor_user_id == cast.security_admin.pk
    assert guard.post(removal).status_code == 404


def test_everybody_in_a_post_of_an_office_is_let_in(guard, cast):
    case = in_hand(cast)
    group = Group.objects.get(name=f"{Office.objects.get(code='D').key}.handler")
    assert guard.post(let_in(case), {"group": group.pk, "reason": "联合整治"}).status_code == 302
    assert may_open(again(cast.stranger), Case.objects.get(pk=case.pk))
    assert not may_open(again(cast.co_handler), Case.objects.get(pk=case.pk))
    removal = reverse("admin:cases_case_remove_grant", args=["group", grants_of(case)[0].pk])
    assert guard.post(removal).status_code == 302
    assert not may_open(again(cast.stranger), Case.objects.get(pk=case.pk))


def test_only_staff_who_work_on_matters_are_offered(guard, cast):
    form = guard.get(let_in(in_hand(cast))).context["form"]
    offered = set(form.fields["person"].queryset)
    assert {cast.stranger, cast.leader, cast.window} <= offered
    assert not offered & {cast.security_admin, cast.district, cast.discipline}
    assert "leader" not in set(form.fields["group"].queryset.values_list("name", flat=True))
    both = {"person": cast.stranger.pk, "group": Group.objects.first().pk, "reason": "x"}
    for data in ({"reason": "x"}, both, {"person": cast.district.pk, "reason": "x"}):
        assert guard.post(let_in(in_hand(cast)), data).status_code == 200


def test_the_verb_itself_refuses(cast):
    case, by = in_hand(cast), cast.security_admin
    for to in (by, cast.district, Group.objects.create(name="别的")):
        with pytest.raises(NotAllowed):
            grant_case(case=case, to=to, reason="x", by=by)
    with pytest.raises(Refused):
        grant_case(case=case, to=cast.stranger, reason="  ", by=by)
    with pytest.raises(Refused):
        grant_case(case=write("petition_accusation"), to=cast.stranger, reason="x", by=by)
    Bar.objects.create(case_id=case.pk, user=cast.stranger, reason="recused", since="2026-01-01T00:00Z")
    with pytest.raises(Refused):
        grant_case(case=case, to=cast.stranger, reason="x", by=by)
    assert not grants_of()


def test_a_grant_twice_is_one_and_its_end_twice_too(cast):
    case, by = accepted(cast), cast.security_admin
    grant, new = grant_case(case=case, to=cast.stranger, reason="x", by=by)
    assert new
    assert grant_case(case=case, to=cast.stranger, reason="x", by=by) == (grant, False)
    revoke_grant(grant=grant, by=by)
    revoke_grant(grant=grant, by=by)
    assert Entry.objects.filter(action__in=("grant", "revoke")).count() == 2


def test_a_grant_of_a_case_that_became_confidential_is_not_listed(guard, cast):
    case = write()
    grant_case(case=case, to=cast.stranger, reason="x", by=cast.security_admin)
    go(case, "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    assert not grants_of()
    assert case.number not in guard.get(address("case", "all_grants")).content.decode()


def test_others_have_no_such_pages(client, cast):
    case = in_hand(cast)
    for user in (cast.head, cast.leader, cast.keeper, cast.district):
        sign_in(client, user)
        for page in (address("case"), let_in(case), address("case", "all_grants"), address("limitrule")):
            assert client.get(page).status_code in (302, 404)
        assert client.post(let_in(case), {"person": cast.stranger.pk, "reason": "x"}).status_code in (302, 404)
    assert not grants_of()
