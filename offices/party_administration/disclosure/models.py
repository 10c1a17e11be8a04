"""Requests for government information (依申请公开; Regulations on Government Information Disclosure, GID, 2019)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.personal import SealedTextField
from caojiadu.core.registers import rules


class DisclosureRequest(Case):
    """One request (收到→补正→征求第三方意见→拟答复→审定→答复), free of charge (GID 42)."""

    class Applicant(models.TextChoices):
        """Who asks (GID 27)."""

        CITIZEN = "citizen", _("A citizen")
        BODY = "body", _("A company or other organisation")

    class Delivery(models.TextChoices):
        """How the information is to come (GID 29)."""

        ONLINE = "online", _("To be read online, signed in")
        POST = "post", _("On paper, by post")
        COLLECT = "collect", _("On paper, collected at the office")
        LOOK = "look", _("To be looked at in the office")

    class Said(models.TextChoices):
        """What a third party said (GID 32)."""

        AGREES = "agrees", _("agrees to its being made public")
        REFUSES = "refuses", _("does not agree, with reasons")
        SILENT = "silent", _("said nothing in time")

    class Outcome(models.TextChoices):
        """The kinds of answer (GID 36, 37, 39)."""

        PUBLIC = "public", _("It is public already: where it is read")
        GIVEN = "given", _("Given in full")
        PARTLY = "partly", _("Given in part")
        WITHHELD = "withheld", _("Not to be made public")
        NONE = "none", _("Looked for, and not held")
        OTHER = "other", _("Another body answers for it")
        REPEATED = "repeated", _("Answered before; not handled again")
        OWN_RULES = "own_rules", _("To be had under rules of its own")
        PETITION = "petition", _("A petition, complaint or report, and no request for information")

    applicant = models.CharField(_("who asks"), max_length=8, choices=Applicant, default=Applicant.CITIZEN)
    organisation = models.CharField(_("name of the organisation"), max_length=120, blank=True)
    features = models.TextField(
        _("document number or other features"),
        help_text=_("Whatever helps to find it: number, date, what it is about."),
    )
    delivery = models.CharField(_("how the information is wanted"), max_length=8, choices=Delivery)
    address_sealed = SealedTextField(_("address given with it"), blank=True, default="", editable=False)
    received_on = models.DateField(
        _("received on"), help_text=_("Where it had to be corrected: the day on which it came corrected (GID 30).")
    )
    to_correct = models.TextField(
        _("what has to be corrected, and how"), blank=True, help_text=_("Everything at once; the applicant reads it.")
    )
    correct_by = models.DateField(_("to be corrected by"), null=True, blank=True)
    third_party = models.CharField(_("whose interests are touched"), max_length=200, blank=True)
    third_said = models.CharField(_("what they said"), max_length=8, choices=Said, blank=True)
    third_reasons = models.TextField(_("their reasons"), blank=True)
    outcome = models.CharField(_("kind of answer"), max_length=10, choices=Outcome, blank=True, db_index=True)
    answer = models.TextField(_("answer to the applicant"), blank=True)
    ground = models.TextField(
        _("reason and article"), blank=True, help_text=_("Wherever something is not given; the applicant reads it.")
    )
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("account that sent it"),
    )

    class Meta:
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        permissions = (
            ("handle_disclosurerequest", _("Work on requests for information")),
            ("close_disclosurerequest", _("Approve answers to requests for information")),
        )

    def clean(self) -> None:
        """It has come; an organisation has a name; whatever is not given is given a reason."""
        needs = self.outcome not in ("", self.Outcome.GIVEN, self.Outcome.PUBLIC) and not self.ground
        why = {"ground": gettext("Say why, with the article.")} if needs else {}
        body = self.applicant == self.Applicant.BODY
        rules.refuse(rules.not_ahead(self, "received_on"), rules.wanted(self, *(["organisation"] if body else [])), why)
