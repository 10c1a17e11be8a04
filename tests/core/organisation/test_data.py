"""The data files are complete: every responsibility, office, function, centre and place of the official list."""

import pytest

from caojiadu.core.organisation.data_files import read_lists
from caojiadu.core.organisation.lists import MODELS
from caojiadu.core.organisation.models import DistrictBody

LAST = {"A": 7, "B": 14, "C": 3, "D": 8, "E": 8, "F": 4, "G": 8, "H": 15}
CLAUSES = {"R1": "abcd", "R2": "abc", "R3": "ab", "R4": "abcde", "R5": "abcdef", "R6": "abcd", "R7": "ab", "R8": "a"}
NEIGHBOURHOODS = "叶庆 武南 中行别业 高荣 万航 武西 长春 玉兰村 姚西 康定 四和花园 三和花园 均泰 达安花园"
lists = read_lists()


def test_every_function_of_every_office_is_there():
    wanted = [f"{letter}{number}" for letter, last in LAST.items() for number in range(last + 1)]
    assert [row["code"] for row in lists.functions if row["office"] in LAST] == wanted
    assert all(row["code"].startswith(row["office"]) for row in lists.functions)


def test_every_responsibility_is_there_clause_by_clause():
    assert [row["code"] for row in lists.responsibilities if row["parent"] is None] == list(CLAUSES)
    wanted = [f"{code}.{letter}" for code, letters in CLAUSES.items() for letter in letters]
    assert [row["code"] for row in lists.responsibilities if row["parent"]] == wanted


def test_every_clause_is_served_by_a_function():
    served = {code for row in lists.functions for code in row["responsibilities"]}
    assert served == {row["code"] for row in lists.responsibilities if row["parent"]}


def test_two_offices_have_a_second_plate():
    assert {row["code"]: row["plate_zh"] for row in lists.offices if row["plate_zh"]} == {
        "A": "人大代表联络室",
        "E": "信访办公室",
    }


def test_only_the_name_of_office_g_is_unsure():
    assert [row["code"] for row in lists.offices if not row["confirmed"]] == ["G"]


def test_centres_are_run_except_the_health_centre_which_is_assisted():
    assert {(row["office"], row["function"]): row["assists"] for row in lists.centres} == {
        ("B", "B14"): False,
        ("C", "C3"): False,
        ("D", "D7"): False,
        ("D", "D8"): False,
        ("E", "E8"): False,
        ("H", "H14"): False,
        ("H", "H15"): True,
    }
    assert [row["code"] for row in lists.functions if row["assists"]] == ["E7", "H15"]


def test_the_fourteen_neighbourhoods_are_there_in_order():
    names = [row["name_zh"].removesuffix("居民区") for row in lists.neighbourhoods]
    assert names == NEIGHBOURHOODS.split()
    assert [row["code"] for row in lists.neighbourhoods] == [f"{number:02}" for number in range(1, 15)]


def test_only_the_general_office_is_confirmed_and_discipline_alone_gets_accusations():
    assert [row["key"] for row in lists.bodies if row["confirmed"]] == ["general-office"]
    assert [row["key"] for row in lists.bodies if "accusation" in row["receives"]] == ["discipline"]
    known = set(DistrictBody.Matter.values)
    assert all(set(row["receives"]) <= known and row["receives"] for row in lists.bodies)
    assert known == {matter for row in lists.bodies for matter in row["receives"]}


def test_no_fact_has_a_value_and_every_centre_has_its_own():
    assert not any("value_zh" in row or "value_en" in row for row in lists.facts)
    keys = {row["key"] for row in lists.facts}
    assert len(keys) == len(lists.facts)
    assert {"centre_affairs_reception_address", "centre_city_grid_phone", "centre_health_service_hours"} <= keys


def test_a_limit_by_law_names_its_source():
    by_law = [row for row in lists.functions if row["basis"] == "law"]
    assert all(row["source_zh"] and row["source_en"] for row in by_law)
    assert not any(row["source_zh"] for row in lists.functions if row["basis"] == "practice")


@pytest.mark.parametrize("kind", MODELS)
def test_every_row_has_both_languages_and_fits_its_columns(kind):
    model = MODELS[kind]
    may_be_empty = {"plate_zh", "plate_en", "also_zh", "also_en", "source_zh", "source_en"}
    for row in getattr(lists, kind):
        for name, value in row.items():
            if isinstance(value, str):
                limit = model._meta.get_field(name).max_length
                assert value or name in may_be_empty, f"{row} lacks {name}"
                assert limit is None or len(value) <= limit, f"{name} of {row} is too long"
        for name in [name for name in row if name.endswith("_zh") and row[name]]:
            assert any("\u4e00" <= letter <= "\u9fff" for letter in row[name]), row[name]
            english = row[name.removesuffix("_zh") + "_en"]
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in english), english
