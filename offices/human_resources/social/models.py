"""Social workers with their certificates, service teams and their projects (G5)."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.project import Project
from caojiadu.core.registers.rules import Problems, in_order, no_personal, not_ahead, refuse
from offices.human_resources.patterns.person import one_open


class Field(models.TextChoices):
    """The fields in which social workers and teams serve."""

    AGED = "aged", _("Older people")
    YOUTH = "youth", _("Children and young people")
    FAMILY = "family", _("Families and women")
    DISABLED = "disabled", _("Disabled people")
    AID = "aid", _("Social assistance")
    JUSTICE = "justice", _("Justice and drug prevention")
    HEALTH = "health", _("Health and mind")
    CULTURE = "culture", _("Culture and learning")


class SocialWorker(Record):
    """A social worker and the registered certificate; the name is the title."""

    class Level(models.TextChoices):
        """The professional levels."""

        ASSISTANT = "assistant", _("Assistant social worker")
        WORKER = "worker", _("Social worker (middle level)")
        SENIOR = "senior", _("Senior social worker")

    class Standing(models.TextChoices):
        """Where the certificate stands (登记→在册→失效)."""

        REGISTERED = "registered", _("Registered")
        ACTIVE = "active", _("Renewed and active")
        LAPSED = "lapsed", _("Lapsed")

    field = models.CharField(_("field of service"), max_length=8, choices=Field, db_index=True)
    level = models.CharField(_("professional level"), max_length=9, choices=Level)
    employer = models.CharField(_("employing organisation"), max_length=120)
    registered_on = models.DateField(_("certificate registered on"))
    valid_until = models.DateField(_("registration valid until"))
    standing = models.CharField(
        _("state of the certificate"),
        max_length=10,
        choices=Standing,
        default=Standing.REGISTERED,
        editable=False,
        db_index=True,
    )

    class Meta:
        verbose_name = _("social worker")
        verbose_name_plural = _("social workers")

    def clean(self) -> None:
        """Registered, and valid after that."""
        refuse(not_ahead(self, "registered_on"), in_order(self, "registered_on", "valid_until"))


class CertificateRenewal(Case):
    """A registration that ends is renewed or lapses (到期提示→核对继续教育→申报→换证或失效)."""

    worker = models.ForeignKey(
        SocialWorker, models.PROTECT, related_name="certificate_renewals", verbose_name=_("social worker")
    )
    ends_on = models.DateField(_("registration valid until"))
    taught = models.PositiveSmallIntegerField(_("hours of further education in the period"), null=True, blank=True)
    owed = models.PositiveSmallIntegerField(
        _("hours owed in the period"), null=True, blank=True, help_text=_("As the rule of the registering body says.")
    )
    sent_on = models.DateField(_("handed in for renewal on"), null=True, blank=True)
    renewed_until = models.DateField(_("valid until, anew"), null=True, blank=True)

    class Meta:
        verbose_name = _("renewal of a certificate")
        verbose_name_plural = _("renewals of certificates")
        permissions = (("handle_certificaterenewal", _("Follow renewals of certificates")),)

    def clean(self) -> None:
        """One at a time; the day is that of the certificate, the hours are there before it is handed in."""
        days = (not_ahead(self, "sent_on"), in_order(self, "ends_on", "renewed_until"))
        refuse(*days, one_open(self, "worker"), self._day(), self._hours())

    def _day(self) -> Problems:
        if self.worker_id is None or self.pk or self.ends_on == self.worker.valid_until:
            return {}
        return {"ends_on": gettext("That is not the day until which this certificate is valid.")}

    def _hours(self) -> Problems:
        missing = (self.owed or 0) - (self.taught or 0)
        if not self.sent_on or missing <= 0:
            return {}
        return {"sent_on": gettext("%(n)d hours are still owed.") % {"n": missing}}


class ServiceTeam(Record):
    """A team that serves the community in one field: its people are trained together and looked at each year."""

    field = models.CharField(_("field of service"), max_length=8, choices=Field, db_index=True)
    organisation = models.CharField(_("organisation that leads it"), max_length=120)
    members = models.PositiveSmallIntegerField(_("members"))
    certified = models.PositiveSmallIntegerField(_("of them with a certificate"))
    serves = models.TextField(_("what it does for residents"))
    judged_on = models.DateField(_("last looked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("service team")
        verbose_name_plural = _("service teams")

    def clean(self) -> None:
        """The certified are some of the members; what the public reads names nobody."""
        more = None not in (self.members, self.certified) and self.certified > self.members
        refuse(
            not_ahead(self, "judged_on"),
            no_personal(self, "title", "organisation", "serves"),
            {"certified": gettext("More than there are members.")} if more else {},
        )


class TeamProject(Project):
    """What a team takes on: from the topic to the result that everybody may read."""

    team = models.ForeignKey(ServiceTeam, models.PROTECT, related_name="projects", verbose_name=_("service team"))
    reaches = models.PositiveIntegerField(_("people it reaches"))
    method = models.TextField(_("method of social work, and supervision"))

    class Meta:
        verbose_name = _("project of a service team")
        verbose_name_plural = _("projects of service teams")
        permissions = (
            ("handle_teamproject", _("Work on projects of service teams")),
            ("close_teamproject", _("Approve and publish projects of service teams")),
        )
