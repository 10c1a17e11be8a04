"""Assistance from the application on the portal to the grant: consent, four eyes, posting, limits, who sees it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Clock
from caojiadu.core.community.models import Resident, SamePerson
from caojiadu.core.front.templatetags.portal import day as shown
from caojiadu.core.keyset import SIZE
from caojiadu.core.notices.models import Notice
from caojiadu.core.personal import phone_digest
from offices.service.assistance import received
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidApplication, AidRules, AssistanceReview, AssistedHousehold
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
WHO = {"name": "张秀英", "id_type": "id_card", "id_number": "310106194912310023", "address": "武定西路1号"}
HOME = {"members": "2", "people": "本人\n女儿，在读", "income": "900", "assets": "无", "causes": "患病失业"}
BOARD, BASE = "/services/posted/", "/desk/service/assistance-applications/"
GRANT = {"proposal": "grant", "grounds": "收入低于标准", "monthly": "1510", "since": day()}


@pytest.fixture
def people(settings: Any, tmp_path: Any) -> dict[str, Any]:
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    phone = "+8613812345678"
    user = User.objects.create_user("r", kind="resident", phone_sealed=phone, phone_digest=phone_digest(phone))
    return {
        "resident": signed_in(user),
        "head": Desk("head", "head", "D"),
        "clerk": Desk("clerk", office="D"),
        "other": Desk("other", office="D"),
        "stranger": Desk("stranger", office="E"),
    }


def applied(people: dict[str, Any], item: str = "living-allowance", /, **typed: Any) -> Any:
    answer = people["resident"].post(f"/services/{item}/apply/", {**WHO, **HOME, **typed})
    if answer.status_code != 302:
        return answer
    case = AidApplication.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])
    assert people["head"].step(case, "assign", handler=people["clerk"].user.pk) == 302
    return case


def helped_first(people: dict[str, Any], **typed: Any) -> Any:
    """Relief that cannot wait, granted and not told yet."""
    case = applied(people, "temporary-relief", urgent="on", **typed)
    relief = {"grounds": "火灾", "monthly": "2000", "since": day(), "until": day(60)}
    assert people["clerk"].step(case, "aid_urgent", **relief) == 302
    assert people["head"].step(case, "aid_grant", decided_on=day(), decision="先行救助。") == 302
    return case


def found(people: dict[str, Any], case: Any, refused: int = 302, **proposal: Any) -> None:
    """The clerk takes it as far as the first finding."""
    clerk = people["clerk"]
    assert clerk.step(case, "aid_accept", accepted_on=day(), consent="on") == 302
    assert clerk.step(case, "aid_means", means_on=day(), means="存款无异常，秘密内容") == 302
    assert clerk.step(case, "aid_visit", home_on=day(), visitor="甲", second_visitor="甲 ", at_home="情况属实") == 422
    assert clerk.step(case, "aid_visit", home_on=day(), visitor="甲", second_visitor="乙", at_home="情况属实") == 302
    assert clerk.step(case, "aid_propose", **{**GRANT, "since": day(), **proposal}) == refused


def looked_into(desk: Desk, case: Any) -> None:
    """Means, home and finding, all of today."""
    for step, typed in (
        ("aid_means", {"means_on": day(), "means": "属实"}),
        ("aid_visit", {"home_on": day(), "visitor": "甲", "second_visitor": "乙", "at_home": "属实"}),
        ("aid_propose", {**GRANT, "since": day()}),
    ):
        assert desk.step(case, step, **typed) == 302


def granted_elsewhere(desk: Desk, case: Any) -> None:
    """The same aid, to the same person."""
    values = {"title": "低保", "category": case.aid, "members": 2, "reasons": "患病", "monthly": 1510, "since": day()}
    there = {"register": HOUSEHOLDS.key, "office": case.office, "entered_by": desk.user, "resident": case.resident}
    AssistedHousehold.objects.create(**values, **there)


def test_from_the_application_to_the_household_s_entry(people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    resident, head, clerk = people["resident"], people["head"], people["clerk"]
    case = applied(people, consent="on")
    page = f"/services/applications/{case.number}/"
    assert (case.aid, case.consent_on, case.channel, case.confidentiality) == ("minimum", day(), "web", 1)
    assert Notice.objects.filter(template="application_arrived").exists()
    for who, status in ((clerk, 200), (head, 200), (people["other"], 404), (people["stranger"], 404)):
        assert who.client.get(f"/desk/cases/{case.number}/").status_code == status
        assert (case.number in who.client.get(BASE).content.decode()) is (status == 200)
    assert clerk.step(case, "say_missing", missing="请补交收入证明。") == 302
    assert "请补交收入证明。" in resident.get(page).content.decode()
    assert resident.post(f"{page}supplement/", {"words": "已无收入"}).status_code == 302
    found(people, case)
    assert running(case) == {"decide": working(30)}
    assert head.step(case, "aid_longer", reason="需委托外地核对") == 302
    assert running(case) == {"decide": working(45)} and head.step(case, "aid_longer", reason="再次") == 409
    assert clerk.step(case, "aid_post") == 404 and head.step(case, "aid_refuse", decided_on=day()) == 409
    assert "张" not in Client().get(BOARD).content.decode().partition("<main")[2].partition("</main")[0]

    assert head.step(case, "aid_post") == 302
    board = Client().get(BOARD).content.decode()
    assert "张*" in board and "最低生活保障" in board and "拟批准" in board
    assert not any(secret in board for secret in ("秀英", "武定西路", "1510", "患病", case.number))
    granted = {"decided_on": day(), "decision": "符合条件，予以批准。"}
    assert head.step(case, "aid_grant", **granted) == 409  # the days of posting are not over
    assert clerk.step(case, "aid_object", reason="有人反映已就业") == 302
    assert state(case) == "aid_accepted" and "张*" not in Client().get(BOARD).content.decode()
    assert "有人反映" not in resident.get(page).content.decode()
    looked_into(clerk, case)
    assert head.step(case, "aid_post") == 302
    applied_on, until = day(), day(AidRules.now().posting_days - 1)
    with time_machine.travel(timezone.now() + dt.timedelta(days=AidRules.now().posting_days), tick=True):
        assert AidApplication.objects.get(pk=case.pk).posted_until == until
        assert "张*" not in Client().get(BOARD).content.decode()  # taken down by itself
        head.client, clerk.client = signed_in(head.user), signed_in(clerk.user)
        resident = people["resident"] = signed_in(User.objects.get(username="r"))
        assert head.step(case, "aid_grant", **granted | {"decided_on": until}) == 422  # still posted that day
        with monkeypatch.context() as meanwhile:  # another grant is saved after the guards were asked
            meanwhile.setattr(received, "one_at_a_time", lambda _name: granted_elsewhere(head, case))
            assert head.step(case, "aid_grant", **granted | {"decided_on": day()}) == 409
        assert state(case) == "aid_posted"
        assert head.step(case, "aid_grant", **granted | {"decided_on": day()}) == 302
        assert running(case) == {"tell": working(3)}
        home = AssistedHousehold.objects.get()
        assert (home.category, home.monthly, home.since, home.consent_on) == ("minimum", 1510, applied_on, applied_on)
        assert home.resident_id == case.resident_id
        assert set(home.dates.values_list("key", flat=True)) == {"recheck-minimum", "visit"}
        assert clerk.step(case, "aid_tell", told_on=day(), delivery="hand") == 302
        text = resident.get(page).content.decode()
        assert "1,510.00" in text and "符合条件，予以批准。" in text and "秘密内容" not in text
        assert f"{shown(day(89))}前可在本页撤回，也可随时到窗口撤回。" in text  # as long as the phone is trusted
        assert (state(case), running(case)) == ("aid_done", {})
        again = applied(people, consent="on", causes="再次申请")
        found(people, again, refused=409)  # received already
        papers = {name: WHO[name] for name in ("name", "id_type", "id_number")}
        typed = {**HOME, **papers, "title": "窗口申请", "phone": "13912345678", "aid": "minimum", "consent": "on"}
        twin = clerk.enter("assistance-applications", **typed, received_on=day())
        assert twin.resident_id != case.resident_id  # another row of the same person
        done = dict.fromkeys(("accepted_on", "means_on", "home_on"), day())
        AidApplication.objects.filter(pk=twin.pk).update(state="aid_visited", **done)
        assert clerk.step(twin, "aid_propose", **GRANT | {"since": day()}) == 409
        SamePerson.objects.update(state="different")  # two people, a number mistyped
        assert clerk.step(twin, "aid_propose", **GRANT | {"since": day()}) == 302
        SamePerson.objects.update(state="suggested")
        AidApplication.objects.filter(pk=twin.pk).update(state="aid_visited")
        Resident.objects.filter(pk=twin.resident_id).update(id_digest="", id_type="")  # of the same name only
        assert clerk.step(twin, "aid_propose", **GRANT | {"since": day()}) == 302
        assert "撤回同意</a>" in resident.get(page).content.decode()
        new = {"title": "低保", "category": "minimum", "members": 2, "reasons": "患病", "monthly": 1510}
        new |= {"since": home.since, "consent_on": day(), "seen": "0"}
        assert head.change("assisted-households", home.pk, **new) == 422  # it was granted without any
        assert resident.post(f"{page}withdraw/").status_code == 302  # as easy as it was given
        review = AssistanceReview.objects.get(household=home)
        assert (review.cause, review.begun_on) == ("ended", day())
        assert head.step(review, "assign", handler=clerk.user.pk) == 302
        text = resident.get(page).content.decode()
        assert "撤回同意</a>" not in text and "可在本页撤回" not in text
        assert head.step(review, "aidreview_drop", reason="下次定期复核") == 302  # which undoes no withdrawal
        due = clerk.enter("assistance-reviews", title="复核", household=f"#{home.pk}", cause="due", begun_on=day())
        answer = {"means_on": day(), "means": "属实"}
        assert clerk.step(due, "aidreview_means", **answer) == 409
        none, former = {"seen": "1", "consent_on": ""}, {"seen": "1", "consent_on": applied_on}
        assert head.change("assisted-households", home.pk, **new | former) == 422
        assert head.change("assisted-households", home.pk, **new | none) == 302  # other things can be corrected
        assert head.change("assisted-households", home.pk, **new | {"seen": "2"}) == 302  # new on the same day
        assert clerk.step(due, "aidreview_means", **answer) == 302
        assert resident.post(f"{page}withdraw/").status_code == 302 and AssistanceReview.objects.count() == 2


def test_what_is_looked_into_again_takes_days_of_its_own(people: dict[str, Any]) -> None:
    head, clerk = people["head"], people["clerk"]
    case, posting = applied(people, consent="on"), AidRules.now().posting_days
    found(people, case)
    assert head.step(case, "aid_post") == 302
    assert running(case) == {"decide": working(30), "posting": working(3, since=posting - 1)}
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=True):
        head.client, clerk.client = signed_in(head.user), signed_in(clerk.user)
        assert clerk.step(case, "aid_object", reason="有人反映已就业") == 302
        assert set(running(case)) == {"decide"}
        case.refresh_from_db()
        assert (case.means_on, case.home_on, case.since, case.until) == (None,) * 4
        looked_into(clerk, case)
        assert head.step(case, "aid_again", reason="再核实") == 302
        looked_into(clerk, case)
        assert head.step(case, "aid_post") == 302
        assert running(case)["posting"] == working(3, since=posting - 1)


def test_whoever_proposed_decides_nothing_and_a_refusal_is_not_posted(people: dict[str, Any]) -> None:
    head, clerk = people["head"], people["clerk"]
    case = applied(people, consent="on")
    found(people, case, proposal="refuse", monthly="", since="")
    assert head.step(case, "aid_post") == 409
    assert head.step(case, "aid_refuse", decided_on=day(), refused_why="") == 422
    assert head.step(case, "aid_refuse", decided_on=day(), refused_why="收入高于标准。") == 302
    assert clerk.step(case, "aid_tell_refusal", told_on=day(), delivery="post") == 302
    assert "收入高于标准。" in people["resident"].get(f"/services/applications/{case.number}/").content.decode()
    assert not AssistedHousehold.objects.exists()
    own = applied(people, "rigid-expense", consent="on", costs="30000")
    assert head.step(own, "aid_accept", accepted_on=day(), consent="on") == 302
    for step, typed in (
        ("aid_means", {"means_on": day(), "means": "属实"}),
        ("aid_visit", {"home_on": day(), "visitor": "甲", "second_visitor": "乙", "at_home": "属实"}),
        ("aid_propose", GRANT),
    ):
        assert head.step(own, step, **typed) == 302
    assert head.step(own, "aid_post") == 409  # the same person proposed it


def test_help_that_cannot_wait_comes_first(people: dict[str, Any]) -> None:
    head, clerk = people["head"], people["clerk"]
    case = applied(people, "temporary-relief", urgent="on")
    assert set(running(case)) == {"accept", "urgent"} and case.consent_on is None
    assert clerk.step(case, "aid_accept", accepted_on=day()) == 422  # checks need the consent
    relief = {"grounds": "火灾", "monthly": "2000", "since": day()}
    assert clerk.step(case, "aid_urgent", **relief, until=day(120)) == 422
    assert clerk.step(case, "aid_urgent", **relief, until=day(60)) == 302
    assert head.step(case, "aid_not_urgent", reason="可先补材料") == 302 and set(running(case)) == {"accept"}
    assert clerk.step(case, "aid_urgent", **relief, until=day(60)) == 302
    assert head.step(case, "aid_grant", decided_on=day(), decision="先行救助。") == 302
    assert AssistedHousehold.objects.get().until == day(60)
    assert clerk.step(case, "aid_tell", told_on=day(), delivery="hand") == 302
    assert state(case) == "aid_later" and set(running(case)) == {"later"}
    days = {"received_on": day(-3), "decided_on": day(-2), "told_on": day(-2)}
    AidApplication.objects.filter(pk=case.pk).update(**days)  # the checks come after the decision
    answer = {"means_on": day(), "means": "凭证齐全"}
    assert clerk.step(case, "aid_later", **answer) == 422  # no means are checked without consent
    assert "可以改为复核" in clerk.says(case, "aid_later", **answer)
    assert clerk.step(case, "aid_later", **answer, consent="on", agreed="配偶") == 302 and state(case) == "aid_done"
    assert AssistedHousehold.objects.get().consent_on == AidApplication.objects.get(pk=case.pk).consent_on == day()
    usual = applied(people, consent="on")
    assert clerk.step(usual, "aid_urgent", **relief, until=day(60)) == 409


def test_what_came_first_and_is_not_borne_out_is_re_checked_without_a_means_check(people: dict[str, Any]) -> None:
    head, clerk = people["head"], people["clerk"]
    case = helped_first(people)
    assert clerk.step(case, "aid_consent_gone", note="无同意") == 409  # there is none to withdraw
    assert clerk.step(case, "aid_tell", told_on=day(), delivery="hand") == 302
    assert clerk.step(case, "aid_not_made_up", reason="未补材料，不同意核对") == 302
    assert (state(case), running(case)) == ("aid_done", {})
    review = AssistanceReview.objects.get(household__category="relief")
    assert review.cause == "first" and head.step(review, "assign", handler=clerk.user.pk) == 302
    assert clerk.step(review, "aidreview_means", means_on=day(), means="擅自核对") == 409
    assert clerk.step(review, "aidreview_unchecked", home_on=day(), seen="已入住亲属家") == 302
    stop = {"proposal": "stop", "grounds": "未补材料", "effective_on": day()}
    assert clerk.step(review, "aidreview_propose", **stop) == 302 and head.step(review, "aidreview_decide") == 302
    assert AssistedHousehold.objects.get().ended_on == day()


def test_nothing_is_checked_after_the_aid_when_the_consent_is_gone(people: dict[str, Any]) -> None:
    clerk, case = people["clerk"], helped_first(people, consent="on")
    assert clerk.step(case, "aid_tell", told_on=day(), delivery="hand") == 302
    AssistedHousehold.objects.update(ended_on=day())  # paid, and over
    assert people["resident"].post(f"/services/applications/{case.number}/withdraw/").status_code == 302
    assert (state(case), running(case)) == ("aid_consent_gone", {}) and not AssistanceReview.objects.exists()


@pytest.mark.parametrize("at", ["granted", "later"])
@pytest.mark.parametrize("online", [True, False])
def test_the_consent_is_withdrawn_as_soon_as_it_is_granted(people: dict[str, Any], at: str, online: bool) -> None:
    clerk, case = people["clerk"], helped_first(people, consent="on")
    tell = {"told_on": day(), "delivery": "hand"}
    if at == "later":
        assert clerk.step(case, "aid_tell", **tell) == 302
    if online:
        assert people["resident"].post(f"/services/applications/{case.number}/withdraw/").status_code == 302
    else:
        assert clerk.step(case, "aid_consent_gone", note="本人到窗口撤回") == 302
    case.refresh_from_db()
    assert (case.consent, case.consent_ended_on) == (False, day())
    if at == "granted":  # the decision is still told
        assert clerk.step(case, "aid_tell", **tell) == 302
    assert (state(case), running(case)) == ("aid_consent_gone", {})
    review = AssistanceReview.objects.get()
    assert people["head"].step(review, "assign", handler=clerk.user.pk) == 302
    assert clerk.step(review, "aidreview_means", means_on=day(), means="擅自核对") == 409
    assert AssistedHousehold.objects.get().consent_on is None
    AssistedHousehold.objects.update(consent_on=day())  # a new consent
    assert clerk.step(review, "aidreview_unchecked", home_on=day(), seen="属实") == 409
    assert clerk.step(review, "aidreview_means", means_on=day(), means="属实") == 302


@pytest.mark.parametrize(
    ("item", "typed", "wrong"),
    [
        ("living-allowance", {}, {"consent"}),
        ("temporary-relief", {}, {"consent"}),
        ("temporary-relief", {"consent": "on", "income": "-1"}, {"income"}),
        ("rigid-expense", {"consent": "on"}, {"costs"}),
        ("medical-assistance", {"consent": "on", "costs": "9", "people": ""}, {"people"}),
        ("living-allowance", {"consent": "on", "urgent": "on", "members": "0"}, {"members"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    people: dict[str, Any], item: str, typed: dict[str, str], wrong: set[str]
) -> None:
    answer = applied(people, item, **typed)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == wrong
    assert "患病失业" in answer.content.decode() and not AidApplication.objects.exists()
    assert ("urgent" in answer.context["form"].fields) is (item == "temporary-relief")


def test_the_board_is_read_page_by_page_with_the_same_queries(people: dict[str, Any]) -> None:
    case = applied(people, consent="on")
    AidApplication.objects.filter(pk=case.pk).update(state="aid_posted", posted_on=day(), posted_until=day(6))
    Client().get(BOARD)  # so that what is kept in memory is there
    with CaptureQueriesContext(connection) as one:
        Client().get(BOARD)
    first = AidApplication.objects.get(pk=case.pk)
    for number in range(SIZE):  # a page more, posted the day before
        first.pk = first.id = first.case_ptr_id = None
        first._state.adding, first.number, first.posted_on = True, f"KN-{number}", day(-1)
        first.save()
    with CaptureQueriesContext(connection) as many:
        page = Client().get(BOARD)
    assert len(one) == len(many) and len(page.context["lines"]) == SIZE
    rest = Client().get(BOARD + page.context["next_url"]).context
    assert len(rest["lines"]) == 1 and not rest["next_url"]
    assert Client().get(BOARD, {"after": "x_y"}).status_code == 200


def test_withdrawing_ends_the_consent(people: dict[str, Any]) -> None:
    case = applied(people, consent="on")
    assert people["resident"].post(f"/services/applications/{case.number}/withdraw/").status_code == 302
    case.refresh_from_db()
    assert (case.consent, case.consent_ended_on, case.state) == (False, day(), "aid_withdrawn")
    assert not Clock.objects.filter(case_id=case.pk, state="running").exists()
    typed = {"title": "窗口申请", "name": "李某", "aid": "relief", "received_on": day(-5), **HOME}
    refused = people["clerk"].enter("assistance-applications", **typed)
    assert set(refused.context["form"].errors) == {"consent"}
    entered = people["clerk"].enter("assistance-applications", **typed, consent="on", consent_on=day(-2))
    assert people["clerk"].step(entered, "aid_accept", accepted_on=day(-5), consent="on") == 302
    assert people["clerk"].step(entered, "aid_means", means_on=day(-3), means="属实") == 422  # before the consent
    assert people["clerk"].step(entered, "aid_means", means_on=day(-2), means="属实") == 302
    assert people["clerk"].step(entered, "aid_withdraw", reason="本人撤回同意") == 302
    assert AidApplication.objects.get(pk=entered.pk).consent_ended_on == day()
