"""What an application began with: the item as it stood that day, and each paper that was handed in for it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.files.models import File
from services.catalogue.models import ItemVersion


class Application(models.Model):
    """Beside the matter of an application: for which item it was made, as that stood then.

    `entered_by` is the clerk of a window, of whatever office, who took it in; whose matter it is follows from the item.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="application")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="applications")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = (
            models.Index(
                fields=("entered_by", "-case"),
                name="application_entered_by",
                condition=models.Q(entered_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.case_id)


class Given(models.Model):
    """A paper that an applicant handed in, by the key it has in the version of the item; another paper has none.

    A copy of what was handed in earlier keeps the day on which that was. Shown at the window and not kept, it has no
    file. With its file it goes.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="given")
    paper = models.SlugField(max_length=60, blank=True)
    file = models.OneToOneField(File, models.CASCADE, null=True, blank=True, related_name="given")
    given_on = models.DateField(_("handed in on"), default=timezone.localdate)

    class Meta:
        default_permissions = ()
        verbose_name = _("paper handed in")
        verbose_name_plural = _("papers handed in")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | ~models.Q(paper=""), name="given_is_kept_or_named"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Which paper it is, in the reader's language; of another paper the name of its file."""
        return self.application.version.paper(self.paper) or (self.file.name if self.file else "")
