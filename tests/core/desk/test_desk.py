"""The desk through its pages: queues, list, search, detail, moves, unmasking, tasks."""

import pytest
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices import hooks
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from tests.petitions.letters import DRAFT, accepted, answered, go, in_hand, make_resident, to_sign, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def sit(client):
    """Sit down at the desk as somebody."""

    def as_person(user):
        client.logout()
        client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
        return client

    return as_person


def queue(client, key):
    """The numbers listed in a queue."""
    response = client.get(reverse("desk:cases"), {"queue": key})
    assert response.status_code == 200
    return {case.number for case in response.context["page"].rows}


def test_each_queue_holds_what_its_name_says(cast, sit):
    fresh, mine, nobodys = write(), in_hand(cast), accepted(cast)
    helping = in_hand(cast, co=("F",))
    asked = go(in_hand(cast), "ask", cast.handler, question="几号楼？")
    assert queue(sit(cast.clerk), "register") == {fresh.number}
    handler = sit(cast.handler)
    assert queue(handler, "mine") == {mine.number, helping.number, asked.number}
    assert queue(handler, "office") == {mine.number, helping.number, asked.number, nobodys.number}
    assert queue(handler, "unassigned") == {nobodys.number}
    assert queue(handler, "waiting") == {asked.number}
    assert queue(handler, "late") == set()
    Case.objects.filter(pk=mine.pk).update(due_at="2020-01-01T00:00+08:00")
    assert queue(handler, "late") == {mine.number}
    assert queue(sit(cast.co_handler), "helping") == {helping.number}
    assert queue(sit(cast.stranger), "all") == set()


def test_search_finds_words_initials_and_numbers_among_what_one_may_open(cast, sit):
    case = in_hand(cast, title="夜间施工噪音扰民")
    other = in_hand(cast, title="電梯停運三天")
    handler = sit(cast.handler)
    found = lambda q: {c.number for c in handler.get(reverse("desk:cases"), {"q": q}).context["page"].rows}  # noqa: E731
    assert found("噪音") == {case.number}
    assert found("yjsg") == {case.number}
    assert found("电梯") == {other.number}
    assert found(case.number.lower().replace("-", "")) == {case.number}
    assert found("没有这样的词语") == set()
    assert found("'); DROP TABLE x; --") == set()
    assert not sit(cast.stranger).get(reverse("desk:cases"), {"q": "噪音"}).context["page"].rows


def test_filters_narrow_and_offer_none(cast, sit):
    in_hand(cast)
    handler = sit(cast.handler)
    page = handler.get(reverse("desk:cases"), {"queue": "office", "neighbourhood": "null", "state": "in_hand"})
    assert len(page.context["page"].rows) == 1
    page = handler.get(reverse("desk:cases"), {"queue": "office", "state": "answered"})
    assert not page.context["page"].rows
    assert handler.get(reverse("desk:cases"), {"since": "nonsense", "after": "x_y"}).status_code == 200


def test_the_form_that_narrows_is_fetched_when_somebody_opens_it(cast, sit):
    handler = sit(cast.handler)
    closed = handler.get(reverse("desk:cases"), {"queue": "office"}).content.decode()
    assert "<select" not in closed
    assert 'href="?queue=office&amp;narrow=1#narrow"' in closed
    opened = handler.get(reverse("desk:cases"), {"queue": "office", "narrow": "1", "channel": "web"}).content.decode()
    assert '<option value="web" selected' in opened
    assert "narrow=" not in opened.partition('id="narrow"')[2]
    # What makes no sense is said beside its field.
    assert 'class="error"' in handler.get(reverse("desk:cases"), {"since": "nonsense"}).content.decode()


def test_a_filter_that_fits_nothing_says_so_and_not_that_nothing_waits(cast, sit):
    for asked in ({"state": "answered"}, {"since": "nonsense"}):
        assert "请减少关键词或清空筛选条件" in sit(cast.handler).get(reverse("desk:cases"), asked).content.decode()


def test_a_figure_that_narrows_is_named_without_its_key(cast, sit):
    page = sit(cast.leader).get(reverse("desk:cases"), {"queue": "all", "cell": "received", "state": ""})
    (one,) = page.context["filter"].chosen
    assert (one["text"], one["url"]) == ("", "?queue=all")


def test_what_narrows_stands_above_the_list_each_with_its_way_out(cast, sit):
    in_hand(cast)
    asked = {
        "queue": "office",
        "channel": "web",
        "handler": "null",
        "since": "2026-01-05",
        "office": Office.objects.get(code="C").pk,
    }
    page = sit(cast.handler).get(reverse("desk:cases"), asked)
    said = {str(one["label"]): (str(one["text"]), one["url"]) for one in page.context["filter"].chosen}
    assert {label: text for label, (text, _url) in said.items()} == {
        "来源渠道": "网上",
        "经办人": "未指派",
        "主办科室": "社区管理办公室",
        "收到日期（起）": said["收到日期（起）"][0],
    }
    assert said["收到日期（起）"][0].endswith("1 月 5 日")
    assert "channel" not in said["来源渠道"][1]
    assert "handler=null" in said["来源渠道"][1]


def test_a_case_for_others_does_not_exist(cast, sit):
    case = in_hand(cast)
    secret = write("petition_accusation")
    for number, user in [(case.number, cast.stranger), (secret.number, cast.clerk), ("XF-2026-999999", cast.handler)]:
        for name, args in [("desk:case", [number]), ("desk:person", [number]), ("desk:move", [number, "note"])]:
            assert sit(user).get(reverse(name, args=args)).status_code == 404


def test_every_view_of_a_case_is_logged(cast, sit):
    case = in_hand(cast)
    sit(cast.handler).get(reverse("desk:case", args=[case.number]))
    entry = Entry.objects.get(action="read", subject_key=case.number)
    assert entry.actor_user_id == cast.handler.pk


def test_a_person_is_masked_until_a_reason_is_given(cast, sit):
    case = in_hand(cast, resident=make_resident("欧阳明", "13912345678"))
    handler = sit(cast.handler)
    for address in (reverse("desk:case", args=[case.number]), reverse("desk:cases") + "?queue=mine"):
        shown = handler.get(address).content.decode()
        assert "欧阳*" in shown
        assert "欧阳明" not in shown
        assert "13912345678" not in shown
    address = reverse("desk:person", args=[case.number])
    assert "13912345678" not in handler.post(address, {"reason": ""}).content.decode()
    assert "13912345678" in handler.post(address, {"reason": "上门前联系"}).content.decode()
    assert Entry.objects.get(action="reveal").reason == "上门前联系"
    assert sit(cast.co_head).get(address).status_code == 404


def test_moves_are_made_through_their_pages(cast, sit):
    case = in_hand(cast)
    handler = sit(cast.handler)
    page = handler.get(reverse("desk:case", args=[case.number]))
    assert [move["key"] for move in page.context["moves"] if move["main"]] == ["draft"]
    seen = page.context["case"].version
    address = reverse("desk:move", args=[case.number, "draft"])
    refused = handler.post(address, {**DRAFT, "basis": "", "seen": seen})
    assert refused.status_code == 422
    assert DRAFT["text"] in refused.content.decode()
    done = handler.post(address, {**DRAFT, "seen": seen}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("desk:case", args=[case.number])
    stale = handler.post(reverse("desk:move", args=[case.number, "note"]), {"note": "我的笔记", "seen": seen})
    assert stale.status_code == 409
    assert "我的笔记" in stale.content.decode()


def test_a_guard_answers_on_the_page_with_everything_typed(cast, sit):
    case = in_hand(cast, co=("F",))
    case = to_sign(case, cast)
    refused = sit(cast.head).post(reverse("desk:move", args=[case.number, "release"]), {"reason": ""})
    assert refused.status_code == 409


def test_a_recused_handler_no_longer_finds_it(cast, sit):
    case = in_hand(cast)
    sit(cast.head).post(
        reverse("desk:move", args=[case.number, "recuse"]),
        {"person": cast.handler.pk, "handler": cast.colleague.pk, "reason": "与当事人有亲属关系"},
    )
    case.refresh_from_db()
    assert case.handler == cast.colleague
    handler = sit(cast.handler)
    assert handler.get(reverse("desk:case", args=[case.number])).status_code == 404
    assert queue(handler, "office") == set()
    assert not handler.get(reverse("desk:cases"), {"q": "噪音"}).context["page"].rows


def test_other_kinds_of_people_find_no_desk(cast, sit, client):
    assert sit(cast.district).get(reverse("desk:cases")).status_code == 404
    client.logout()
    assert client.get(reverse("desk:cases")).status_code == 302


def test_why_it_is_visible_is_said(cast, sit):
    page = sit(cast.head).get(reverse("desk:case", args=[answered(cast).number]))
    assert page.context["why"]


NOT_NUMBERS = ("9" * 30, "9" * 5000, "\0", "-1", "' & |", "0001-01-01", "9999-12-31")


@pytest.mark.parametrize(
    "after",
    [
        *("2026-01-01T00:00:00_5", "2026-01-01T00:00:00+08:00_" + "9" * 30, "_", "\0_\0"),
        *("0001-01-01T00:00:00+14:00_1", "9999-12-31T23:59:59-14:00_1"),
    ],
)
def test_a_mark_that_is_none_begins_the_list_anew(cast, sit, after):
    case = in_hand(cast)
    for key in ("all", "mine"):
        response = sit(cast.handler).get(reverse("desk:cases"), {"queue": key, "after": after})
        assert response.status_code == 200, (key, after)
    assert case.number in queue(sit(cast.handler), "mine")


@pytest.mark.parametrize("name", ["office", "handler", "category", "since", "until", "state", "q", "queue"])
def test_a_filter_that_makes_no_sense_is_answered(cast, sit, name):
    in_hand(cast)
    for value in NOT_NUMBERS:
        assert sit(cast.handler).get(reverse("desk:cases"), {name: value}).status_code == 200, value


def test_a_move_with_a_nonsense_version_or_choice_is_refused_not_broken(cast, sit):
    case = accepted(cast)
    for value in NOT_NUMBERS:
        response = sit(cast.head).post(reverse("desk:move", args=[case.number, "assign"]), {"handler": value})
        assert response.status_code == 422, value
    data = {"note": "x", "seen": "9" * 5000}
    assert sit(cast.head).post(reverse("desk:move", args=[case.number, "note"]), data).status_code == 409


def test_an_address_that_names_no_case_is_not_found(cast, sit):
    for address in ("/desk/cases/%00/", "/desk/cases/%00/note/", "/desk/tasks/" + "9" * 40 + "/"):
        assert sit(cast.handler).get(address).status_code == 404, address


def test_however_many_messages_fail_somebody_rings_once(cast):
    case = accepted(cast)
    sent = Notice.objects.filter(case_number=case.number, channel="sms")
    assert sent.count() == 2
    for notice in sent:
        hooks.notice_undeliverable(notice)
    assert case.tasks.get().kind == Task.Kind.RING
    case.tasks.update(done_at=case.opened_at)
    hooks.notice_undeliverable(sent[0])
    assert case.tasks.count() == 1


@pytest.mark.parametrize("text", ["长" * 20_001, "a\0b", "机密★10年"])
def test_a_text_that_cannot_be_taken_comes_back_whole(cast, sit, text):
    address = reverse("desk:move", args=[in_hand(cast).number, "note"])
    assert "maxlength" not in str(sit(cast.handler).get(address).context["form"]["note"])
    response = sit(cast.handler).post(address, {"note": text})
    assert response.status_code == 422
    assert response.context["form"]["note"].value() == text
    assert response.context["form"].errors["note"]


def test_history_says_to_whom_and_which_limit(cast, sit):
    case = in_hand(cast, co=("F",))
    page = sit(cast.handler).get(reverse("desk:case", args=[case.number])).content.decode()
    assert "经办小林" in page
    assert "社区自治办公室" in page
    draft = go(case, "draft", cast.handler, **DRAFT)
    page = sit(cast.handler).get(reverse("desk:case", args=[draft.number])).content.decode()
    assert page.count(DRAFT["text"]) == 1


def test_a_second_clerk_keeps_what_they_wrote(cast, sit):
    case = in_hand(cast)
    now = timezone.now()
    row = Task.objects.create(case_id=case.pk, kind="ring", key="r", office=case.office, created_at=now, due_at=now)
    address = reverse("desk:task", args=[row.pk])
    assert sit(cast.handler).post(address, {"result": "已告知"}).status_code == 302
    late = sit(cast.head).post(address, {"result": "我也打了电话"})
    assert late.status_code == 409
    assert "我也打了电话" in late.content.decode()
    assert "已告知" in late.content.decode()


def test_a_search_that_is_too_long_says_so(cast, sit):
    in_hand(cast)
    page = sit(cast.handler).get(reverse("desk:cases"), {"q": "长" * 200})
    assert not page.context["page"].rows
    assert "error" in page.content.decode()


def test_a_task_shows_the_words_to_send_by_post(cast, sit):
    case = accepted(cast, resident=find_or_create_resident(name="李四", phone=""))
    row = Task.objects.get(case_id=case.pk, key__contains="petition_accepted")
    page = sit(cast.clerk).get(reverse("desk:task", args=[row.pk])).content.decode()
    assert "事项已受理" in page
    assert case.number in page


@pytest.mark.parametrize(("agreed", "status"), [(False, 404), (True, 200)])
def test_a_helping_office_sees_who_wrote_only_where_the_resident_agreed(cast, sit, agreed, status):
    case = in_hand(cast, co=("F",), fields={"share_identity": agreed})
    assert sit(cast.co_handler).get(reverse("desk:person", args=[case.number])).status_code == status
