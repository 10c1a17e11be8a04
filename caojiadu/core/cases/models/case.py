"""One table for every matter of every office."""

import datetime as dt
import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models.functions import Reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.workflow import State, Workflow, find

# A case without a running clock; NULL would drop it from keyset pages.
FAR = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
# States in which the registering desk still has to say what becomes of a matter, in every kind that has them.
TO_REGISTER = ("submitted", "registered")


class Channel(models.TextChoices):
    """How a matter came in (2022 Regulations on petition work, art. 17)."""

    WEB = "web", _("Online")
    LETTER = "letter", _("Letter")
    CALL = "call", _("Call")
    FAX = "fax", _("Fax")
    VISIT = "visit", _("Visit")
    IMPORT = "import", _("Imported")
    STAFF = "staff", _("Opened by staff")


class Confidentiality(models.IntegerChoices):
    """Who may open a case at all; see core/cases/migrations for the rule."""

    NORMAL = 0, _("Ordinary")
    RESTRICTED = 1, _("Restricted: handler, head, desk and leader")
    SECRET = 2, _("Confidential: the two named posts only")


class Waiting(models.TextChoices):
    """Whose answer a case waits for. Waiting stops no legal clock."""

    RESIDENT = "resident", _("Waiting for the resident")
    DISTRICT = "district", _("Waiting for the district")


class Category(Bilingual, models.Model):
    """One entry of the content classification, three levels deep, with the office that answers for it."""

    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    office = models.ForeignKey("organisation.Office", models.PROTECT, null=True, blank=True, verbose_name=_("office"))
    function = models.ForeignKey(
        "organisation.Function", models.PROTECT, null=True, blank=True, verbose_name=_("function")
    )
    published = models.BooleanField(_("offered to residents"), default=False)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint("parent", "name_zh", name="category_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=models.Q(published=False) | models.Q(office__isnull=False),
                name="category_published_has_owner",
                violation_error_message=_(
                    "Name the office that answers for a category before offering it to residents."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """A matter. Its kind says which workflow it follows and which table keeps its own fields.

    Only `open_case` and `move` in core/cases write here; `readers` and `barred` are kept by triggers.
    """

    kind = models.CharField(_("kind"), max_length=40)
    # Empty until the last step of opening, and unique when set.
    number = models.CharField(_("number"), max_length=24, null=True, editable=False)  # noqa: DJ001
    title = models.CharField(_("title"), max_length=120)
    office = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        related_name="cases",
        verbose_name=_("lead office"),
    )
    registrar = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("registering desk"),
        db_index=False,
    )
    function = models.ForeignKey(
        "organisation.Function",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("function"),
        db_index=False,
    )
    handler = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("handler"),
        db_index=False,
    )
    # A leader who takes the matter under their own wing (leaders hold cases); it changes neither office nor handler.
    held_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("held by"),
        db_index=False,
    )
    opened_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
        db_index=False,
    )
    resident = models.ForeignKey(
        "community.Resident",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("resident"),
        db_index=False,
    )
    headcount = models.PositiveIntegerField(_("people behind it"), default=1)
    neighbourhood = models.ForeignKey(
        "organisation.Neighbourhood",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("neighbourhood"),
        db_index=False,
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("category"),
        db_index=False,
    )
    state = models.CharField(_("state"), max_length=32)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel, default=Channel.WEB)
    confidentiality = models.PositiveSmallIntegerField(
        _("confidentiality"), choices=Confidentiality, default=Confidentiality.NORMAL
    )
    waiting = models.CharField(_("waiting for"), max_length=10, choices=Waiting, blank=True, default="")
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    due_at = models.DateTimeField(_("due"), default=FAR)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="children",
        verbose_name=_("from"),
        db_index=False,
    )
    repeat = models.BooleanField(_("repeat letter"), default=False)
    repeats = models.PositiveSmallIntegerField(_("repeated, times"), default=0)
    linked = models.BooleanField(_("linked with another"), default=False)
    foreign_system = models.CharField(_("other system"), max_length=40, blank=True, default="")
    foreign_number = models.CharField(_("number there"), max_length=60, blank=True, default="")
    readers = ArrayField(models.IntegerField(), default=list, editable=False)
    barred = ArrayField(models.IntegerField(), default=list, editable=False)
    # Whom steps of its past keep from what a head or a leader decides now; see core/cases/deciding.py.
    hands = ArrayField(models.BigIntegerField(), default=list, db_default=[], editable=False)
    # Whether its state waits for a leader or a head; a trigger keeps it.
    decides = models.BooleanField(default=False, db_default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    first_event: Any = None  # its first event, on the object of a matter just opened
    receipt_due = False  # a kind with receipts has a column for it

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("due_at", "id")
        permissions = (("read_case", _("Open this case")), ("reveal_resident", _("See who wrote, with a reason")))
        constraints = (
            # Not `unique`, which would bring an index for the beginnings of numbers as well.
            models.UniqueConstraint(fields=("number",), name="case_number_once"),
            models.UniqueConstraint(
                fields=("foreign_system", "foreign_number"),
                condition=~models.Q(foreign_number=""),
                name="case_foreign_number_once",
            ),
        )
        # Each serves a page or a count. Keys to other tables have an index only where something asks for them: every
        # change of a matter writes to all of them.
        indexes = (
            models.Index(
                fields=("office", "due_at", "id"),
                name="case_office_open",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("handler", "due_at", "id"),
                name="case_handler_open",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("registrar", "due_at", "id"),
                name="case_registrar_open",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("due_at", "id"),
                name="case_due_open",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("registrar", "due_at", "id"),
                name="case_to_register",
                condition=models.Q(state__in=TO_REGISTER),
            ),
            models.Index(
                fields=("office", "due_at", "id"),
                name="case_unassigned",
                condition=models.Q(closed_at=None, handler=None),
            ),
            models.Index(
                fields=("held_by", "due_at", "id"),
                name="case_held",
                condition=models.Q(held_by__isnull=False),
            ),
            models.Index(
                fields=("office", "due_at", "id"),
                name="case_waiting_office",
                condition=~models.Q(waiting=""),
            ),
            models.Index(
                fields=("opened_by", "due_at", "id"),
                name="case_opened_by",
                condition=models.Q(opened_by__isnull=False),
            ),
            models.Index(
                fields=("due_at", "id"),
                name="case_joint",
                condition=models.Q(headcount__gt=1),
            ),
            models.Index(fields=("state", "due_at", "id"), name="case_state_open", condition=models.Q(closed_at=None)),
            models.Index(fields=("-opened_at", "-id"), name="case_newest"),
            models.Index(fields=("kind", "due_at", "id"), name="case_kind_open", condition=models.Q(closed_at=None)),
            models.Index(fields=("kind", "-opened_at", "-id"), name="case_kind_newest"),
            models.Index(fields=("state", "-opened_at", "-id"), name="case_state_newest"),
            models.Index(
                fields=("category", "-opened_at", "-id"),
                name="case_category_newest",
                condition=models.Q(category__isnull=False),
            ),
            models.Index(
                fields=("handler", "-opened_at", "-id"),
                name="case_handler_newest",
                condition=models.Q(handler__isnull=False),
            ),
            models.Index(
                fields=("resident", "-opened_at"),
                name="case_resident_newest",
                condition=models.Q(resident__isnull=False),
            ),
            models.Index(fields=("parent",), name="case_parent", condition=models.Q(parent__isnull=False)),
            models.Index(fields=("-opened_at", "-id"), name="case_repeat", condition=models.Q(repeat=True)),
            models.Index(fields=("-opened_at", "-id"), name="case_linked", condition=models.Q(linked=True)),
            models.Index(
                fields=("due_at", "id"), name="case_deciding", condition=models.Q(closed_at=None, decides=True)
            ),
            # The end of a number finds it; its beginning has the index that makes it unique.
            models.Index(OpClass(Reverse("number"), "text_pattern_ops"), name="case_number_backwards"),
            GinIndex(fields=("readers",), name="case_readers", fastupdate=False),
            GinIndex(
                fields=("readers",),
                name="case_readers_open",
                condition=models.Q(closed_at=None),
                fastupdate=False,
            ),
            GinIndex(fields=("hands", "barred"), name="case_kept_out", condition=models.Q(closed_at=None)),
        )

    def __str__(self) -> str:
        return self.number or "—"

    @property
    def workflow(self) -> Workflow:
        """The workflow of this kind."""
        return find(self.kind)

    @property
    def standing(self) -> State:
        """The state as declared, with its label and tone."""
        return self.workflow.states[self.state]

    @property
    def due(self) -> dt.datetime | None:
        """The earliest running limit, or None."""
        return None if self.due_at == FAR else self.due_at

    @property
    def is_open(self) -> bool:
        """Say whether anybody still has to do something."""
        return self.closed_at is None


class CaseSearch(models.Model):
    """The searchable text of a case, in a table of its own so that a move does not rewrite it.

    Confidential cases have no row here: nothing finds them by their words.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="search")
    readers = ArrayField(models.IntegerField(), default=list)
    vector = SearchVectorField()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")
        indexes = (GinIndex(fields=("readers", "vector"), name="case_search"),)

    def __str__(self) -> str:
        return str(self.case_id)


class Series(models.Model):
    """A number series: one row per series and year, counted up under its row lock, without gap or double."""

    key = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = (models.UniqueConstraint(fields=("key", "year"), name="series_once"),)

    def __str__(self) -> str:
        return f"{self.key}-{self.year}"


RUNNING = 6  # digits of the number within a year
NUMBER = re.compile(r"([A-Za-z]{2})-?(\d{4})-?(\d{1,6})")
_NEXT = """
INSERT INTO cases_series (key, year, last) VALUES (%s, %s, 1)
ON CONFLICT (key, year) DO UPDATE SET last = cases_series.last + 1
RETURNING last
"""


def next_number(series: str, now: dt.datetime) -> str:
    """The next number of a series in the year of `now`, such as XF-2026-000042."""
    year = timezone.localdate(now).year
    return f"{series}-{year}-{count_up(series, year):06d}"


def count_up(series: str, year: int) -> int:
    """The next place in a series; its row stays locked until the transaction ends, so there is no gap and no double."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series, year])
        return int(cursor.fetchone()[0])


def normal_number(text: str) -> str:
    """A number as it is stored: XF-2026-000042, whatever hyphens, zeros or case somebody typed; else what was typed."""
    found = NUMBER.fullmatch(text.strip())
    return f"{found[1].upper()}-{found[2]}-{int(found[3]):06d}" if found else text.strip()
