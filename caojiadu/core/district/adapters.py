"""How a report reaches its body: it appears in the inbox here, or goes as signed JSON to another system."""

from django.conf import settings
from django.utils.translation import gettext_noop

from caojiadu.core.channels import Retry, Sent, signed_http
from caojiadu.core.district.models import Report
from caojiadu.core.district.payload import payload_of
from caojiadu.core.organisation.models import DistrictBody

TIMEOUT = 10


def hand_over(report: Report) -> Sent:
    """Bring a claimed report to its body. Raises ChannelError."""
    return {DistrictBody.Channel.PORTAL: _portal, DistrictBody.Channel.HTTP: _http}[
        DistrictBody.Channel(report.body.channel)
    ](report)


def _portal(report: Report) -> Sent:
    """Nothing leaves the house: once it counts as sent, it stands in the inbox."""
    return Sent()


def _http(report: Report) -> Sent:
    """One POST under the report's own key, so that a repeat is the same report there."""
    body = report.body
    secret = settings.DISTRICT_KEYS.get(body.key_id)
    if not secret:
        # An administrator can still set it; the report waits, and fails when nobody does.
        raise Retry(gettext_noop("The secret of this body is not set"), body.key_id)
    return signed_http.post(
        body.endpoint,
        payload_of(report),
        key_id=body.key_id,
        secret=secret,
        idempotency_key=str(report.key),
        timeout=TIMEOUT,
    )
