"""Local chronicles (H12) and social organisations (H13), from opening to end through their pages."""

from types import SimpleNamespace

from offices.development.models import ChroniclePhoto
from tests.desk import day, running
from tests.offices.development.room import not_entered, refused, sees, take
from tests.offices.development.wanted import next_code


def test_a_chapter_is_reviewed_by_somebody_else_and_filed(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    typed = {"title": "街区变迁", "work": "chronicle", "author": "某人", "outline": "概况", "wanted_on": day(30)}
    wrong = not_entered(clerk, "chapters", **typed, covers_from=1990, covers_to=1949)
    assert wrong == ["covers_to"]
    case = clerk.enter("chapters", **typed, covers_from=1949, covers_to=1990)
    assert running(case) == {"manuscript": day(30)} and sees(room.stranger, case) == 404
    source = {"title": "档案", "sort": "archive", "chapter": case.number, "dated": "1956年", "kept_at": "档案馆"}
    photo = {"title": "车站", "chapter": case.number, "taken": "1958年", "shows": "电车", "consent": "all"}
    back = {"given_on": day(-5), "returned_on": day(-6)}
    assert not_entered(clerk, "photographs", **photo, **back) == ["returned_on"]
    assert not_entered(clerk, "photographs", **photo | {"shows": "13800138000"}, given_on=day(-5)) == ["shows"]
    shown = clerk.enter("photographs", **photo, given_on=day(-5))
    withheld = clerk.enter("photographs", **photo | {"title": "孩子", "consent": "ask"}, given_on=day(-5))
    page = f"{clerk.base}photographs/"
    assert clerk.client.post(f"{page}{withheld}/propose/").status_code == 409
    assert clerk.client.post(f"{page}{shown}/propose/").status_code == 302
    assert head.client.post(f"{page}{shown}/review/", {"reason": "可以公开", "agreed": "on"}).status_code == 302
    assert ChroniclePhoto.objects.get(pk=shown).published_at
    inside = photo | {"consent": "inside"}
    assert clerk.change("photographs", shown, seen=2, **inside, given_on=day(-5)) == 302
    assert ChroniclePhoto.objects.get(pk=shown).published_at is None
    assert clerk.change("photographs", shown, seen=3, **photo, given_on=day(-5)) == 302
    take(clerk, case, "chapter_draft", text="正文")
    assert set(running(case)) == {"review"}
    assert clerk.step(case, "chapter_review", review="可以") == 404
    take(head, case, "chapter_back", reason="补资料", wanted_on=day(40))
    assert running(case) == {"manuscript": day(40)}
    take(head, case, "chapter_draft", text="正文二稿")
    assert head.step(case, "chapter_review", review="可以") == 409
    assert "尚未登记" in room.leader.says(case, "chapter_review", review="史实清楚")
    assert isinstance(clerk.enter("chronicle-sources", **source, trust="one", excerpt="店铺"), int)
    assert "不得公开" in room.leader.says(case, "chapter_review", review="史实清楚")
    assert clerk.change("photographs", withheld, seen=0, **photo | {"title": "孩子"}, given_on=day(-5)) == 302
    take(room.leader, case, "chapter_review", review="史实清楚")
    assert take(clerk, case, "chapter_file", shelf="年鉴柜").state == "chapter_filed"


def test_an_organisation_is_grown_and_its_project_gets_a_grant(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    typed = {"title": "某服务社", "does": "为老", "members": 9, "seat": "某路", "grade": "none"}
    assert not_entered(clerk, "social-organisations", **typed, kind="service", credit_code="123") == ["credit_code"]
    group, code = {"kind": "group", "credit_code": "X" * 18}, next_code(None)
    badly = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert not_entered(clerk, "social-organisations", **typed, kind="service", credit_code=badly) == ["credit_code"]
    assert not_entered(clerk, "social-organisations", **typed, **group) == ["credit_code"]
    key = clerk.enter("social-organisations", **typed, kind="service", credit_code=code)
    assert not_entered(clerk, "social-organisations", **typed, kind="service", credit_code=code) == ["credit_code"]

    about = {"title": "能力建设", "organisation": f"#{key}", "help_wanted": "training", "plan": "独立运作"}
    case = clerk.enter("incubations", **about)
    assert set(running(case)) == {"vet"} and sees(room.stranger, case) == 404
    gone = clerk.enter("incubations", **about)
    assert clerk.step(gone, "incubation_refuse", reason="已撤回申请") == 404
    assert take(head, gone, "incubation_refuse", reason="已撤回申请").closed_at
    take(clerk, case, "incubation_vet", vetting="规范")
    assert set(running(case)) == {"decide"}
    term = {"mentor": "某老师", "since": day()}
    assert refused(head, case, "incubation_support", **term, until=day(-1)) == ["until"]
    take(head, case, "incubation_support", **term, until=day(200))
    assert running(case) == {"until": day(200), "help": day(30)}
    take(clerk, case, "incubation_help", done="辅导章程")
    take(head, case, "incubation_longer", until=day(300), reason="仍需辅导")
    assert running(case) == {"until": day(300), "help": day(30)}
    done = take(clerk, case, "incubation_evaluate", outcome="grown", evaluation="独立运作")
    assert (done.state, done.helped_times) == ("incubation_evaluated", 1)

    grant = {"title": "认知友好", "organisation": f"#{key}", "field": "older", "people": 50, "aim": "筛查"}
    money = {"title": "资助", "year": 2026, "most": 30000, "conditions": "在本街道服务"}
    days = {"opens_on": day(-3), "closes_on": day(3)}
    assert not_entered(clerk, "grant-rounds", **money, total=29999, **days) == ["most"]
    assert not_entered(clerk, "grant-rounds", **money, total=40000, **days | {"closes_on": day(-4)}) == ["closes_on"]
    past = clerk.enter("grant-rounds", **money, total=40000, **days | {"closes_on": day(-1)})
    grant |= {"own_money": 0, "round": f"#{past}"}
    assert not_entered(clerk, "grant-projects", **grant, budget=30000) == ["round"]
    grant["round"] = f"#{clerk.enter('grant-rounds', **money, total=40000, **days)}"
    assert not_entered(clerk, "grant-projects", **grant, budget=30001) == ["budget"]
    other = clerk.enter("grant-projects", **grant, budget=30000)
    take(clerk, other, "discuss", discussion="评审")
    take(head, other, "approve", granted=15000)
    case = clerk.enter("grant-projects", **grant, budget=30000)
    assert set(running(case)) == {"vet"} and sees(room.stranger, case) == 404
    take(clerk, case, "discuss", discussion="评审")
    assert refused(head, case, "approve", granted=25001) == ["granted"]
    take(head, case, "approve", granted=20000)
    take(clerk, case, "fund", funded_on=day())
    take(clerk, case, "set_milestone", milestone="首轮", due_on=day(20))
    take(clerk, case, "begin", ends_on=day(100))
    assert running(case) == {"milestone": day(20), "end": day(100)}
    take(clerk, case, "reach", milestone=case.milestones.get().pk, what="完成")
    paid = {"purpose": "物资", "voucher": "记-1", "paid_on": day()}
    assert refused(clerk, case, "spend", amount=20001, **paid) == ["amount"]
    take(clerk, case, "spend", amount=12000, **paid)
    take(clerk, case, "finish", result="完成", reached=60)
    assert set(running(case)) == {"review"}
    assert "8000" in room.second.says(case, "review", verdict="good", review="好", satisfied=95)
    assert refused(clerk, case, "grant_return", returned=8001, returned_on=day()) == ["returned"]
    take(clerk, case, "grant_return", returned=8000, returned_on=day())
    take(clerk, case, "rework", reason="补充名单", ends_on=day(100))
    assert refused(clerk, case, "spend", amount=1, **paid) == ["amount"]  # the rest is not there any more
    less = money | {"title": "资助", "total": 20000, "most": 10000, "seen": 0}
    assert clerk.change("grant-rounds", int(grant["round"][1:]), **less, **days) == 302
    take(clerk, case, "move_end", ends_on=day(101), reason="顺延一天")
    take(clerk, case, "finish", result="完成", reached=60)
    review = {"verdict": "good", "review": "好"}
    assert refused(room.second, case, "review", **review, satisfied=101) == ["satisfied"]
    take(room.second, case, "review", **review, satisfied=95)
    words = {name: grant[name] for name in ("title", "aim")} | {"result": "完成", "review": "好"}
    assert take(head, case, "publish", **words).state == "grant_published"
