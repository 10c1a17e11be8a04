"""What colleagues are called, from the memory of the house."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import get_language

from caojiadu.core import memory
from caojiadu.core.accounts.models import User


class Called(dict[int, str]):
    """What the rows of a table are called, by key; one that came since, or is not kept, is asked for."""

    def __init__(self, model: type[Model], known: Iterable[tuple[int, str]]) -> None:
        super().__init__(known)
        self.model = model

    def __missing__(self, key: int) -> str:
        return str(self.model._default_manager.get(pk=key))


def colleagues() -> Called:
    """What everybody who works here is called, and whoever else signs in, by key."""
    # Whoever has no full name is shown by a phone, whose change the memory is not told of.
    staff = User.objects.exclude(kind=User.Kind.RESIDENT).exclude(display_name="")
    return memory.kept("colleagues", lambda: Called(User, staff.values_list("pk", "display_name")))


def in_this_language(model: type[Model]) -> Called:
    """What the rows of a small table that is watched are called, in the language of now."""
    name = ("called", model._meta.label, get_language())
    return memory.kept(name, lambda: Called(model, ((row.pk, str(row)) for row in memory.rows_of(model).values())))
