"""Many at once: looked at line by line, done by each matter's own step, resumed after a stop, and taken back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caojiadu.core.accounts.absences import set_absence
from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.desk.many import batches
from caojiadu.core.desk.models import Batch, BatchLine
from caojiadu.core.desk.tasks import run_many
from caojiadu.core.organisation.models import Office
from tests.cast import again
from tests.entries import signed_in
from tests.petitions.letters import accepted, answered, go, in_hand, write

pytestmark = pytest.mark.django_db
URL = "/desk/many/"


def send(client: Client, act: str, cases: list[Any], step: str = "", **typed: Any) -> Any:
    """One of the three steps; what is sent off carries the versions that were looked at."""
    seen = {f"seen-{case.pk}": case.version for case in cases}
    keys = {"case": [case.pk for case in cases]}
    return client.post(
        URL, {"act": act, "in": "queue=office", **({"step": step} if step else {}), **keys, **seen, **typed}
    )


def outcomes(batch: Batch) -> dict[int, tuple[str, str]]:
    return {line.case_id: (line.state, line.why_sealed) for line in batch.lines.all()}


def test_nobody_moves_by_the_dozen_what_they_could_not_move_alone(cast: Any) -> None:
    mine, done, foreign = accepted(cast), answered(cast), write()
    order = {"handler": cast.handler.pk, "note": "请办理"}
    # What is looked at changes nothing, and a matter that is not to be opened does not even show.
    head = signed_in(cast.head)
    events = CaseEvent.objects.count()
    page = send(head, "assign", [mine, done, foreign], "look", **order)
    said = {row.case.pk: row.why for row in page.context["rows"]}
    assert said.keys() == {mine.pk, done.pk}
    assert not said[mine.pk]
    assert "已答复" in said[done.pk]
    assert CaseEvent.objects.count() == events
    assert [case.pk for case in page.context["able"]] == [mine.pk]
    # Whoever sends off more than was offered gets what a step alone would say.
    assert send(head, "assign", [mine, done, foreign], "go", **order).status_code == 302
    batch = Batch.objects.get()
    assert outcomes(batch) == {mine.pk: ("done", ""), done.pk: ("refused", said[done.pk])}
    assert Case.objects.get(pk=mine.pk).handler_id == cast.handler.pk
    event = CaseEvent.objects.filter(case=mine).latest("id")
    assert (event.move, event.actor_user_id) == ("assign", cast.head.pk)
    # A handler assigns nothing, alone or with others; a colleague of another office opens nothing of it.
    for person, form in ((cast.handler, order), (cast.stranger, order)):
        client = signed_in(person)
        send(client, "assign", [mine], "go", **form)
        assert not BatchLine.objects.filter(batch__by=person, state="done").exists(), person
        assert client.get(f"{URL}{batch.key}/").status_code == 404
    # Neither does whoever lost the post between looking and the worker's turn.
    other = accepted(cast)
    later = batches.begin(
        batches.ACTS[0],
        [(other.pk, other.version)] * 1 + [(n, 1) for n in range(9_000, 9_011)],
        again(cast.head),
        order,
        "",
    )
    assert outcomes(later)[other.pk][0] == "waiting"
    Post.objects.filter(user=cast.head).delete()
    run_many()
    assert outcomes(later)[other.pk][0] == "refused"
    assert Case.objects.get(pk=other.pk).handler_id is None


def test_confidential_reports_are_no_part_of_it(cast: Any) -> None:
    report = write("petition_accusation")
    keeper = signed_in(cast.keeper)
    page = send(keeper, "note", [report], "look", note="已阅")
    assert page.status_code == 404 or not page.context["able"]
    assert not BatchLine.objects.exists()


def test_each_step_keeps_its_own_rules_and_words(cast: Any) -> None:
    head, case = signed_in(cast.head), accepted(cast)
    empty = send(head, "assign", [case], "look", handler="", note="不丢")
    assert empty.status_code == 422
    assert "不丢" in empty.content.decode()
    set_absence(
        user=cast.colleague,
        first=dt.date.today() - dt.timedelta(days=1),
        last=dt.date.today() + dt.timedelta(days=9),
        deputy=None,
        by=cast.head,
    )
    away = send(head, "assign", [case], "look", handler=cast.colleague.pk)
    assert away.status_code == 422
    # Somebody was faster between looking and sending off.
    go(case, "note", cast.head, note="先看")
    send(head, "assign", [case], "go", handler=cast.handler.pk)
    [(state, why)] = outcomes(Batch.objects.get()).values()
    assert state == "refused"
    assert "抢先" in why or "已" in why


def test_an_act_is_taken_back_where_nobody_worked_since(cast: Any) -> None:
    first, second, fresh = in_hand(cast), in_hand(cast), accepted(cast)
    head = signed_in(cast.head)
    cases = [Case.objects.get(pk=case.pk) for case in (first, second, fresh)]
    send(head, "assign", cases, "go", handler=cast.colleague.pk)
    batch = Batch.objects.get()
    assert {state for state, _why in outcomes(batch).values()} == {"done"}
    go(second, "note", cast.colleague, note="已联系")
    assert head.post(f"{URL}{batch.key}/").status_code == 302
    found = outcomes(batch)
    assert found[first.pk] == ("undone", "")
    assert found[second.pk][0] == found[fresh.pk][0] == "kept"
    handlers = dict(Case.objects.values_list("pk", "handler_id"))
    assert handlers[first.pk] == cast.handler.pk
    assert handlers[second.pk] == handlers[fresh.pk] == cast.colleague.pk
    page = head.get(f"{URL}{batch.key}/").content.decode()
    assert found[second.pk][1] in page


def test_matters_are_passed_on_by_the_step_of_whoever_asks(cast: Any) -> None:
    first, second = accepted(cast), in_hand(cast)
    office = Office.objects.get(code="F")
    head = signed_in(cast.head)
    send(head, "transfer", [first, second], "go", office=office.pk, reason="属自治办职能")
    batch = Batch.objects.get()
    assert {line.step for line in batch.lines.all()} == {"hand_over"}
    assert again(cast.co_head).pk and Case.objects.visible_to(cast.co_head).filter(pk=first.pk).exists()
    head.post(f"{URL}{batch.key}/")
    assert {state for state, _why in outcomes(batch).values()} == {"undone"}
    assert not Case.objects.visible_to(again(cast.co_head)).filter(pk=first.pk).exists()


def test_what_stopped_halfway_goes_on_and_does_nothing_twice(cast: Any, monkeypatch: Any) -> None:
    cases = [in_hand(cast) for _n in range(3)]
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    handler = signed_in(cast.handler)
    answer = send(handler, "note", cases, "go", note="统一回访")
    batch = Batch.objects.get()
    waiting = handler.get(answer["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert "还有 3 件" in waiting
    real, calls = batches.move, []

    def breaks(**what: Any) -> Any:
        calls.append(what)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return real(**what)

    monkeypatch.setattr(batches, "move", breaks)
    with pytest.raises(RuntimeError):
        run_many()
    assert sorted(state for state, _why in outcomes(batch).values()) == ["done", "waiting", "waiting"]
    assert run_many() == 1
    assert run_many() == 0
    assert {state for state, _why in outcomes(batch).values()} == {"done"}
    assert CaseEvent.objects.filter(move="note").count() == 3
    assert 'hx-trigger="every 2s"' not in handler.get(answer["Location"]).content.decode()


def test_all_that_match_are_chosen_up_to_a_limit(cast: Any, monkeypatch: Any) -> None:
    cases = [in_hand(cast) for _n in range(3)]
    monkeypatch.setattr("caojiadu.core.desk.many.choosing.MOST", 2)
    handler = signed_in(cast.handler)
    whole = handler.post(URL, {"act": "note", "which": "all", "in": "queue=mine"})
    assert whole.context["keys"] == [case.pk for case in cases[:2]]
    assert whole.context["more"]
    paged = handler.post(
        URL, {"act": "note", "which": "page", "in": "queue=mine", "on_page": f"{cases[2].pk},x,{'9' * 40}"}
    )
    assert paged.context["keys"] == [cases[2].pk]
    assert "没有勾选" in handler.post(URL, {"act": "note", "in": "queue=mine"}).content.decode()
    assert handler.get(URL).status_code == 302
    assert handler.post(URL, {"act": "close", "case": cases[0].pk}).status_code == 404
    # What shows the ticks costs the list no statement.
    handler.get("/desk/cases/?queue=mine")
    with CaptureQueriesContext(connection) as asked:
        page = handler.get("/desk/cases/?queue=mine")
    assert page.context["acts"]
    assert len(asked) <= 5
