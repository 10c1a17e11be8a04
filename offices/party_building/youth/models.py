"""The Communist Youth League (B10): branches, members, activities."""

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.event import PublicEvent


class LeagueBranch(Record):
    """A branch of the League."""

    class Kind(models.TextChoices):
        RESIDENTIAL = "residential", _("In a residential area")
        COMPANY = "company", _("In a company")
        SOCIAL = "social", _("In a social organisation")

    kind = models.CharField(pgettext_lazy("league branches", "where it is"), max_length=12, choices=Kind, db_index=True)
    members = models.PositiveSmallIntegerField(_("League members"))
    elected_on = models.DateField(_("elected on"))
    term_until = models.DateField(_("term until"))
    met_on = models.DateField(_("last meeting of the branch"), null=True, blank=True)
    dues_until = models.DateField(_("dues paid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("branch of the Youth League")
        verbose_name_plural = _("branches of the Youth League")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "elected_on", "met_on"), rules.in_order(self, "elected_on", "term_until"))


class LeagueMember(Record):
    """A member of the League: whoever turns twenty-eight and holds no post in it leaves (its constitution)."""

    class Post(models.TextChoices):
        SECRETARY = "secretary", _("Secretary")
        COMMITTEE = "committee", _("Member of the committee")
        MEMBER = "member", _("Member")

    branch = models.ForeignKey(
        LeagueBranch, models.PROTECT, related_name="roster", verbose_name=_("branch of the Youth League")
    )
    post = models.CharField(_("post held"), max_length=10, choices=Post, default=Post.MEMBER, db_index=True)
    joined_on = models.DateField(_("joined the League on"))
    leaves_on = models.DateField(_("turns 28 on"))
    registered_year = models.PositiveSmallIntegerField(_("last yearly registration"), null=True, blank=True)
    transfer = models.CharField(_("moved here from"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("member of the Youth League")
        verbose_name_plural = _("members of the Youth League")

    def clean(self) -> None:
        """Joined before leaving; one secretary to a branch."""
        rules.refuse(
            rules.not_ahead(self, "joined_on"), rules.in_order(self, "joined_on", "leaves_on"), self._secretary()
        )

    def _secretary(self) -> rules.Problems:
        if self.post != self.Post.SECRETARY or not self.branch_id or not self.is_current:
            return {}
        there = LeagueMember.objects.filter(branch=self.branch_id, post=self.post, ended_on=None).exclude(pk=self.pk)
        return {"post": gettext("This branch has a secretary already.")} if there.exists() else {}


class YouthActivity(PublicEvent):
    """An activity for children and young people, such as summer care."""

    class Sort(models.TextChoices):
        CARE = "care", _("Summer and winter care (爱心暑托班、寒托班)")
        SERVICE = "service", _("Volunteering of young people")
        STUDY = "study", _("Study of the League")
        SPORT = "sport", _("Sport and culture")
        MEET = "meet", _("Young people meet")

    sort = models.CharField(_("sort of activity"), max_length=8, choices=Sort, db_index=True)
    youngest = models.PositiveSmallIntegerField(_("from which age"), default=6)
    oldest = models.PositiveSmallIntegerField(_("up to which age"), default=35)
    guardians = models.BooleanField(_("guardians agree in writing"), default=False)
    agreed = models.PositiveSmallIntegerField(_("written agreements of guardians"), null=True, blank=True)
    minders = models.PositiveSmallIntegerField(_("people who looked after them"), null=True, blank=True)

    class Meta:
        verbose_name = _("activity for young people")
        verbose_name_plural = _("activities for young people")
        permissions = (
            ("handle_youthactivity", _("Hold activities for young people")),
            ("close_youthactivity", _("Publish activities for young people")),
        )

    def clean(self) -> None:
        """Ages in their order; where minors come, guardians agree, and nobody comes without."""
        super().clean()
        found = rules.at_most(self, "youngest", "oldest")
        if self.youngest < 18 and not self.guardians:
            found["guardians"] = gettext("Minors come: their guardians agree in writing first.")
        rules.refuse(found)
