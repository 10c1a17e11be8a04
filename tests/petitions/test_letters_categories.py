"""The official classification: loaded once, kept as administrators left it, offered where an office answers for it."""

import pytest

from caojiadu.core.cases.models import Category
from petitions.letters.categories import _known, entries, load_categories

pytestmark = pytest.mark.django_db


def test_every_official_entry_is_there_at_its_level():
    assert {len(names) for names in entries()} == {1, 2, 3}
    assert Category.objects.count() == len(entries())
    assert Category.objects.filter(parent__parent__isnull=False).count() == 517
    assert Category.objects.get(name_zh="噪音污染").parent.parent.name_zh == "环境保护"


def test_what_we_add_belongs_to_official_entries_and_is_bilingual():
    assert set(_known()) <= set(entries())
    offered = Category.objects.filter(published=True)
    assert 12 <= offered.count() <= 25
    assert all(one.name_en and one.parent.name_en and one.office for one in offered.select_related("parent", "office"))


def test_again_is_one_query_and_keeps_edits(django_assert_num_queries):
    noise = Category.objects.filter(name_zh="噪音污染")
    noise.update(office=None, published=False, name_en="Din")
    with django_assert_num_queries(1):
        assert load_categories() == 0
    assert (noise.get().published, noise.get().name_en) == (False, "Din")


def test_a_removed_entry_comes_back():
    Category.objects.get(name_zh="噪音污染").delete()
    assert load_categories() == 1
    assert Category.objects.get(name_zh="噪音污染").published
