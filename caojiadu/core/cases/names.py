"""What offices, neighbourhoods, categories and colleagues are called, from the memory of the house.

A list names them in each of its rows: joined, they would be the greater part of its cost.
"""

from typing import NamedTuple

from caojiadu.core import memory
from caojiadu.core.accounts.names import Called, colleagues, in_this_language
from caojiadu.core.cases.models import Case, Category
from caojiadu.core.organisation.models import Neighbourhood, Office

PARTS = (("office", Office), ("neighbourhood", Neighbourhood), ("category", Category))


class Names(NamedTuple):
    """Names by key, in one language."""

    offices: Called
    neighbourhoods: Called
    categories: Called
    people: Called


def names() -> Names:
    """All names, in the language of now."""
    return Names(in_this_language(Office), in_this_language(Neighbourhood), in_this_language(Category), colleagues())


def with_house(case: Case) -> Case:
    """A case with its office, neighbourhood and category from memory: nobody may change them."""
    for name, model in PARTS:
        key = getattr(case, f"{name}_id")
        if key and (row := memory.rows_of(model).get(key)):
            setattr(case, name, row)
    return case
