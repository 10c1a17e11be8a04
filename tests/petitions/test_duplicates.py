"""Letters on one matter: shown to whom, joined and parted, and everything as before when it is undone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from caojiadu.core.cases import links
from caojiadu.core.cases.errors import Invalid, NotAllowed, OutOfTurn, Refused
from caojiadu.core.cases.models import Assignment, Case, CaseLink, Clock
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.notices.models import Notice
from petitions.duplicates.matches import matches
from petitions.models import Mandate, Petition, Petitioner
from petitions.petitioners import people as joint
from petitions.tracking import story
from tests.cast import again
from tests.petitions.letters import DRAFT, accepted, go, in_hand, make_resident, to_sign, told, write
from tests.world import client_of

PAPER = {"id_type": "id_card", "id_number": "310106194912310023"}
OTHER_BODY = "武定西路工地夜间施工，凌晨一点还在打桩，老人孩子睡不着。"
CASE_FIELDS = ("state", "office_id", "handler_id", "waiting", "due_at", "closed_at", "readers", "barred", "linked")
OWN_FIELDS = (*CASE_FIELDS, "repeat", "repeats", "accepted_at", "answered_at", "served_at", "route", "round", "body")
CLOCK_FIELDS = ("pk", "key", "state", "started_at", "due_at", "ended_at", "warned", "rung", "next_at", "why")


def again_from(name="李四", phone="13987654321", **more):
    """A letter of somebody else on the same matter."""
    more.setdefault("fields", {"body": OTHER_BODY})
    return write(resident=make_resident(name, phone), title=more.pop("title", "武定西路工地夜间施工扰民"), **more)


def registered(cast, **more):
    return go(again_from(**more), "register", cast.clerk)


def state_of(case):
    """All that an undone merging must leave as it was."""
    petition = Petition.objects.get(pk=case.pk)
    clocks = Clock.objects.filter(case_id=case.pk).order_by("pk").values_list(*CLOCK_FIELDS)
    rows = Assignment.objects.filter(case_id=case.pk, until=None).order_by("pk").values_list("pk", "office", "user")
    return {
        "fields": {name: getattr(petition, name) for name in OWN_FIELDS},
        "clocks": list(clocks),
        "rows": list(rows),
        "found": list(petition.search.readers) if hasattr(petition, "search") else None,
    }


def refused(case, key, user, **data):
    """The words with which a move is refused."""
    with translation.override("en"):
        with pytest.raises((Invalid, Refused)) as error:
            go(case, key, user, **data)
        return str(error.value.form.errors if isinstance(error.value, Invalid) else error.value)


def shown(case, user):
    return {match.petition.pk for match in matches(Petition.objects.get(pk=case.pk), again(user))}


def test_likely_ones_are_shown_with_reasons_and_only_to_whom_they_open(cast):
    first = in_hand(cast)
    elsewhere = write(title="新会路广场舞声音太大", fields={"body": "新会路小花园每天早上广场舞。", "place": "新会路"})
    again_same = go(write(resident=make_resident(), fields={"body": OTHER_BODY}), "register", cast.clerk)
    found = matches(again_same, cast.clerk)
    assert [match.petition.pk for match in found] == [first.pk]
    assert found[0].likely
    said = " ".join(found[0].reasons)
    assert "夜间施工" in said
    assert elsewhere.pk not in shown(again_same, cast.clerk)
    assert shown(again_same, cast.stranger) == set()
    assert again_same.pk in shown(first, cast.clerk)
    assert shown(first, cast.handler) == set()  # the new letter still lies at the desk, which the handler cannot open
    go(first, "recuse", cast.clerk, person=cast.clerk.pk, reason="亲属")
    assert shown(again_same, cast.clerk) == set()


def test_a_report_against_somebody_is_neither_asked_about_nor_shown(cast):
    resident = make_resident()
    secret = write("petition_accusation", resident=resident, fields={"against": "某物业经理"})
    plain = go(write(resident=resident), "register", cast.clerk)
    linked = accepted(cast, resident=resident)
    go(plain, "link", cast.clerk, linked=linked.number)
    for user in (cast.clerk, cast.keeper, cast.leader):
        assert shown(secret, user) == set()
        assert secret.pk not in shown(plain, user)
    assert client_of(cast.keeper).get(reverse("letters_desk:same", args=[secret.number])).status_code == 404
    assert client_of(cast.clerk).get(reverse("letters_desk:same", args=[secret.number])).status_code == 404
    for key, more in (("link", {}), ("merge", {"reason": "同一事"}), ("mark_repeat", {})):
        words = refused(plain, key, cast.clerk, linked=secret.number, **more)
        assert words == refused(plain, key, cast.clerk, linked="XF-1999-000001", **more)
    # One that becomes a report loses its links, and the other letter's history names it no more.
    go(plain, "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    assert not CaseLink.objects.filter(until=None).exists()
    page = client_of(cast.clerk).get(reverse("desk:case", args=[linked.number])).content.decode()
    assert plain.number not in page
    assert plain.pk not in shown(linked, cast.clerk)


def test_links_and_repeats_count_show_and_are_taken_back(cast):
    first = in_hand(cast)
    later = registered(cast)
    later = go(later, "mark_repeat", cast.clerk, linked=first.number.lower().replace("-", ""))
    first.refresh_from_db()
    assert (later.repeat, later.repeats, first.repeat, first.repeats) == (True, 0, False, 1)
    assert "already" in refused(later, "mark_repeat", cast.clerk, linked=first.number)
    assert "later" in refused(first, "mark_repeat", cast.clerk, linked=later.number)
    assert "itself" in refused(later, "link", cast.clerk, linked=later.number)
    clerk = client_of(cast.clerk)
    assert later.pk not in shown(first, cast.clerk)  # what is joined already is not proposed again
    assert links.shown_to(again(cast.clerk), first, list(links.open_links(first)))[0].other.pk == later.pk
    assert links.shown_to(again(cast.handler), first, list(links.open_links(first))) == []  # it still lies at the desk
    page = clerk.get(reverse("desk:case", args=[first.number])).content.decode()
    assert later.number in page
    rows = clerk.get("/desk/cases/", {"queue": "all", "together": "repeat"}).content.decode()
    assert later.number in rows
    assert first.number not in rows
    both = clerk.get("/desk/cases/", {"queue": "all", "together": "linked"}).content.decode()
    assert later.number in both
    assert first.number in both
    later = go(later, "unlink", cast.clerk, linked=first.pk, reason="看错了")
    first.refresh_from_db()
    assert (later.repeat, later.linked, first.repeats, first.linked) == (False, False, 0, False)


@pytest.mark.parametrize("begun", ["registered", "accepted", "in_hand"])
def test_undoing_a_merging_restores_everything(cast, begun):
    target = in_hand(cast, co=("F",))
    make = {
        "registered": registered,
        "accepted": lambda cast: accepted(cast, resident=make_resident("李四", "13987654321"), co=("C", "D")),
        "in_hand": lambda cast: in_hand(cast, resident=make_resident("李四", "13987654321")),
    }[begun]
    case = make(cast)
    before, of_target = state_of(case), state_of(target)
    case = go(case, "merge", cast.clerk, linked=target.number, reason="同一工地")
    target.refresh_from_db()
    assert (case.state, case.is_open, case.office_id, case.handler_id) == (
        "merged",
        True,
        target.office_id,
        cast.handler.pk,
    )
    running = set(case.clocks.filter(state="running").values_list("key", flat=True))
    assert running == {"close", "norm"}
    assert case.due is not None
    kept = {row[0]: row for row in before["clocks"] if row[1] != "tell"}
    assert all(row in state_of(case)["clocks"] for row in kept.values())
    case = go(case, "unmerge", cast.clerk, reason="不是同一工地")
    assert state_of(case) == before
    assert state_of(target) == of_target
    moves = list(target.events.order_by("pk").values_list("move", flat=True))
    assert moves[-2:] == ["link_noted", "link_noted"]
    if begun == "registered":
        case = go(case, "accept", cast.clerk, office=target.office_id, co_offices=[])
        assert case.papers.filter(kind="acceptance").count() == 2
    else:
        go(case, "assign", cast.head, handler=cast.colleague.pk)


@pytest.mark.parametrize("way", ["undone", "came free"])
def test_a_letter_whose_notice_was_served_while_it_was_merged_stays_accepted(cast, way):
    target = in_hand(cast)
    case = registered(cast)
    case = told(go(case, "merge", cast.clerk, linked=target.number, reason="同一工地"), cast)
    clocks = state_of(case)["clocks"]
    if way == "undone":
        case = go(case, "unmerge", cast.clerk, reason="不是同一工地")
    else:
        go(target, "withdraw", by="resident", reason="")
        case = Petition.objects.get(pk=case.pk)
    assert (case.state, case.office_id, case.handler_id) == ("in_hand", target.office_id, cast.handler.pk)
    assert case.accepted_at is not None and state_of(case)["clocks"] == clocks
    assert case.papers.filter(kind="acceptance").count() == 1
    go(case, "assign", again(cast.head), handler=cast.colleague.pk)


def test_an_extension_while_it_was_merged_keeps_the_letter_accepted(cast):
    target, case = in_hand(cast), registered(cast)
    case = go(case, "merge", cast.clerk, linked=target.number, reason="同一工地")
    case = go(case, "ask_extension", cast.handler, days=10, reason="等待检测")
    case = go(case, "grant_extension", again(cast.head))
    due = case.clocks.get(key="close").due_on
    case = go(case, "unmerge", cast.clerk, reason="不是同一工地")
    assert case.state == "in_hand" and case.clocks.get(key="close").due_on == due


def test_a_second_matter_keeps_each_petitioner_with_what_they_agreed_to(cast):
    wang, zhao, child = (make_resident(name, f"1380000000{n}") for n, name in enumerate(("王二", "赵三", "钱小")))
    proxy, guardian = make_resident("孙代", "13800000007"), make_resident("钱父", "13800000008")
    whole = write(resident=make_resident(), channel="visit", fields={"came": 9})
    now, own = timezone.now(), joint.first_of(whole)
    rows = [joint.enrol(whole, joint.Signer(one, one == wang), how="desk", now=now) for one in (wang, zhao, child)]
    gone = joint.enrol(whole, joint.Signer(make_resident("已退", "13800000009")), how="desk", now=now)
    joint.end([gone], now)
    Petitioner.objects.filter(pk=rows[0].pk).update(share_identity=True, shows_name=True)
    joint.let_act(own, joint.Acting(proxy, "proxy", "child"), how="wrote", now=now)
    agreed = now - dt.timedelta(days=1)
    Mandate.objects.update(consent="code", consent_at=agreed)
    joint.let_act(rows[2], joint.Acting(guardian, "guardian", "parent"), how="desk", now=now)
    whole = go(whole, "register", cast.clerk)
    second = {"title": "小区门禁坏了", "text": "另外，小区门禁坏了两个月没人修。", "request": "", "reason": "两件事"}
    go(whole, "split", cast.clerk, **second)
    new = Petition.objects.get(title="小区门禁坏了")

    def people(petition):
        present = petition.petitioners.present()
        kept = ("resident", "role", "first", "share_identity", "shows_name")
        power = ("petitioner__resident", "principal__resident", "consent", "consent_at", "consent_by", "until")
        acting = Mandate.objects.filter(petitioner__in=present.acting())
        return set(present.values_list(*kept)), set(acting.values_list(*power))

    assert people(new) == people(whole) and len(people(new)[0]) == 6
    assert (new.came, new.headcount) == (9, 9)
    # Each is told of the second half; nobody of it is counted or told twice.
    keys = Notice.objects.filter(case_number=new.number, template="petition_split", channel="sms")
    assert set(keys.values_list("resident_key", flat=True)) == {
        one.key for one in (own.resident, wang, zhao, child, proxy, guardian)
    }


def test_one_answer_reaches_everybody_who_was_merged(cast):
    target = in_hand(cast)
    case = go(registered(cast), "merge", cast.clerk, linked=target.number, reason="同一工地")
    assert Notice.objects.filter(case_number=case.number, template="petition_merged").exists()
    told(target, cast)
    case = told(case, cast)
    target = to_sign(target, cast, outcome="supported")
    page = client_of(cast.head).get(reverse("desk:move", args=[target.number, "release"])).content.decode()
    assert case.number in page
    go(target, "release", cast.head)
    case = Petition.objects.get(pk=case.pk)
    assert (case.state, case.answers.get().text) == ("carrying_out", DRAFT["text"])  # it promises something
    assert set(case.clocks.filter(state="running").values_list("key", flat=True)) == {"carry_out"}
    assert set(case.clocks.exclude(key="carry_out").values_list("state", flat=True)) == {"met"}
    assert Notice.objects.filter(case_number=case.number, template="petition_answered").exists()
    own, other = case.papers.get(kind="opinion"), target.papers.get(kind="opinion")
    assert (own.signed_by, own.checked_by, own.drafted_by) == (other.signed_by, other.checked_by, other.drafted_by)
    assert own.number != other.number
    case = go(case, "read_answer", by="resident")
    assert case.review_until is not None  # its own service, its own time to ask for review
    assert Petition.objects.get(pk=target.pk).served_at is None


def test_a_letter_that_ends_without_an_answer_sets_the_others_free(cast):
    target = in_hand(cast)
    case = registered(cast)
    before = state_of(case)
    case = go(case, "merge", cast.clerk, linked=target.number, reason="同一工地")
    go(target, "withdraw", by="resident", reason="")
    assert state_of(case) == before
    assert Notice.objects.filter(case_number=case.number, template="petition_unmerged").exists()


def test_limits_of_a_merged_letter_are_never_lost(cast):
    target = in_hand(cast)
    case = go(registered(cast), "merge", cast.clerk, linked=target.number, reason="同一工地")
    go(target, "assign", again(cast.head), handler=cast.colleague.pk)
    case.refresh_from_db()
    assert case.handler == cast.colleague
    close = case.clocks.get(key="close")
    sweep(close.due_at + dt.timedelta(minutes=1))
    close.refresh_from_db()
    assert close.rung > 0
    assert case.events.filter(move="climb").exists()
    case = go(case, "withdraw", by="resident", reason="")
    assert case.state == "withdrawn"


def test_what_cannot_be_merged_is_refused_with_words(cast):
    target, case = in_hand(cast), registered(cast)
    suggestion = go(again_from(kind="petition_suggestion"), "register", cast.clerk)
    waiting = go(in_hand(cast), "ask", cast.handler, question="几点？")
    fresh = registered(cast, name="王五", phone="13666666666")
    merged = go(
        registered(cast, name="赵六", phone="13777777777"), "merge", cast.clerk, linked=target.number, reason="同"
    )
    ended = go(in_hand(cast), "withdraw", by="resident", reason="")
    grid = in_hand(cast)
    go(grid, "open_grid_case", cast.head, grid_title="井盖缺失", grid_place="长宁路")
    rows = [
        (case, case.number, "itself"),
        (suggestion, target.number, "different legal kinds"),
        (case, ended.number, "ended"),
        (case, fresh.number, "not accepted yet"),
        (case, merged.number, "itself merged into another"),
        (waiting, target.number, "waits for an answer"),
        (target, waiting.number, "Other letters were merged into this one"),
        (case, Case.objects.get(parent=grid).number, "no such matter"),
        (case, "随便写的", "no such matter"),
        (case, "", "required"),
    ]
    for one, number, words in rows:
        assert words in refused(one, "merge", cast.clerk, linked=number, reason="同一工地"), (number, words)
    with pytest.raises(NotAllowed):
        go(case, "merge", cast.handler, linked=target.number, reason="同")
    with pytest.raises(OutOfTurn):
        go(merged, "merge", cast.clerk, linked=waiting.number, reason="同")


def test_a_matter_being_handled_in_time_is_not_accepted_again(cast):
    first = in_hand(cast)
    stranger = registered(cast)
    assert "Somebody else" in refused(stranger, "refuse_repeat", cast.clerk, linked=first.number, reason="已受理")
    second = go(write(resident=make_resident()), "register", cast.clerk)
    page = client_of(cast.clerk).get(reverse("letters_desk:same", args=[second.number])).content.decode()
    assert f"{second.number}/refuse_repeat/?linked={first.number}" in page
    form = client_of(cast.clerk).get(f"/desk/cases/{second.number}/refuse_repeat/?linked={first.number}")
    assert f'value="{first.number}"' in form.content.decode()
    second = go(second, "refuse_repeat", cast.clerk, linked=first.number, reason="您此前的来信正在办理。")
    first.refresh_from_db()
    assert (second.state, second.repeat, first.repeats) == ("refusing", True, 1)
    second = go(second, "refusal_back", cast.security_head, reason="再核一下")
    second = go(second, "refuse_repeat", cast.clerk, linked=first.number, reason="您此前的来信正在办理。")
    assert Case.objects.get(pk=first.pk).repeats == 1
    second = go(second, "sign_refusal", cast.security_head)
    assert second.state == "refused"
    assert second.clocks.get(key="tell").state == "met"
    assert story.ending(second)["rows"][0][1] == "您此前的来信正在办理。"
    assert Notice.objects.filter(case_number=second.number, template="petition_refused").exists()
    with_phone, without = (make_resident(phone=phone, **PAPER) for phone in ("13812345678", ""))
    assert with_phone == first.resident and without != with_phone
    third = go(
        write(resident=without), "register", cast.clerk
    )  # the same person at the window, with paper and no phone
    Clock.objects.filter(case_id=first.pk, key="close").update(due_at=timezone.now() - dt.timedelta(days=1))
    assert "past its limit" in refused(third, "refuse_repeat", cast.clerk, linked=first.number, reason="已受理")


@pytest.mark.parametrize("begun", ["registered", "in_hand"])
def test_a_second_matter_keeps_the_days_of_the_first(cast, begun):
    long_ago = timezone.now() - dt.timedelta(days=9)
    whole = go(write(resident=make_resident(), received_at=long_ago), "register", cast.clerk)
    if begun == "in_hand":
        office = cast.head.posts.get().office_id
        whole = go(whole, "accept", cast.clerk, office=office, co_offices=[])
        whole = go(whole, "assign", cast.head, handler=cast.handler.pk)
    second = {"title": "小区门禁坏了", "text": "另外，小区门禁坏了两个月没人修。", "request": "", "reason": "两件事"}
    whole = go(whole, "split", cast.clerk, **second)
    new = Petition.objects.get(title="小区门禁坏了")
    assert (new.state, new.opened_at, new.resident_id) == (whole.state, whole.opened_at, whole.resident_id)
    assert (new.office_id, new.handler_id, new.accepted_at) == (whole.office_id, whole.handler_id, whole.accepted_at)
    same = ("key", "state", "started_at", "due_on", "due_at", "why", "next_at")
    assert list(new.clocks.order_by("key").values(*same)) == list(whole.clocks.order_by("key").values(*same))
    assert new.due_at == whole.due_at
    assert new.number != whole.number
    assert Notice.objects.filter(case_number=new.number, template="petition_split").exists()
    assert not Notice.objects.filter(case_number=new.number, template="petition_received").exists()
    assert new.linked
    assert whole.linked
    page = client_of(cast.clerk).get(reverse("desk:case", args=[whole.number])).content.decode()
    assert new.number in page
    assert "text" in refused(whole, "split", cast.clerk, title="再一件", text="", reason="两件")
