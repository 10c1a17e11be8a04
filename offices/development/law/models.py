"""Law-based administration (H11): normative documents, administrative reconsideration, lawsuits."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.rules import in_order, no_personal, not_ahead, refuse


class NormativeDocument(Case):
    """A document of the street that binds others: drafted, heard, reviewed, issued, filed, in force until a day."""

    subject = models.TextField(_("what it regulates"))
    basis = models.TextField(_("legal basis"))
    drafted_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office that drafts it")
    )
    heard = models.TextField(_("opinions heard, and what was taken up"), blank=True)
    legal_opinion = models.TextField(_("opinion of the legality review"), blank=True)
    document_number = models.CharField(_("number of the document"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    filed_on = models.DateField(_("filed with the district on"), null=True, blank=True)

    class Meta:
        verbose_name = _("normative document")
        verbose_name_plural = _("normative documents")
        permissions = (
            ("handle_normativedocument", _("Review normative documents")),
            ("close_normativedocument", _("Issue normative documents")),
        )

    def clean(self) -> None:
        """Issued and filed in this order by today, valid longer than that; everybody reads what it regulates."""
        days = (not_ahead(self, "issued_on", "filed_on"), in_order(self, "issued_on", "filed_on"))
        refuse(*days, in_order(self, "issued_on", "valid_until"), no_personal(self, "title", "subject"))


class Reconsideration(Case):
    """A reconsideration against the street, which the district government decides.

    Administrative Reconsideration Law (2023): competence in art. 24; the street answers within ten working days of the
    copy of the request (art. 48), five in summary procedure (art. 54); these days are working days (art. 88).
    """

    class Procedure(models.TextChoices):
        """In which procedure."""

        ORDINARY = "ordinary", _("Ordinary procedure")
        SUMMARY = "summary", _("Summary procedure")

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("The request is rejected")
        CHANGED = "changed", _("The act is changed")
        REVOKED = "revoked", _("The act is revoked")
        UNLAWFUL = "unlawful", _("The act is found unlawful or void")
        ORDERED = "ordered", _("The street is ordered to act")
        SETTLED = "settled", _("Mediated, settled or withdrawn")

    ANSWER_WITHIN = {Procedure.ORDINARY: 10, Procedure.SUMMARY: 5}

    act = models.TextField(_("act that is attacked"))
    done_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office that did it")
    )
    procedure = models.CharField(
        _("procedure"), max_length=8, choices=Procedure, default=Procedure.ORDINARY, db_index=True
    )
    received_on = models.DateField(_("copy of the request received on"))
    answer_due = models.DateField(_("answer owed by"), null=True, editable=False)
    answered_on = models.DateField(_("answer sent on"), null=True, blank=True)
    answer = models.TextField(_("answer, with evidence and basis"), blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, blank=True, default="")
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    perform_by = models.DateField(_("to be carried out by"), null=True, blank=True)
    performed = models.TextField(_("how it was carried out"), blank=True)

    class Meta:
        verbose_name = _("reconsideration")
        verbose_name_plural = _("reconsiderations")
        permissions = (
            ("handle_reconsideration", _("Answer reconsiderations")),
            ("close_reconsideration", _("Sign answers to reconsiderations")),
        )

    def clean(self) -> None:
        """Days that have come, one after another; what orders something names a day."""
        days = ("received_on", "answered_on", "decided_on")
        found = {}
        if self.decision == self.Decision.ORDERED and self.perform_by is None:
            found = {"perform_by": gettext("Say by when the street has to act.")}
        refuse(not_ahead(self, *days), in_order(self, *days), in_order(self, "decided_on", "perform_by"), found)


class Lawsuit(Case):
    """An administrative lawsuit against the street: answer, hearing, judgment, appeal, carrying out.

    Administrative Procedure Law: answer and evidence within fifteen days of the copy of the complaint (art. 67), the
    head of the organ appears (art. 3), appeal within fifteen days after service of the judgment (art. 85).
    """

    class Appears(models.TextChoices):
        """Who appears for the street (art. 3)."""

        HEAD = "head", _("The director")
        DEPUTY = "deputy", _("A deputy director")
        STAFF = "staff", _("Staff, with the reason in writing")

    class Outcome(models.TextChoices):
        """How the court judged."""

        WON = "won", _("Claim dismissed")
        LOST = "lost", _("The street lost")
        PARTLY = "partly", _("The street lost in part")
        WITHDRAWN = "withdrawn", _("Claim withdrawn or settled")

    court = models.CharField(_("court"), max_length=120)
    claim = models.TextField(_("claim"))
    sued_office = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office whose act it is")
    )
    received_on = models.DateField(_("copy of the complaint received on"))
    answered_on = models.DateField(_("defence handed in on"), null=True, blank=True)
    hearing_at = models.DateTimeField(_("hearing"), null=True, blank=True)
    appears = models.CharField(_("who appears"), max_length=6, choices=Appears, blank=True, default="")
    outcome = models.CharField(_("how the court judged"), max_length=9, choices=Outcome, blank=True, default="")
    served_on = models.DateField(_("judgment served on"), null=True, blank=True)
    performed = models.TextField(_("how the judgment was carried out"), blank=True)

    class Meta:
        verbose_name = _("lawsuit against the street")
        verbose_name_plural = _("lawsuits against the street")
        permissions = (
            ("handle_lawsuit", _("Conduct lawsuits")),
            ("close_lawsuit", _("Decide on appeals")),
        )

    def clean(self) -> None:
        """Days that have come, one after another."""
        days = ("received_on", "answered_on", "served_on")
        refuse(not_ahead(self, *days), in_order(self, *days))
