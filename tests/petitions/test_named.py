"""Whom a letter is against is found as people write it, and nobody else is."""

from typing import Any

import pytest

from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.models import Case
from caojiadu.core.district.models import Report
from petitions.handling.named import Holder, holders, named_in
from petitions.models import Petition
from tests.cast import again, make_staff
from tests.petitions.letters import go, write

GU, ZHOU, GAO, FANG, OUYANG, CHEN, YU, MIN, SHAO = range(1, 10)
KNOWN = [
    Holder(GU, "顾维明", "leader"),
    Holder(ZHOU, "周敏", "letters", "社区平安办公室"),
    Holder(GAO, "高敏", "head", "社区管理办公室"),
    Holder(FANG, "方便", "handler", "社区管理办公室"),
    Holder(OUYANG, "欧阳修", "accusations", "社区平安办公室"),
    Holder(CHEN, "陈静", "window", "社区服务办公室"),
    Holder(YU, "余姚", "handler", "社区自治办公室"),
    Holder(MIN, "周闵", "handler", "社区自治办公室"),
    Holder(SHAO, "邵建华", "committee", "", "武南居民区"),
]
AGAINST: dict[str, set[int]] = {
    "顾维明": {GU},
    "顾 维明": {GU},
    "顾　维明": {GU},
    "顾 维 明": {GU},
    "顧維明": {GU},
    "顧　維 明": {GU},
    "顾·维明": {GU},
    "顾•维明": {GU},
    "顾・维明": {GU},
    "顾.维明": {GU},
    "顾-维-明": {GU},
    "顾_维_明": {GU},
    "顾*维*明": {GU},
    "顾/维/明": {GU},
    "顾|维|明": {GU},
    "顾\u200b维\u200b明": {GU},
    "顾\u2060维\ufeff明": {GU},
    "顾\u00ad维明": {GU},
    "顾\n维明": {GU},
    "“顾维明”": {GU},
    "（顾）维明": {GU},
    "【顾维明】同志": {GU},
    "顾维明，男，约五十岁": {GU},
    "领导顾维明等人": {GU},
    "Gu Weiming": {GU},
    "GU WEI MING": {GU},
    "Ｇｕ Ｗｅｉｍｉｎｇ": {GU},
    "weiming gu": {GU},
    "顾主任": {GU},
    "姓顾的，顾书记": {GU},
    "老顾": {GU},
    "顾某某": {GU},
    "街道办事处主任": {GU},
    "街道主任": {GU},
    "街 道 办 事 处 主 任": {GU},
    "街道辦事處主任": {GU},
    "办事处领导": {GU},
    "党工委书记": {GU},
    "街道主要领导": {GU},
    "Sub-district leader": {GU},
    "信访岗": {ZHOU, OUYANG},
    "信 访 岗": {ZHOU, OUYANG},
    "信訪崗的人": {ZHOU, OUYANG},
    "信访办工作人员": {ZHOU, OUYANG},
    "检举控告专岗": {OUYANG},
    "举报受理人员": {OUYANG},
    "社区管理办公室主任": {GAO},
    "管理办负责人": {GAO},
    "管理办的工作人员": {FANG},
    "窗口工作人员": {CHEN},
    "武南居委会书记": {SHAO},
    "欧阳科长": {OUYANG},
    "歐陽修": {OUYANG},
    "周科长": {ZHOU, MIN},
    "小周": {ZHOU, MIN},
    "zhou min": {ZHOU, MIN},
    "周敏、顾维明": {ZHOU, GU},
    "物业公司": set(),
    "对信访工作的意见": set(),
    "邻居老李": set(),
    "楼上住户": set(),
    "": set(),
}
WITHIN: dict[str, set[int]] = {
    "他叫顾维明，收了钱": {GU},
    "他叫顾 维明，收了钱": {GU},
    "顧維明收了钱": {GU},
    "顾·维\u200b明收了钱": {GU},
    "收条-顾维明.jpg": {GU},
    "收條_顧維明_2026.pdf": {GU},
    "收条顾 维 明.docx": {GU},
    "顾维明路子很野": {GU},
    "周敏态度恶劣": {ZHOU},
    "经办人是高敏同志": {GAO},
    "举报高敏感情用事": {GAO},
    "告方便收钱": {FANG},
    "经办的方便同志不作为": {FANG},
    "我控告方便收钱": {FANG},
    "余姚收了礼": {YU},
    "举报高敏收钱，她说高敏感人群不用管": {GAO},
    "余姚路100弄的余姚收了礼，住余姚路": {YU},
    # The near misses: nobody is meant.
    "住在余姚路100弄": set(),
    "余姚路菜场门口": set(),
    "余姚路": set(),
    "请给予方便": set(),
    "方便面": set(),
    "高敏感人群": set(),
    "请多照顾。维明小区": set(),
    "已向街道办事处主任反映": set(),
    "周末敏感": set(),
    "": set(),
}


@pytest.mark.parametrize(("written", "meant"), AGAINST.items())
def test_whom_it_is_against(written: str, meant: set[int]) -> None:
    assert named_in(KNOWN, about=written) == meant


SHORT = [Holder(1, "吴一"), Holder(2, "鄂一"), Holder(3, "王")]


@pytest.mark.parametrize(
    ("about", "text", "meant"),
    [
        ("Wu Yi", "", {1}),
        ("yi wu", "", {1}),
        ("Heyit Smith", "", set()),  # three letters stand in too many words
        ("王小波", "", set()),
        ("", "王小波收钱", set()),  # of one character, a surname alone
        ("", "他叫吴一", {1}),
    ],
)
def test_a_name_too_short_to_tell_is_nobody(about: str, text: str, meant: set[int]) -> None:
    assert named_in(SHORT, about=about, text=text) == meant


@pytest.mark.django_db
def test_everybody_of_the_house_is_known_with_each_post_of_today(cast: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        known = {one.user_id: one for one in holders()}
    committee = cast.committee.posts_today[0].neighbourhood
    assert known[cast.head.pk] == Holder(cast.head.pk, "管理科长", "head", cast.head.posts_today[0].office.name_zh)
    assert known[cast.committee.pk] == Holder(cast.committee.pk, "居委小邵", "committee", "", committee.name_zh)
    assert known[cast.leader.pk] == Holder(cast.leader.pk, "主任老马", "leader")
    assert cast.district.pk not in known, "an officer of the district is not of the house"


@pytest.mark.parametrize(("written", "meant"), WITHIN.items())
def test_who_stands_in_running_text(written: str, meant: set[int]) -> None:
    assert named_in(KNOWN, about="", text=written) == meant


@pytest.fixture
def keeper(cast: Any) -> Any:
    """One who reads reports against people, by a name as people have it."""
    return make_staff("gu", "顾维明", "accusations", "E")


WAYS = [
    {"against": "顧 維　明"},
    {"against": "顾·维明"},
    {"against": "检举控告岗"},
    {"against": "街道办事处主任"},
    {"body": "他是顾\u200b维明，收了好处费。"},
    {"request": "请查 顾 维 明"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("fields", WAYS)
def test_a_report_that_names_its_keeper_in_any_way_goes_to_discipline_only(
    cast: Any, keeper: Any, fields: dict[str, str]
) -> None:
    case = write(kind="petition_accusation", fields=fields)
    opens = [user for user in (keeper, cast.keeper, cast.second_keeper, cast.leader) if may_open(again(user), case)]
    assert (opens, case.registrar, case.state) == ([], None, "forwarded")
    assert Report.objects.get(case=case).body.key == "discipline"


@pytest.mark.django_db
def test_a_report_that_names_nobody_of_them_stays_with_its_keepers(cast: Any, keeper: Any) -> None:
    fields = {"against": "物业公司经理", "body": "住在余姚路100弄。"}
    case = Case.objects.get(pk=write(kind="petition_accusation", fields=fields).pk)
    assert may_open(again(keeper), case)
    assert may_open(again(cast.keeper), case)


@pytest.mark.django_db
def test_whoever_is_named_today_reads_it_in_no_later_post_either(cast: Any) -> None:
    handler = make_staff("handler-gu", "顾维明", "handler", "C")
    written = write(kind="petition_accusation", fields={"against": "顾 維明"})
    case = Case.objects.get(pk=written.pk)
    handler.posts.update(role="accusations", office=cast.keeper.posts.get().office)
    assert not may_open(again(handler), case)
    assert may_open(again(cast.keeper), case)


@pytest.mark.django_db
def test_a_letter_found_to_be_such_a_report_is_read_whole(cast: Any, keeper: Any) -> None:
    case = write(fields={"body": "收了钱的是顧・維明。"})
    case = go(case, "reclassify", cast.clerk, kind="petition_accusation", reason="属于检举")
    assert Petition.objects.get(pk=case.pk).registrar is None
    assert not may_open(again(keeper), Case.objects.get(pk=case.pk))


@pytest.mark.django_db
@pytest.mark.parametrize("against", ["周 敏", "周・敏", "小周", "Zhou Min"])
def test_an_ordinary_letter_keeps_out_whoever_it_is_against(cast: Any, against: str) -> None:
    person = make_staff("zhou", "周敏", "handler", "C")
    case = Case.objects.get(pk=write(fields={"against": against}).pk)
    assert not may_open(again(person), case)


@pytest.mark.django_db
def test_a_file_that_is_called_like_its_keeper_is_enough(cast: Any, keeper: Any) -> None:
    case = write(kind="petition_accusation", file_names=["收條-顧 維明.jpg"])
    assert (case.registrar, case.state) == (None, "forwarded")
    assert not may_open(again(keeper), Case.objects.get(pk=case.pk))
