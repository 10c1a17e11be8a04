"""The one door under pressure: eight threads, one move; numbers without gap or double."""

import threading

import pytest
from django.db import connection, transaction

from caojiadu.core.audit.verify import verify
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import CaseEvent
from caojiadu.core.cases.moves import hold, move
from caojiadu.core.cases.moving import Actor
from caojiadu.embedded.processes import wait_until
from petitions.models import Petition
from tests.cast import make_cast
from tests.petitions.letters import write


def at_once(count, work):
    """Run the same work in many threads that start together; return what each returned or raised."""
    start, results = threading.Barrier(count), []

    def run(number):
        start.wait()
        try:
            results.append(work(number))
        except MoveError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_of_eight_threads_making_one_move_one_succeeds():
    cast = make_cast()
    case = write()
    results = at_once(8, lambda _n: move(case=case, key="register", actor=Actor.staff(cast.clerk)))
    assert sum(isinstance(result, CaseEvent) for result in results) == 1
    assert sum(isinstance(result, MoveError) for result in results) == 7
    assert case.events.filter(move="register").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_step_that_waited_reads_both_rows_as_the_other_left_them():
    case, seen = write(), []

    def wait():
        try:
            with transaction.atomic():
                seen.append(hold(case))
        finally:
            connection.close()

    other = threading.Thread(target=wait)
    with transaction.atomic():
        hold(case)
        Petition.objects.filter(pk=case.pk).update(title="新的标题", place="新的地点")
        other.start()
        assert wait_until(asks_in_vain, seconds=10) and not seen
    other.join()
    assert (seen[0].title, seen[0].place) == ("新的标题", "新的地点")


def asks_in_vain():
    """Whether anybody waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1")
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double():
    at_once(8, lambda _n: [write() for _ in range(5)])
    numbers = sorted(int(number[-6:]) for number in Petition.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 41))


@pytest.mark.django_db(transaction=True)
def test_a_number_given_back_is_given_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert write().number.endswith("000001")


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE cases_caseevent SET move = 'x'", "DELETE FROM cases_caseevent"])
def test_the_application_does_not_rewrite_events(cast, statement):
    write()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_an_edited_event_is_found(owner_connection):
    write()
    assert not verify().damage
    owner_connection.execute("UPDATE cases_caseevent SET public = NOT public")
    assert verify().damage
