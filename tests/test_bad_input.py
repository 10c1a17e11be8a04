"""Every form beside the steps of matters with what nobody should send: no 500, words that help, nothing half-saved."""

from types import SimpleNamespace
from typing import Any

import pytest

from petitions.intake import online
from tests.bad_input_world import browser, one_house
from tests.hostile import filled, post, undone
from tests.petitions.online import LETTER
from tests.rails import one_rail, same_people
from tests.unkind import rows, try_all

__all__ = ["one_house", "one_rail", "same_people"]
SLOW = "seventeen hostile values in every field of every form"
pytestmark = pytest.mark.usefixtures("one_rail", "same_people")

WHOLE_LETTER = {
    **LETTER,
    "category": "",
    "against": "某公司",
    "neighbourhood": "",
    "anonymous": None,
    "address": "武定西路1号",
    "id_type": "id_card",
    "id_number": "310106194912310027",
    "e_service": "on",
    "share_identity": "on",
}
# The window's form is the online one with these beside it.
ONLY: dict[str, tuple[Any, ...]] = {
    "window": ("title", "channel", "received_on", "read_back", "form_token", ("people", "came")),
    "letter for somebody": (
        ("for_name", "for_phone", "for_address"),
        ("joint", "on_behalf", "for_relation", "for_born", "for_consent"),
    ),
    "sign": (
        ("name", "phone", "address", "id_number"),
        ("id_type", "represent", "shows_name", "notice_read", "form_token"),
    ),
}
# name: (who, path, good fields); {…} are keys of the world.
DOORS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "letter": ("visitor", "/petitions/new/", WHOLE_LETTER),
    "letter for somebody": (
        "visitor",
        "/petitions/new/",
        {
            **LETTER,
            "on_behalf": "other",
            "for_name": "王阿婆",
            "for_phone": "13900000009",
            "for_address": "武定西路1号",
            "for_relation": "child",
            "for_consent": "code",
        },
    ),
    "sign": (
        "visitor",
        "/petitions/join/{link}/",
        {"name": "李一", "phone": "13900000001", "address": "武定西路1号", "id_type": "", "notice_read": "on"},
    ),
    "link": ("resident", "/petitions/{fresh.number}/link/", {"do": "open"}),
    "proxy": ("resident", "/petitions/{fresh.number}/proxy/", {"do": "end"}),
    "track": ("visitor", "/petitions/track/", {"number": "XF-2026-000001", "code": "ABCD2345"}),
    "service": (
        "visitor",
        "/services/judge/",
        {"item": "pension", "step": "window", "grade": "1", "said": "跑了三趟", "name": "李一", "phone": "13900000001"},
    ),
    "phone": ("visitor", "/accounts/login/", {"phone": "13812345678"}),
    "code": ("visitor", "/accounts/login/code/", {"code": "123456"}),
    "staff": ("visitor", "/accounts/staff/", {"login": "clerk", "password": "wrong words"}),
    "password": ("clerk", "/accounts/password/", {"oldpassword": "a", "password1": "b", "password2": "c"}),
    "reply": ("resident", "/petitions/{asked.number}/reply/", {"reply": "三号楼"}),
    "judge": (
        "resident",
        "/petitions/{told.number}/judge/",
        {"office_grade": "4", "answer_grade": "2", "comment": "还可以"},
    ),
    "review": ("resident", "/petitions/{told.number}/review/", {"reason": "认为事实不清"}),
    "withdraw": ("resident", "/petitions/{fresh.number}/withdraw/", {"reason": "已解决"}),
    "leave": ("resident", "/petitions/{fresh.number}/leave/", {"x": ""}),
    "keep": ("resident", "/petitions/{fresh.number}/keep/", {"x": ""}),
    "window": (
        "window",
        "/desk/letters/enter/",
        {**WHOLE_LETTER, "channel": "call", "received_on": "", "read_back": ""},
    ),
    "new code": ("clerk", "/desk/letters/{fresh.number}/code/", {"checked": "身份证"}),
    "reveal": ("handler", "/desk/cases/{asked.number}/person/", {"reason": "核实"}),
    "task": ("head", "/desk/tasks/{task.pk}/", {"result": "已联系"}),
    "away": ("head", "/desk/away/", {"user": "1", "first": "2026-12-01", "last": "2026-12-02", "deputy": ""}),
    "many": ("head", "/desk/many/", {"act": "note", "case": "1", "on_page": "1", "in": "queue=all", "note": "请阅"}),
    "list out": ("head", "/desk/cases/export/", {"go": "1", "form": "csv", "in": "queue=all", "reason": "核对"}),
    "save a view": ("head", "/desk/views/save/", {"in": "queue=all", "name": "看", "at": "09:00", "many": "5"}),
    "remind": ("handler", "/desk/cases/{asked.number}/remind/", {"on": "2030-01-02", "words": "看"}),
    "leaver": ("head", "/desk/leavers/{users[handler].pk}/", {"to": "1", "note": "请接手"}),
    "leaver, sent off": ("head", "/desk/leavers/{users[handler].pk}/", {"go": "1", "note": "请接手"}),
    "roster": (
        "clerk",
        "/desk/letters/reception/",
        {"leader": "1", "day": "2026-12-01", "starts": "09:00", "ends": "11:00"},
    ),
    "grid case": ("head", "/desk/management/grid-cases/new/", {"title": "井盖", "place": "长宁路", "source": "patrol"}),
    "urgent": (
        "window",
        "/desk/letters/urgent/new/",
        {
            "title": "燃气泄漏",
            "place": "万航渡路",
            "what": "正在疏散",
            "learned_at": "2026-11-20T10:00",
            "bodies": None,
        },
    ),
    "slip": (
        "clerk",
        "/desk/letters/supervision/new/",
        {"number_there": "沪信督1号", "case_number": "", "advice": "请核实", "days": "5", "body": "1", "office": "1"},
    ),
    "meeting": (
        "clerk",
        "/desk/letters/meetings/new/",
        {
            "title": "联席会议",
            "held_at": "2026-12-01T14:00",
            "place": "三楼",
            "chair": "主任",
            "guests": "",
            "offices": "1",
        },
    ),
    "digest": (
        "clerk",
        "/desk/letters/digests/new/",
        {"since": "2026-01-01", "until": "2026-12-31", "suggestions": "1"},
    ),
    "order": (
        "head",
        "/desk/management/orders/new/",
        {
            **{"number": "SH1", "order_class": "help", "dangerous": None, "title": "路灯不亮", "content": "路灯坏了"},
            **{"place": "长宁路", "neighbourhood": "", "name": "张三", "phone": "13812345678", "received": ""},
            **{"keep_private": None, "call_back": "on"},
        },
    ),
    "export": ("head", "/desk/elsewhere/12345/export/", {"which": "new", "kind": "xlsx", "reason": ""}),
    "export of letters": (
        "clerk",
        "/desk/elsewhere/city-petitions/export/",
        {"which": "all", "kind": "csv", "full": None, "reason": ""},
    ),
    "ticked": ("head", "/desk/elsewhere/12345/", {"case": "1", "seen": "2026-11-25T10:00:00+00:00"}),
    "taken back": ("head", "/desk/elsewhere/12345/take-back/", {"moment": "2026-11-25T10:00:00+00:00"}),
    "number there": ("clerk", "/desk/elsewhere/city-petitions/cases/{asked.number}/", {"number": "沪信1号"}),
    "inbox": ("head", "/desk/notices/", {"key": "1"}),
    "again": ("head", "/desk/notices/trouble/{notice.pk}/", {"reason": "号码已更正", "told": None}),
    "acknowledge": ("district", "/district/reports/{report.key}/acknowledge/", {"number": "区信1号"}),
    "answer": ("district", "/district/reports/{report.key}/answer/", {"text": "已协调"}),
    "send back": ("district", "/district/reports/{report.key}/return/", {"reason": "不属本部门"}),
    "district slip": (
        "district",
        "/district/slips/new/",
        {"number_there": "区信督1号", "case_number": "", "advice": "请核实", "days": "5", "breach": "1"},
    ),
    "district messages": ("district", "/district/messages/", {"key": "1"}),
    "display": ("visitor", "/display/", {"theme": "dark", "size": "large", "next": "/about/"}),
    "language": ("visitor", "/i18n/setlang/", {"language": "en", "next": "/about/"}),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_form_withstands_every_value_in_every_field(house: SimpleNamespace, door: str) -> None:
    who, path, good = DOORS[door]
    client = house.people[who] if who != "visitor" else browser()
    good = dict(good)
    if door in ("letter", "window"):
        good |= {"form_token": online.new_token(), "attachments-token": ""}
    if door == "code":
        client.post("/accounts/login/", {"phone": "13812345678"})
    trouble = try_all(client, path.format(**vars(house)), good, fields=ONLY.get(door, ()))
    assert not trouble, "\n".join(trouble)


@pytest.mark.parametrize(
    ("who", "step", "field"),
    [
        ("head", "assign", "handler"),
        ("head", "recuse", "person"),
        ("clerk", "hand_over", "office"),
        ("head", "ask_office", "office"),
        ("head", "ask_committee", "neighbourhood"),
        ("head", "change_help", "helper"),
        ("leader", "hold", "leader"),
        ("head", "report_up", "body"),
        ("head", "report_up", "papers"),
    ],
)
def test_a_key_that_is_unknown_or_of_another_office_is_refused(
    house: SimpleNamespace, who: str, step: str, field: str
) -> None:
    case, client = house.stages[1], house.people[who]
    path = f"/desk/cases/{case.number}/{step}/"
    good = filled(client.get(path).context["form"])
    others = (
        [house.users[name].pk for name in ("stranger", "window", "district")] if step in ("assign", "recuse") else []
    )
    for key in (*others, 0, -1, 10**12, 10**25):
        with undone():
            before = rows()
            response = post(client, path, {**good, field: key})
            assert (response.status_code, field in response.context["form"].errors) == (422, True), key
            assert rows() == before
