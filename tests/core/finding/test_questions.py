"""What people ask finds what fits: 166 everyday questions, each with its answer among the first three."""

import tomllib
from pathlib import Path

import pytest

from caojiadu.core.finding.search import find

pytestmark = pytest.mark.django_db
QUESTIONS = tomllib.loads((Path(__file__).parents[2] / "data/questions.toml").read_text(encoding="utf-8"))
LEAST = 0.95


def test_nearly_all_questions_find_an_answer_among_the_first_three() -> None:
    missed, asked = [], 0
    for way, questions in QUESTIONS.items():
        for question, fitting in questions.items():
            first = [f"{hit.entry.kind}:{hit.entry.key}" for hit in find(question)[:3]]
            asked += 1
            if not set(first) & set(fitting):
                missed.append((way, question, first))
    assert asked >= 150
    assert len(missed) <= (1 - LEAST) * asked, missed
