"""Grid cases."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case


class GridCase(Case):
    """A grid case: something in the street, seen by a supervisor or told by a resident, that is to be put right.

    Found, accepted, filed, dispatched, handled, verified on site by somebody else, closed (发现→受理→立案→派遣→处置→
    核查→结案; Shanghai measures on city grid management, 2013).
    """

    class Thing(models.TextChoices):
        """Parts are public facilities, events are acts or states."""

        PART = "part", _("Part: a public facility")
        EVENT = "event", _("Event: an act or a state")

    thing = models.CharField(_("part or event"), max_length=6, choices=Thing, default=Thing.EVENT)
    place = models.CharField(_("where exactly"), max_length=120)
    to = models.CharField(_("dispatched to"), max_length=120, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handled by")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("verified by")
    )
    returns = models.PositiveSmallIntegerField(_("times not passed"), default=0)

    class Meta:
        verbose_name = _("grid case")
        verbose_name_plural = _("grid cases")
        permissions = (
            ("handle_gridcase", _("Work on grid cases")),
            ("close_gridcase", _("Close grid cases")),
        )
