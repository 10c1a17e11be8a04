"""What several parts of a page ask about a case is looked up once, and never remembered in a move."""

from types import SimpleNamespace

from caojiadu.core.cases.memo import at_rest, once


def test_it_is_remembered_while_the_case_is_at_rest_and_for_this_very_object() -> None:
    found: list[tuple[object, ...]] = []

    @once
    def look_up(case: SimpleNamespace, *keys: str) -> tuple[int, ...]:
        found.append(keys)
        return (case.number, len(found))

    case, other = SimpleNamespace(number=1), SimpleNamespace(number=2)
    assert [look_up(case), look_up(case)] == [(1, 1), (1, 2)]
    with at_rest(case):
        assert [look_up(case), look_up(case), look_up(case, "a"), look_up(case)] == [(1, 3), (1, 3), (1, 4), (1, 3)]
        with at_rest(case):
            assert look_up(case, "a") == (1, 4)
        assert look_up(case) == (1, 3)
        assert [look_up(other), look_up(other)] == [(2, 5), (2, 6)]
    assert look_up(case) == (1, 7)
