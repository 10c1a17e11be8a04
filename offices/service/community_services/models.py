"""Basic services (D6): what residents need, planned, bought or run, delivered and evaluated; contracts and venues."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import at_most, in_order, no_personal, not_ahead, refuse


class ServiceField(models.TextChoices):
    """For whom or what a service is."""

    OLDER = "older", _("Older people")
    CHILDREN = "children", _("Children and juveniles")
    DISABLED = "disabled", _("Disabled people")
    WOMEN = "women", _("Women and families")
    VETERANS = "veterans", _("Veterans and military families")
    DAILY = "daily", _("Daily life")
    HEALTH = "health", _("Health")


class ServiceProject(Case):
    """A service that residents need (需求→计划→采购→交付→评估), year by year."""

    class Means(models.TextChoices):
        BOUGHT = "bought", _("Bought from a provider")
        OWN = "own", _("By the street itself")
        VOLUNTEERS = "volunteers", _("By volunteers and resident units")

    class Verdict(models.TextChoices):
        CONTINUE = "continue", _("To be continued")
        IMPROVE = "improve", _("To be improved")
        STOP = "stop", _("To be stopped")

    serves = models.CharField(_("for whom"), max_length=8, choices=ServiceField, db_index=True)
    year = models.PositiveSmallIntegerField(
        _("year of the service"), validators=(MinValueValidator(2000), MaxValueValidator(2100))
    )
    need = models.TextField(_("what residents need, and how that is known"))
    expected = models.PositiveIntegerField(_("people to be served"))
    plan = models.TextField(_("what is planned"), blank=True)
    means = models.CharField(_("how it is provided"), max_length=10, choices=Means, blank=True, default="")
    money = models.DecimalField(_("money planned (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True)
    place = models.CharField(_("where it is offered"), max_length=80, blank=True)
    starts_on = models.DateField(_("offered from"), null=True, blank=True)
    ends_on = models.DateField(_("offered until"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    served = models.PositiveIntegerField(_("people served"), null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField(
        _("satisfied, of a hundred asked"), null=True, blank=True, validators=(MaxValueValidator(100),)
    )
    verdict = models.CharField(_("verdict of the evaluation"), max_length=8, choices=Verdict, blank=True, default="")
    evaluation = models.TextField(_("what the evaluation said"), blank=True)
    published_on = models.DateField(_("published on"), null=True, editable=False)

    class Meta:
        verbose_name = _("service project")
        verbose_name_plural = _("service projects")
        permissions = (
            ("handle_serviceproject", _("Plan and run service projects")),
            ("close_serviceproject", _("Approve and evaluate service projects")),
        )

    def clean(self) -> None:
        """Offered from one day to another, delivered on a day that has come; what everybody reads finds nobody out.

        Its name and place are asked where they are typed, and again where they can be put right: as it is published.
        """
        refuse(in_order(self, "starts_on", "ends_on"), in_order(self, "starts_on", "delivered_on"))
        published = self.state == "service_running" and self.delivered_on is None
        title = ("title",) if published or self._state.adding else ()
        place = ("place",) if published or self.state == "service_approved" else ()
        refuse(not_ahead(self, "delivered_on"), no_personal(self, *title, *place))


class ServiceContract(Record):
    """A contract by which a service is bought; the entry's name is what is bought."""

    class Method(models.TextChoices):
        TENDER = "tender", _("Public tender")
        NEGOTIATED = "negotiated", _("Competitive negotiation")
        QUOTES = "quotes", _("Quotations compared")
        SINGLE = "single", _("Single source")

    project = models.ForeignKey(
        ServiceProject, models.PROTECT, related_name="contracts", verbose_name=_("service project")
    )
    contractor = models.CharField(_("contractor"), max_length=80)
    method = models.CharField(_("how the contractor was found"), max_length=10, choices=Method, db_index=True)
    price = models.DecimalField(_("price agreed (yuan)"), max_digits=12, decimal_places=2)
    signed_on = models.DateField(_("signed on"))
    runs_until = models.DateField(_("contract runs until"))
    paid = models.DecimalField(_("paid so far (yuan)"), max_digits=12, decimal_places=2, default=0)
    evaluated_on = models.DateField(_("last evaluated"), null=True, blank=True)

    class Meta:
        verbose_name = _("service contract")
        verbose_name_plural = _("service contracts")

    def clean(self) -> None:
        """No more is paid than was agreed; evaluated after it was signed."""
        refuse(
            not_ahead(self, "signed_on", "evaluated_on"),
            in_order(self, "signed_on", "runs_until"),
            in_order(self, "signed_on", "evaluated_on"),
            at_most(self, "paid", "price"),
        )


class ServiceVenue(Record):
    """A place where basic services are offered to everybody."""

    class Kind(models.TextChoices):
        DAY_CARE = "day_care", _("Day care for older people")
        CANTEEN = "canteen", _("Community canteen")
        CHILDREN = "children", _("Children's service station")
        PROTECTION = "protection", _("Station for the protection of juveniles")
        SUNSHINE = "sunshine", _("Centre for disabled people")
        VETERANS = "veterans", _("Veterans' service station")
        POINT = "point", _("Neighbourhood service point")

    kind = models.CharField(_("kind of place"), max_length=10, choices=Kind, db_index=True)
    address = models.CharField(_("address"), max_length=120)
    hours = models.CharField(_("opening hours"), max_length=80)
    offers = models.TextField(_("what is offered there"))
    run_by = models.CharField(_("run by"), max_length=80)
    free = models.BooleanField(_("free of charge"), default=True)
    step_free = models.BooleanField(_("can be reached without steps"), default=False)
    safety_on = models.DateField(_("safety last checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("service venue")
        verbose_name_plural = _("service venues")

    def clean(self) -> None:
        """Checked on a day that has come; what everybody reads says nothing by which somebody is found."""
        refuse(not_ahead(self, "safety_on"), no_personal(self, "title", "address", "hours", "offers"))
