"""Party organisations of the community, their sessions, re-elections and dual registration (B3)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.patterns.meeting import Meeting

FEWEST = 3  # full members of a branch (Regulations on the Work of Party Branches (trial), art. 4)
# Months of a term: of committees and in residential areas, and of other branches (Opinions on the Terms of Grassroots
# Party Organisations (2018), item 1).
TERM_LONG, TERM_SHORT = 60, 36


class PartyOrganisation(Record):
    """A committee, general branch or branch of the Party, with its term and what it holds every month and quarter."""

    class Level(models.TextChoices):
        COMMITTEE = "committee", _("Party committee (党委)")
        GENERAL = "general", _("General branch (党总支)")
        BRANCH = "branch", _("Party branch (党支部)")
        JOINT = "joint", _("Joint branch (联合党支部)")

    class Sphere(models.TextChoices):
        RESIDENTIAL = "residential", _("Residential area")
        TWO_NEW = "two_new", _("New economic or social organisation")
        UNIT = "unit", _("Office or unit")

    level = models.CharField(_("sort of Party organisation"), max_length=10, choices=Level, db_index=True)
    sphere = models.CharField(_("sphere"), max_length=12, choices=Sphere, default=Sphere.RESIDENTIAL)
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name=_("belongs to")
    )
    members = models.PositiveSmallIntegerField(_("Party members"))
    seats = models.PositiveSmallIntegerField(_("members of its committee"), default=0)
    elected_on = models.DateField(_("elected on"))
    term_until = models.DateField(_("term until"))
    met_on = models.DateField(_("last meeting of all members"), null=True, blank=True)
    party_day_on = models.DateField(_("last Party day"), null=True, blank=True)
    dues_on = models.DateField(_("dues last collected"), null=True, blank=True)

    class Meta:
        verbose_name = _("Party organisation")
        verbose_name_plural = _("Party organisations")

    def clean(self) -> None:
        """Members enough, a term that is not too long, a place, and a higher one above it."""
        rules.refuse(
            rules.not_ahead(self, "elected_on", "met_on", "party_day_on", "dues_on"),
            rules.in_order(self, "elected_on", "term_until"),
            self._place(),
            self._above(),
            term_fits("term_until", self.elected_on, self.term_until, self.longest_term),
            rules.at_most(self, "seats", "members"),
        )

    def _place(self) -> rules.Problems:
        found: rules.Problems = {}
        if self.sphere == self.Sphere.RESIDENTIAL and not self.neighbourhood_id:
            found["neighbourhood"] = gettext("Name the neighbourhood.")
        if self.members < FEWEST:
            found["members"] = gettext("A branch takes at least three full members.")
        return found

    def _above(self) -> rules.Problems:
        above = self.under
        if above is None:
            return {}
        higher = (self.Level.COMMITTEE,) if self.level == self.Level.GENERAL else tuple(self.Level)[:2]
        if above.pk == self.pk or self.level == self.Level.COMMITTEE or above.level not in higher:
            return {"under": gettext("A branch belongs to a general branch or a committee, a general branch to one.")}
        return {}

    @property
    def longest_term(self) -> int:
        long = self.sphere == self.Sphere.RESIDENTIAL or self.level == self.Level.COMMITTEE
        return TERM_LONG if long else TERM_SHORT


class PartySession(Meeting):
    """One of the three meetings, a Party lesson or a Party day (三会一课、主题党日)."""

    class Sort(models.TextChoices):
        MEMBERS = "members", _("Meeting of all members (党员大会)")
        COMMITTEE = "committee", _("Meeting of the branch committee (支委会)")
        GROUP = "group", _("Meeting of a Party group (党小组会)")
        LESSON = "lesson", _("Party lesson (党课)")
        DAY = "day", _("Party day (主题党日)")
        LIFE = "life", _("Organisational life meeting (组织生活会)")

    branch = models.ForeignKey(
        PartyOrganisation, models.PROTECT, related_name="sessions", verbose_name=_("Party organisation")
    )
    sort = models.CharField(_("which session"), max_length=10, choices=Sort, db_index=True)
    subject = models.TextField(_("subject of the session"))
    lecturer = models.CharField(_("who gives the lesson"), max_length=60, blank=True)
    resolved = models.TextField(_("what was resolved"), blank=True)

    class Meta:
        verbose_name = _("Party session")
        verbose_name_plural = _("Party sessions")
        permissions = (
            ("handle_partysession", _("Keep Party sessions")),
            ("close_partysession", _("Settle minutes of Party sessions")),
        )

    def clean(self) -> None:
        """A lesson has somebody who gives it; all members resolve only where half of them or more are present.

        (Regulations on the Work of Party Branches (trial), art. 11)
        """
        super().clean()
        if self.sort == self.Sort.LESSON and not self.lecturer:
            raise ValidationError({"lecturer": gettext("Say who gives the lesson.")})
        few = self.present is not None and self.present * 2 < (self.expected or 0)
        if self.sort == self.Sort.MEMBERS and self.resolved and few:
            raise ValidationError({"resolved": gettext("Nothing is resolved unless half or more were present.")})


class PartyElection(Case):
    """The re-election of a Party organisation (请示→批准→候选人→选举→批复任职), or its postponement."""

    branch = models.ForeignKey(
        PartyOrganisation, models.PROTECT, related_name="elections", verbose_name=_("Party organisation")
    )
    requested_on = models.DateField(_("request handed in on"))
    seats = models.PositiveSmallIntegerField(_("seats to be filled"))
    plan = models.TextField(_("plan of the election"))
    approved_on = models.DateField(_("election approved on"), null=True, blank=True)
    candidates = models.PositiveSmallIntegerField(_("candidates"), null=True, blank=True)
    checked_with = models.CharField(_("who was asked about the candidates"), max_length=200, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    entitled = models.PositiveSmallIntegerField(_("members entitled to vote"), null=True, blank=True)
    voted = models.PositiveSmallIntegerField(_("members who voted"), null=True, blank=True)
    elected = models.PositiveSmallIntegerField(_("members elected"), null=True, blank=True)
    new_term_until = models.DateField(_("new term until"), null=True, blank=True)
    postponed_to = models.DateField(_("postponed to"), null=True, blank=True)

    class Meta:
        verbose_name = _("re-election of a Party organisation")
        verbose_name_plural = _("re-elections of Party organisations")
        permissions = (
            ("handle_partyelection", _("Guide re-elections of Party organisations")),
            ("close_partyelection", _("Approve re-elections of Party organisations")),
        )

    def clean(self) -> None:
        """More candidates than seats by a fifth, four fifths of the members there, a term that is not too long.

        (Regulations on Elections of Grassroots Party Organisations, 2020)
        """
        rules.refuse(
            rules.not_ahead(self, "requested_on", "approved_on", "held_on"),
            rules.in_order(self, "requested_on", "approved_on", "held_on", "new_term_until"),
            rules.at_most(self, "voted", "entitled"),
            rules.at_most(self, "elected", "seats"),
            term_fits("new_term_until", self.held_on, self.new_term_until, self.branch.longest_term),
            self._choice(),
            enough_voted(self.entitled, self.voted),
        )

    def _choice(self) -> rules.Problems:
        if self.candidates is None or self.candidates * 5 >= self.seats * 6:
            return {}
        return {"candidates": gettext("There are at least one fifth more candidates than seats.")}

    @property
    def vote_by(self) -> object:
        """The day by which it is held: the end of the term, or the day to which it was postponed."""
        return self.postponed_to or self.branch.term_until


def term_fits(field: str, elected_on: dt.date | None, until: dt.date | None, months: int) -> rules.Problems:
    """A term has so many months from the election at most; `field` holds its end."""
    if elected_on is None or until is None or until <= months_after(elected_on, months):
        return {}
    return {field: gettext("A term has five years for committees and in residential areas, three elsewhere.")}


def enough_voted(entitled: int | None, voted: int | None) -> rules.Problems:
    """Four fifths of those entitled are there, or nobody is elected; and somebody is entitled.

    (Regulations on Elections of Grassroots Party Organisations, 2020)
    """
    if entitled == 0:
        return {"entitled": gettext("At least one member is entitled to vote.")}
    if entitled is None or voted is None or voted * 5 >= entitled * 4:
        return {}
    return {"voted": gettext("An election is valid only where four fifths of those entitled to vote are there.")}


class DualRegistration(CountsOnly, Record):
    """A unit whose Party organisation and members have registered with a residential area (双报到), in numbers."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("Party organisation of a unit")
        MEMBERS = "members", _("Members who live here")

    kind = models.CharField(_("who registers"), max_length=8, choices=Kind, db_index=True)
    host = models.ForeignKey(
        PartyOrganisation, models.PROTECT, related_name="registered", verbose_name=_("registered with")
    )
    registered_on = models.DateField(_("registered on"))
    people = models.PositiveSmallIntegerField(_("members registered"))
    offers = models.CharField(_("what they offer"), max_length=200, blank=True)
    served_on = models.DateField(_("last service"), null=True, blank=True)
    services = models.PositiveSmallIntegerField(_("services so far"), default=0)

    class Meta:
        verbose_name = _("dual registration")
        verbose_name_plural = _("dual registrations")

    def clean(self) -> None:
        """It has happened, and a residential area is the host."""
        super().clean()
        where: rules.Problems = {}
        if self.host_id and self.host.sphere != PartyOrganisation.Sphere.RESIDENTIAL:
            where = {"host": gettext("Name a Party organisation of a residential area.")}
        days = ("registered_on", "served_on")
        rules.refuse(rules.not_ahead(self, *days), rules.in_order(self, *days), where)
