"""How good the search for the same matter is, on pairs labelled by hand. What it costs: see tests/test_speed.py."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from petitions.duplicates.likeness import Shares
from petitions.duplicates.matches import BY_PERSON, BY_WORDS, ask_for

BASE = Path(settings.BASE_DIR).resolve()
PLACES = [up / "shared" / "data" for up in BASE.parents[:2]]


def test_precision_and_recall_on_labelled_pairs():
    data = next((path for path in PLACES if path.is_dir()), None)
    if data is None:
        # The public letters are never copied into the project; where the whole suite has to pass they lie beside it.
        pytest.skip("the public letters are not there (../shared/data)")
    out = StringIO()
    call_command("measure_same_matter", data=data, stdout=out)
    said = out.getvalue()
    pairs, same, place = map(
        int, re.search(r"(\d+) pairs.*: (\d+) the same matter, (\d+) the same place", said).groups()
    )
    assert (pairs >= 120, same >= 60, place >= 40) == (True, True, True)
    precision, recall = map(float, re.search(r"likely.*precision ([\d.]+), recall ([\d.]+)", said).groups())
    assert precision >= 0.9, said
    assert recall >= 0.6, said
    assert float(re.search(r"candidates: .*\(([\d.]+)\)", said)[1]) >= 0.85, said


def test_words_that_are_common_here_count_as_common():
    assert Shares().rare("曹家")
    assert not Shares({"曹家渡": 0.4}).rare("曹家")
    here = Shares({"曹家渡": 0.4})
    assert "曹家渡" in ask_for("曹家渡花鸟市场漏水", "", Shares(), 1000).words
    assert "曹家渡" not in ask_for("曹家渡花鸟市场漏水", "", here, 1000).words
    assert len(ask_for("曹家渡花鸟市场漏水", "市场屋顶漏水", Shares(), 10**9).words) <= 14


def test_no_more_than_fifty_letters_are_compared():
    assert BY_WORDS + BY_PERSON <= 50
