"""Who does what, from the data."""

import pytest
from django.utils.translation import override

from caojiadu.core.organisation.models import DistrictBody, Function
from caojiadu.core.organisation.queries import (
    bodies_for,
    office_of_function,
    organisation_chart,
    responsibilities,
)

pytestmark = pytest.mark.django_db


def codes(rows):
    return [row.code for row in rows]


def test_the_chart_has_offices_functions_centres_and_clauses_in_five_queries(django_assert_num_queries):
    with django_assert_num_queries(5):
        chart = organisation_chart()
        drawn = {
            office.code: (
                [(function.code, codes(function.responsibilities.all())) for function in office.functions.all()],
                [(centre.name, centre.function.code, len(centre.facts.all())) for centre in office.centres.all()],
            )
            for office in chart
        }
    assert "".join(drawn).startswith("ABCDEFGH")
    assert ("E3", ["R7.a", "R7.b"]) in drawn["E"][0]
    assert [function for function, _clauses in drawn["B"][0]][9:12] == ["B9", "B10", "B11"]
    assert [(code, number) for _name, code, number in drawn["H"][1]] == [("H14", 3), ("H15", 3)]


def test_the_responsibilities_come_with_clauses_functions_and_offices(django_assert_num_queries):
    with django_assert_num_queries(3):
        drawn = {
            row.code: {
                clause.code: set(codes(one.office for one in clause.functions.all())) for clause in row.clauses.all()
            }
            for row in responsibilities()
        }
    assert list(drawn) == [f"R{number}" for number in range(1, 9)]
    assert drawn["R6"] == {"R6.a": {"B", "D"}, "R6.b": {"B"}, "R6.c": {"E"}, "R6.d": {"B"}}


def test_a_function_knows_its_office():
    assert office_of_function("E3").key == "security"
    with pytest.raises(Function.DoesNotExist):
        office_of_function("Z9")


def test_only_whole_duties_are_umbrellas():
    umbrellas = [one.code for one in Function.objects.filter(office__code__in="ABCDEFGH") if one.is_umbrella]
    assert umbrellas == ["A0", "B0", "C0", "D0", "E0", "F0", "G0"]


def test_a_body_receives_its_kinds_of_matter_while_it_is_in_use():
    assert [body.key for body in bodies_for("accusation")] == ["discipline"]
    assert "discipline" not in {body.key for body in bodies_for("escalation")}
    DistrictBody.objects.filter(key="housing").update(active=False)
    assert "housing" not in {body.key for body in bodies_for("escalation")}


def test_texts_follow_the_reader():
    function = Function.objects.get(code="E3")
    with override("en"):
        assert (function.name, function.record) == ("Letters and calls", "Petition matter")
        assert "15 days" in function.limits
        assert "art" in function.source
        assert "registered" in function.states
        assert function.others
    with override("zh-hans"):
        assert str(function) == "信访"
        assert "十五日" in function.limits
