"""Family planning (H9): births registered, further births approved, subsidies, aid to special families.

Whatever names a family here is sensitive: its matters are open to their handler and the head alone.
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.online_application import Applied
from caojiadu.core.registers.rules import in_order, not_ahead, refuse


class BirthRegistration(Case):
    """A birth that a family has registered (生育登记)."""

    class Order(models.TextChoices):
        """Which child it is."""

        FIRST = "first", _("First child")
        SECOND = "second", _("Second child")
        THIRD = "third", _("Third child")

    order = models.CharField(_("which child"), max_length=6, choices=Order, db_index=True)
    expected_on = models.DateField(_("expected or born on"))
    asked_on = models.DateField(_("asked for on"))
    handed_in = models.TextField(_("papers handed in"))
    missing = models.TextField(_("papers that are missing"), blank=True)
    registered_on = models.DateField(_("birth registered on"), null=True, blank=True)
    register_number = models.CharField(_("number of the registration"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("registration of a birth")
        verbose_name_plural = _("registrations of births")
        permissions = (("handle_birthregistration", _("Register births")),)

    def clean(self) -> None:
        """Days that have come, one after another."""
        days = ("asked_on", "registered_on")
        refuse(not_ahead(self, *days), in_order(self, *days))


class FurtherBirth(Applied, Case):
    """A request for a further birth: examined by the street, decided by the district.

    Shanghai Population and Family Planning Regulations, art. 27: seven and ten working days.
    """

    class Ground(models.TextChoices):
        DISABLED = "disabled", _("Child with a disability")
        OTHER = "other", _("Another ground of the regulations")

    reads = ("sent_on", "decision_number")

    ground = models.CharField(_("ground of the request"), max_length=9, choices=Ground)
    children_now = models.PositiveSmallIntegerField(_("children the couple has"))
    asked_on = models.DateField(_("asked for on"), null=True)  # of older ones it is not known
    papers_on = models.DateField(_("papers complete on"), null=True, blank=True)
    examination = models.TextField(_("finding of the street"), blank=True)
    sent_on = models.DateField(_("sent to the district on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)

    class Meta:
        verbose_name = _("request for a further birth")
        verbose_name_plural = _("requests for a further birth")
        permissions = (
            ("handle_furtherbirth", _("Examine requests for a further birth")),
            ("close_furtherbirth", _("Send requests for a further birth to the district")),
        )

    def clean(self) -> None:
        """Days that have come, one after another."""
        days = ("asked_on", "papers_on", "sent_on", "decided_on")
        refuse(not_ahead(self, *days), in_order(self, *days))


class FamilySubsidy(Applied, Case):
    """Money to which a family is entitled: asked for, checked, sent to the district, decided, paid."""

    class Kind(models.TextChoices):
        ONLY_CHILD = "only_child", _("Award to parents of an only child")
        RETIRED = "retired", _("One-time award at old age")
        SPECIAL = "special", _("Special assistance payment")

    reads = ("granted_on", "sum_granted", "paid_on")
    decided_by = "granted_on"

    kind_of = models.CharField(_("kind of payment"), max_length=10, choices=Kind, db_index=True)
    year = models.PositiveSmallIntegerField(_("year"))
    grounds = models.TextField(_("facts that entitle to it"))
    checked = models.TextField(_("what the check found"), blank=True)
    sum_granted = models.DecimalField(_("sum granted (yuan)"), max_digits=9, decimal_places=2, null=True, blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta:
        verbose_name = _("family subsidy")
        verbose_name_plural = _("family subsidies")
        permissions = (
            ("handle_familysubsidy", _("Check family subsidies")),
            ("close_familysubsidy", _("Send family subsidies to the district")),
        )

    def clean(self) -> None:
        """Paid after it was granted, both by today; it is something."""
        nothing = self.sum_granted is not None and self.sum_granted <= 0
        refuse(
            not_ahead(self, "granted_on", "paid_on"),
            in_order(self, "granted_on", "paid_on"),
            {"sum_granted": gettext("More than nothing.")} if nothing else {},
        )


class SpecialFamily(Record):
    """A family that has lost its only child, or whose only child is disabled: who looks after it, when it was seen."""

    class Kind(models.TextChoices):
        """What happened to it."""

        LOST = "lost", _("Lost its only child")
        DISABLED = "disabled", _("Only child with a disability")

    kind = models.CharField(_("kind of family"), max_length=8, choices=Kind, db_index=True)
    since = models.DateField(_("recognised since"))
    contact = models.CharField(_("contact at the street"), max_length=60)
    contact_nearby = models.CharField(_("contact at the neighbourhood committee"), max_length=60)
    doctor = models.CharField(_("family doctor"), max_length=120, blank=True)
    needs = models.TextField(_("what they need"), blank=True)
    visited_on = models.DateField(_("last visited"), null=True, blank=True)

    class Meta:
        verbose_name = _("special family")
        verbose_name_plural = _("special families")

    def clean(self) -> None:
        """Both days have come."""
        refuse(not_ahead(self, "since", "visited_on"))


class SpecialAid(Case):
    """Help for one special family: what is needed, who gives it, whether it helped."""

    class Need(models.TextChoices):
        MEDICAL = "medical", _("Doctor and hospital")
        NURSING = "nursing", _("Nursing in hospital or at home")
        COMFORT = "comfort", _("Comfort and company")
        MONEY = "money", _("Hardship")
        AGEING = "ageing", _("Place in a home for the aged")

    family = models.ForeignKey(SpecialFamily, models.PROTECT, related_name="aids", verbose_name=_("special family"))
    need = models.CharField(_("help needed"), max_length=8, choices=Need)
    told_on = models.DateField(_("told to the street on"))
    situation = models.TextField(_("situation"))
    helper = models.CharField(_("who helps"), max_length=120, blank=True)
    given = models.TextField(_("help given"), blank=True)
    result = models.TextField(_("how the family is now"), blank=True)

    class Meta:
        verbose_name = _("aid to a special family")
        verbose_name_plural = _("aid to special families")
        permissions = (("handle_specialaid", _("Help special families")),)

    def clean(self) -> None:
        """The day has come."""
        refuse(not_ahead(self, "told_on"))
