"""Comparing the official list with the code and the database."""

from dataclasses import dataclass, field

from django.conf import settings

from caojiadu.core.organisation import hooks
from caojiadu.core.workflow.workflow import all_workflows

from .data_files import Lists, read_lists
from .models import Function, Office


@dataclass
class Findings:
    """What a comparison found."""

    faults: list[str] = field(default_factory=list)
    kinds: dict[str, list[str]] = field(default_factory=dict)
    without_record: list[str] = field(default_factory=list)


def compare() -> Findings:
    """Compare data files, database, settings and registered kinds of matter."""
    lists = read_lists()
    found = Findings()
    found.faults += _faults_of_data(lists)
    found.faults += _faults_of_database(lists)
    for key, function in kept_for():
        codes = _codes(function, lists)
        if function and not codes:
            found.faults.append(f"{key} names the function {function}, which does not exist")
        for code in codes:
            found.kinds.setdefault(code, []).append(key)
    found.faults += [fault for faults in hooks.faults_of_records() for fault in faults]
    found.without_record = [row["code"] for row in lists.functions if row["code"] not in found.kinds]
    return found


def kept_for() -> list[tuple[str, str]]:
    """Every kind of matter and every register, with the function it serves."""
    kinds = [(workflow.key, workflow.function) for workflow in all_workflows()]
    return kinds + [pair for pairs in hooks.registers_for() for pair in pairs]


def _codes(function: str, lists: Lists) -> list[str]:
    """The functions of a name; "x0" stands for the umbrella function of every office."""
    codes = [row["code"] for row in lists.functions]
    return [code for code in codes if code == function or (function == "x0" and code[1:] == "0")]


def _faults_of_data(lists: Lists) -> list[str]:
    """Codes given twice, clauses that no function serves, offices of the settings without a part of the list."""
    codes = [row["code"] for row in lists.functions]
    served = {code for row in lists.functions for code in row["responsibilities"]}
    clauses = {row["code"] for row in lists.responsibilities if row["parent"]}
    faults = [f"function {code} is listed twice" for code in sorted(set(codes)) if codes.count(code) > 1]
    faults += [f"clause {code} is served by no function" for code in sorted(clauses - served)]
    faults += [f"clause {code} does not exist" for code in sorted(served - clauses)]
    missing = set(settings.OFFICES) - {row["key"] for row in lists.offices}
    return faults + [f"office {key} is in the settings, but is not an office's app" for key in sorted(missing)]


def _faults_of_database(lists: Lists) -> list[str]:
    """Functions that are in the list only or in the database only; offices without a function."""
    listed = {row["code"] for row in lists.functions}
    stored = set(Function.objects.values_list("code", flat=True))
    faults = [f"function {code} is not loaded: run load_official_lists" for code in sorted(listed - stored)]
    faults += [f"function {code} is loaded, but in no office's list" for code in sorted(stored - listed)]
    idle = Office.objects.filter(functions=None).values_list("code", flat=True)
    return faults + [f"office {code} has no function" for code in idle]
