"""Counts that stop where nobody reads on, several in one statement."""

import pytest
from django.contrib.auth.models import Group, Permission

from caojiadu.core import keyset

pytestmark = pytest.mark.django_db


def test_several_counts_are_one_statement_each_no_further_than_people_read(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
) -> None:
    monkeypatch.setattr(keyset, "MOST", 3)
    for name in ("甲", "乙", "丙"):
        Group.objects.create(name=f"计数-{name}")
    mine = Group.objects.filter(name__startswith="计数")
    asked = [Permission.objects.all(), mine, mine.none(), mine.filter(name__in=[]), mine.exclude(name="计数-甲")]
    with django_assert_num_queries(1):
        assert keyset.capped_counts(asked) == ["3+", "3", "0", "0", "2"]
    assert [keyset.capped_count(rows) for rows in asked] == ["3+", "3", "0", "0", "2"]
    assert keyset.capped_counts([]) == []
