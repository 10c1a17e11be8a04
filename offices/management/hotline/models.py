"""12345 orders: matters of the citizens' hotline, which live in the city's own system."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case

SYSTEM = "12345"


class HotlineOrder(Case):
    """An order of the 12345 hotline, passed by the district's city operation centre to the street.

    The 12345 system keeps the order itself; here it is worked on. `foreign_number` is its number there; its counterpart
    says what has still to be entered there. A reply to it is no handling opinion under the Regulations on petition work
    and opens no review.
    """

    class Class(models.TextChoices):
        """What sort of order it is, which sets its limit (rules of a Jing'an sub-district, 2019)."""

        INQUIRY = "inquiry", _("Inquiry or suggestion")
        RECHECK = "recheck", _("Supervised, or re-check after a call-back")
        HELP = "help", _("Request for help or complaint")
        COMPLEX = "complex", _("Complex, approved")

    order_class = models.CharField(_("class"), max_length=8, choices=Class, default=Class.HELP)
    content = models.TextField(_("what the caller said"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    sender = models.ForeignKey(
        "organisation.DistrictBody", models.PROTECT, null=True, related_name="+", verbose_name=_("received from")
    )
    dangerous = models.BooleanField(_("threat, safety hazard or urgent need"), default=False)
    keep_private = models.BooleanField(_("the caller wants confidentiality"), default=False)
    call_back_wanted = models.BooleanField(_("the caller wants to be called back"), default=True)

    # Where it stands, for lists and figures: written by the moves, from the records beside it.
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    dispatched_at = models.DateTimeField(_("dispatched"), null=True)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0)
    urges = models.PositiveSmallIntegerField(_("times urged"), default=0)
    for_meeting = models.BooleanField(_("for the joint meeting"), default=False)
    contacted_at = models.DateTimeField(_("first contact"), null=True)
    told_at = models.DateTimeField(_("caller told"), null=True)
    replied_at = models.DateTimeField(_("reply checked"), null=True)
    result_solved = models.BooleanField(_("solved, says the handler"), null=True)
    called_back_at = models.DateTimeField(_("called back"), null=True)
    satisfied = models.BooleanField(_("satisfied"), null=True)
    solved = models.BooleanField(_("solved, says the caller"), null=True)

    class Meta:
        verbose_name = _("12345 order")
        verbose_name_plural = _("12345 orders")
        permissions = (
            ("handle_hotlineorder", _("Run the desk of 12345 orders")),
            ("approve_hotlineorder", _("Approve extensions and complex 12345 orders")),
            ("answer_hotlineorder", _("Work on 12345 orders of one's office")),
        )
