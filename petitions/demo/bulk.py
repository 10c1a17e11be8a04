"""Made-up letters by the hundred thousand: COPY in one transaction, as moves would have left them.

First the tables that they fill, row by row, with the events that say how each came to be so; then the loading.
"""

import datetime as dt
import json
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

from django.utils import timezone

from caojiadu.core.audit.sealed import digest_of, mac_of_spelt
from caojiadu.core.cases import search
from caojiadu.core.cases.deciding import deciding_states
from caojiadu.core.cases.models import (
    Assignment,
    Case,
    CaseEvent,
    CaseSearch,
    Category,
    Clock,
    Confidentiality,
    EventWords,
    OpenCount,
    Series,
)
from caojiadu.core.cases.open_counts import count_again
from caojiadu.core.community.models import Resident
from caojiadu.core.documents.contents import digest_of as digest_of_paper
from caojiadu.core.documents.models import Paper
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import seal
from petitions.demo.lives import Letter, Life, lives
from petitions.demo.many import Crew, Doer
from petitions.demo.spreading import bare
from petitions.demo.texts import ANSWER, BASIS
from petitions.demo.writers import (
    Courier,
    Limits,
    Table,
    body_words,
    owner_cursor,
    people_of,
    title_words,
    triggers_off,
)
from petitions.letters.models import Answer, Judgement, Petition, QueryCode, Question
from petitions.papers.parts import parts_of_answer
from petitions.petitioners.access import ALPHABET, CODE_LENGTH, code_digest
from petitions.petitioners.models import Petitioner

# Parents first, so that checks of foreign keys find them.
_MODELS = {
    "resident": Resident,
    "case": Case,
    "petition": Petition,
    "search": CaseSearch,
    "petitioner": Petitioner,
    "code": QueryCode,
    "clock": Clock,
    "assignment": Assignment,
    "event": CaseEvent,
    "words": EventWords,
    "question": Question,
    "answer": Answer,
    "paper": Paper,
    "judgement": Judgement,
}


# Of which no copies are made in the database: residents write many letters each, and events are sealed here.
_AS_THEY_ARE = ("resident", "event")


class Books:
    """One letter after another becomes rows; `send` copies them to the database."""

    def __init__(self, cursor: Any, crew: Crew, now: dt.datetime, chance: random.Random, copies: int) -> None:
        self.cursor, self.crew, self.now, self.chance, self.copies = cursor, crew, now, chance, copies
        self.areas = list(Neighbourhood.objects.values_list("pk", flat=True))
        self.courier = Courier(cursor)
        self.tables = {
            name: Table(model, copies=1 if name in _AS_THEY_ARE else copies) for name, model in _MODELS.items()
        }
        self.function = crew.desk.functions.filter(code="E3").values_list("pk", flat=True).first()
        self.categories: dict[int, list[int]] = {}
        for pk, office in Category.objects.exclude(office=None).values_list("pk", "office"):
            self.categories.setdefault(office, []).append(pk)

    def begin(self, first: dt.datetime, residents: int) -> None:
        """Lock the tables and make the residents."""
        for table in self.tables.values():
            table.begin(self.cursor)
        self.limits = Limits(self.tables["clock"], first.date(), self.now)
        self.residents = people_of(self.tables["resident"], residents, self.now)

    def send(self) -> None:
        """Copy what has gathered, while more gathers."""
        firsts = {table.model: table.first for name, table in self.tables.items() if name != "resident"}
        self.courier.send([table.take(firsts) for table in self.tables.values()])

    def end(self) -> None:
        """Leave the index of words, sequences and statistics as they would be by tomorrow."""
        self.cursor.execute("SELECT gin_clean_pending_list('case_search')")
        for name, table in self.tables.items():
            table.end(self.cursor, 1 if name == "resident" else self.copies)
        count_again(self.cursor)
        self.cursor.execute(f"ANALYZE {OpenCount._meta.db_table}")

    def enter(self, life: Life, number: str) -> None:
        """Write one letter."""
        letter = Letter(life, number, self)
        case = self._case(letter)
        self._petition(letter, case)
        self._assignments(letter, case)
        for event in letter.events:
            self._event(case, event)
        self._answer(letter, case)
        code = "".join(self.chance.choices(ALPHABET, k=CODE_LENGTH))
        self.tables["code"].add(
            case_id=case,
            petitioner_id=self._petitioner(letter, case),
            digest=code_digest(number, code),
            created_at=life.opened,
        )

    def _petitioner(self, letter: Letter, case: int) -> int:
        when = dict(letter.moves)
        return self.tables["petitioner"].add(
            key=uuid.UUID(int=self.chance.getrandbits(128), version=4),
            petition_id=case,
            resident_id=letter.resident,
            role=Petitioner.Role.REPRESENTATIVE.value,
            first=True,
            how=Petitioner.How.DESK.value if letter.opener.user else Petitioner.How.WROTE.value,
            joined_at=letter.moves[0][1],
            shows_name=True,
            served_at=when.get("read_answer"),
            review_until=letter.review_until(self.limits.calendar),
        )

    def _case(self, letter: Letter) -> int:
        table, readers = self.tables["case"], letter.readers()
        due = self.limits.run(table.last + 1, letter.flow, letter.moves, rests=letter.closed_at is not None)
        case = table.add(
            kind=letter.flow.key,
            number=letter.number,
            title=letter.title,
            office_id=letter.office,
            registrar_id=self.crew.desk.pk,
            function_id=self.function,
            handler_id=letter.handler_id,
            opened_by_id=letter.opener.user,
            resident_id=letter.resident,
            neighbourhood_id=letter.area,
            category_id=letter.category,
            state=letter.state,
            channel=letter.channel,
            confidentiality=int(Confidentiality.SECRET if letter.flow.secret else Confidentiality.NORMAL),
            waiting=letter.waiting,
            opened_at=letter.moves[0][1],
            closed_at=letter.closed_at,
            due_at=due,
            readers=readers,
            hands=letter.hands(),
            decides=letter.state in deciding_states(),
            version=len(letter.events) - 1,
        )
        if not letter.flow.secret:
            self._search(case, letter, readers)
        return case

    def _search(self, case: int, letter: Letter, readers: list[int]) -> None:
        words = set().union(*map(title_words, letter.title_pieces), *map(body_words, letter.text_pieces))
        self.tables["search"].add(case_id=case, readers=readers, vector=search.vector(sorted(words)))

    def _petition(self, letter: Letter, case: int) -> None:
        when = dict(letter.moves)
        self.tables["petition"].add(
            case_ptr_id=case,
            body=letter.body,
            request=letter.request,
            place=letter.place,
            anonymous=letter.resident is None,
            route=letter.route,
            round=1,
            read_back=letter.channel in ("call", "visit"),
            accepted_at=when.get("accept") or when.get("accept_duty"),
            answered_at=when.get("release"),
            served_at=when.get("read_answer"),
            review_until=letter.review_until(self.limits.calendar),
            carried_out_at=when.get("carried_out"),
        )

    def _assignments(self, letter: Letter, case: int) -> None:
        table, roles, when = self.tables["assignment"], Assignment.Role, dict(letter.moves)
        opened, accepted = when["open"], when.get("accept") or when.get("accept_duty")
        moved = letter.office != self.crew.desk.pk
        table.add(
            case_id=case,
            role=roles.LEAD.value,
            office_id=self.crew.desk.pk,
            since=opened,
            until=accepted if moved else None,
        )
        if moved:
            table.add(case_id=case, role=roles.LEAD.value, office_id=letter.office, since=accepted)
        for office in letter.helping:
            opinion = {}
            if "draft" in when:
                opinion = {
                    "opinion": "同意主办意见，我们配合做好居民工作。",
                    "opinion_by_id": self.crew.head(office).user,
                    "opinion_at": when["draft"],
                }
            table.add(case_id=case, role=roles.CO.value, office_id=office, since=accepted, **opinion)
        if letter.handler:
            table.add(
                case_id=case,
                role=roles.PERSON.value,
                office_id=letter.office,
                user_id=letter.handler_id,
                since=when["assign"],
            )

    def _event(self, case: int, event: dict[str, Any]) -> None:
        doer: Doer = event.pop("doer")
        words: dict[str, str] = event.pop("words", {})
        salt = f"{self.chance.getrandbits(128):032x}" if words else ""
        values = {
            "key": uuid.UUID(int=0),
            "case_id": case,
            "actor_kind": doer.kind,
            "actor_user_id": doer.user,
            "actor_office_id": doer.office,
            "words_digest": digest_of(salt, words) if words else "",
            **event,
        }
        key = self._sealed(case, values)
        if words:
            self.tables["words"].add(event_id=key, salt=salt, text=words)

    def _sealed(self, case: int, values: dict[str, Any]) -> int:
        """Write an event for each copy of a letter: its own key, its own matter, and a seal over both."""
        table = self.tables["event"]
        made, texts, head = table.count(), table.texts(values), '["{}",["key","{}"],["case_id",{}]'
        tail = CaseEvent.seal.spelt(values)[len(head.format(table.name, values["key"], case)) :]
        ids, cases = table.copied(made, self.copies), self.tables["case"].copied(case, self.copies)
        for number, matter in zip(ids, cases, strict=True):
            key = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
            mac = mac_of_spelt(head.format(table.name, key, matter).encode() + tail)
            texts.update(id=str(number), key=key, case_id=str(matter), mac=mac)
            table.lines.append("\t".join(texts.values()))
        return made

    def _answer(self, letter: Letter, case: int) -> None:
        when = dict(letter.moves)
        if "ask" in when:
            asked = {"text": letter.question, "asked_by_id": letter.handler_id, "asked_at": when["ask"]}
            self.tables["question"].add(petition_id=case, **asked)
        if "draft" in when:
            head = self.crew.head(letter.office).user if "release" in when else None
            self.tables["answer"].add(
                petition_id=case,
                round=1,
                outcome=letter.outcome,
                text=ANSWER,
                basis=BASIS,
                drafted_by_id=letter.handler_id,
                drafted_at=when["draft"],
                released_by_id=head,
                released_at=when.get("release"),
            )
        if "draft" in when and "release" not in when:
            self._paper(letter, case, when)
        if "judge" in when:
            office, answer = letter.grades
            self.tables["judgement"].add(
                petition_id=case, round=1, office_grade=office, answer_grade=answer, at=when["judge"]
            )

    def _paper(self, letter: Letter, case: int, when: dict[str, dt.datetime]) -> None:
        """The draft of an answer that somebody has to check or sign."""
        opinion = letter.route == Petition.Route.PETITION
        said = {"outcome": letter.outcome, "text": ANSWER, "basis": BASIS}
        content = {"parts": parts_of_answer(letter.request, said, opinion=opinion)}
        checked = when.get("check")
        self.tables["paper"].add(
            key=uuid.UUID(int=self.chance.getrandbits(128), version=4),
            case_id=case,
            kind="opinion" if opinion else "reply",
            sealed=seal(json.dumps(content, sort_keys=True)),
            state="checked" if checked else "drafted",
            digest=digest_of_paper(content) if checked else "",
            drafted_by_id=letter.handler_id,
            drafted_at=when["draft"],
            checked_by_id=self.crew.at_desk("letters").user if checked else None,
            checked_at=checked,
        )


BATCH = 4000  # letters, copies among them
SAY_EVERY = 5  # seconds
SERIES = "XF"
MADE = 20_000  # letters that are made up one by one; of more, each is written several times
BARE = 20_000  # letters for which it is worth while to build indexes afterwards


def load(count: int, people: Mapping[str, Any], *, say: Callable[[str], Any]) -> None:
    """Add `count` made-up letters of the last three years, a tenth of them open."""
    copies = max(1, count // MADE)
    for made, written in ((count // copies, copies), (count % copies, 1)):
        if made:
            _load(made, written, people, say)


def _load(made: int, copies: int, people: Mapping[str, Any], say: Callable[[str], Any]) -> None:
    began, now = time.monotonic(), timezone.now()
    chance = random.Random(f"{made} {Petition.objects.count()}")
    drawn = lives(made, now, chance)
    with owner_cursor() as cursor:
        books = Books(cursor, Crew(people), now, chance, copies)
        names = [table.name for table in books.tables.values()]
        quick = bare(cursor, names) if made * copies >= BARE else nullcontext()
        with triggers_off(cursor, "cases_case", "cases_assignment"), quick:
            numbers = _numbers(cursor, drawn, copies)
            books.begin(drawn[0].opened, residents=min(6000, 20 + made * copies // 15))
            try:
                _write(books, drawn, numbers, say, began)
            finally:
                books.courier.wait()
            say(f"letters written in {time.monotonic() - began:.0f} s")
        books.end()
    took = time.monotonic() - began
    say(f"{made * copies} letters loaded in {took:.0f} s, {made * copies / took:.0f} a second")


def _write(books: Books, drawn: list[Life], numbers: Any, say: Callable[[str], Any], began: float) -> None:
    told, batch = began, max(1, BATCH // books.copies)
    for at, life in enumerate(drawn, 1):
        books.enter(life, numbers(life.opened))
        if at % batch == 0 or at == len(drawn):
            books.send()
            if time.monotonic() - told > SAY_EVERY:
                told = time.monotonic()
                say(f"{at * books.copies} of {len(drawn) * books.copies} letters")


def _numbers(cursor: Any, drawn: list[Life], copies: int) -> Callable[[dt.datetime], str]:
    """Take a block of numbers for each year, and deal them out in order: to each letter the first of its copies."""
    following: dict[int, int] = {}
    wanted = Counter(timezone.localdate(life.opened).year for life in drawn)
    for year, many in sorted(wanted.items()):
        cursor.execute(
            f"INSERT INTO {Series._meta.db_table} (key, year, last) VALUES (%s, %s, %s) "
            f"ON CONFLICT (key, year) DO UPDATE SET last = {Series._meta.db_table}.last + EXCLUDED.last "
            "RETURNING last",
            [SERIES, year, many * copies],
        )
        following[year] = cursor.fetchone()[0] - many * copies + 1

    def take(opened: dt.datetime) -> str:
        year = timezone.localdate(opened).year
        first, following[year] = following[year], following[year] + copies
        return f"{SERIES}-{year}-{first:06d}"

    return take
