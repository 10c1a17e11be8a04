"""A channel whose provider does not answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pause(models.Model):
    """How often in a row a channel was in trouble, and until when it is left alone."""

    channel = models.CharField(_("way of sending"), max_length=10, primary_key=True)
    troubles = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.channel
