"""Local chronicles (H12): chapters of the yearbook and the chronicle, their sources, old photographs.

What this function means in the official list is still to be confirmed; it is kept as local chronicles (地方志).
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, no_personal, not_ahead, refuse


class Chapter(Case):
    """A chapter of the yearbook or of the chronicle: gathered, written, reviewed, filed."""

    class Work(models.TextChoices):
        YEARBOOK = "yearbook", _("Yearbook")
        CHRONICLE = "chronicle", _("Chronicle of the sub-district")
        STORY = "story", _("Story of a street or building")

    work = models.CharField(_("of which book"), max_length=9, choices=Work, db_index=True)
    covers_from = models.PositiveSmallIntegerField(_("covers the years from"))
    covers_to = models.PositiveSmallIntegerField(_("covers the years to"))
    author = models.CharField(_("who writes it"), max_length=120)
    wanted_on = models.DateField(_("manuscript wanted by"))
    outline = models.TextField(_("outline"))
    text = models.TextField(_("text of the chapter"), blank=True)
    review = models.TextField(_("what the reviewers said"), blank=True)
    shelf = models.CharField(_("where it is filed"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        permissions = (
            ("handle_chapter", _("Write chapters of the chronicle")),
            ("close_chapter", _("Review chapters of the chronicle")),
        )

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.title}"

    def clean(self) -> None:
        """The years go forwards."""
        if self.covers_from and self.covers_to and self.covers_to < self.covers_from:
            refuse({"covers_to": gettext("This year lies before the first one.")})


class ChronicleSource(Record):
    """A source: a document, a newspaper, somebody's memory; where it is kept and how far it may be trusted."""

    class Sort(models.TextChoices):
        ARCHIVE = "archive", _("Archive document")
        PRESS = "press", _("Newspaper or book")
        SPOKEN = "spoken", _("Memory told by a witness")
        OBJECT = "object", _("Object or map")

    class Trust(models.TextChoices):
        """How far it was verified."""

        OPEN = "open", _("Not checked yet")
        ONE = "one", _("Only source")
        SEVERAL = "several", _("Agrees with other sources")
        DOUBTED = "doubted", _("Doubtful")

    sort = models.CharField(_("kind of source"), max_length=7, choices=Sort, db_index=True)
    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name=_("chapter")
    )
    dated = models.CharField(_("from when it is"), max_length=60)
    kept_at = models.CharField(_("where it is kept"), max_length=120)
    trust = models.CharField(_("how far it was checked"), max_length=8, choices=Trust, default=Trust.OPEN)
    excerpt = models.TextField(_("what it says"))

    class Meta:
        verbose_name = _("source of the chronicle")
        verbose_name_plural = _("sources of the chronicle")


class ChroniclePhoto(Record):
    """A photograph of the sub-district: what it shows, who took and who gave it, whether it may be shown."""

    class Consent(models.TextChoices):
        """What whoever gave it allows."""

        ALL = "all", _("May be published")
        INSIDE = "inside", _("For the archive only")
        ASK = "ask", _("To be asked each time")

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("chapter")
    )
    taken = models.CharField(_("when it was taken"), max_length=60)
    shows = models.CharField(_("what it shows"), max_length=200)
    given_by = models.CharField(_("who gave it"), max_length=120, blank=True)
    given_on = models.DateField(_("received on"))
    returned_on = models.DateField(_("original given back on"), null=True, blank=True)
    consent = models.CharField(_("use that is allowed"), max_length=6, choices=Consent, db_index=True)

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def clean(self) -> None:
        """Days that have come, one after another; what everybody may read of it tells of nobody."""
        days = ("given_on", "returned_on")
        refuse(not_ahead(self, *days), in_order(self, *days), no_personal(self, "title", "taken", "shows"))

    def kept_back(self) -> str:
        """The public sees what whoever gave it lets everybody see."""
        return "" if self.consent == self.Consent.ALL else gettext("Whoever gave it did not allow it to be published.")
