"""Who does what in made-up letters: the people of the demonstration by post."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.organisation.queries import office_of_function
from petitions.demo.many import PROBLEMS


@dataclass(frozen=True, slots=True)
class Doer:
    """The columns of an event that say who acted."""

    kind: str
    user: int | None = None
    office: int | None = None


RESIDENT, TIMER = Doer("resident"), Doer("timer")


class Crew:
    """The people by office and role; only offices where somebody can answer get letters."""

    def __init__(self, people: Mapping[str, Any]) -> None:
        self._held: dict[tuple[str, int | None], list[Doer]] = defaultdict(list)
        for user in people.values():
            office = next((post.office_id for post in user.posts_today if post.office_id), None)
            doer = Doer("staff", user.pk, office)
            for post in user.posts_today:
                self._held[post.role, post.office_id].append(doer)
        self.desk = office_of_function("E3")
        self.offices = {office.code: office.pk for office in Office.objects.all() if self._manned(office.pk)}
        self.problems = [one for one in PROBLEMS if one[2] in self.offices]

    def _manned(self, office: int) -> bool:
        return bool(self._held["handler", office] or self._held["head", office])

    def at_desk(self, role: str) -> Doer:
        """Somebody at the letters-and-calls desk; the portal itself where nobody has that post."""
        found = self._held[role, self.desk.pk]
        return found[0] if found else TIMER

    def keeper(self) -> Doer:
        """One of the two who keep confidential reports."""
        return self.at_desk("accusations")

    def head(self, office: int) -> Doer:
        """The head of an office, or whoever else is there."""
        return (self._held["head", office] or self._held["handler", office])[0]

    def handler(self, office: int, chance: random.Random) -> Doer:
        """Somebody who handles matters there."""
        return chance.choice(self._held["handler", office] or self._held["head", office])
