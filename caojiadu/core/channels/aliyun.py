"""SMS through Alibaba Cloud's Short Message Service (阿里云短信服务).

The provider keeps approved texts itself: a message names a template code and fills in its variables.
It does not fold repeats of one OutId, so a cut-off send is uncertain.
"""

import json

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import SendSmsRequest
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.exceptions import RetryError
from darabonba.runtime import RuntimeOptions
from django.conf import settings
from django.utils.translation import gettext_noop
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout
from Tea.exceptions import TeaException, UnretryableException
from urllib3.exceptions import MaxRetryError, NewConnectionError

from caojiadu.core.channels.outcomes import ChannelError, Rejected, Retry, Sent, Uncertain

# Said by the provider of a message it did not take, and may take later.
LATER = (
    "Throttling",
    "ServiceUnavailable",
    "isp.SYSTEM_ERROR",
    "isp.GATEWAY_ERROR",
    "isv.BUSINESS_LIMIT",
    "BUSINESS_LIMIT",
    "isv.OUT_OF_SERVICE",
    "isv.AMOUNT_NOT_ENOUGH",
)
# The provider does not say whether these were sent.
UNKNOWN = ("InternalError", "isp.UNKNOWN")
TIMEOUTS = RuntimeOptions(connect_timeout=3000, read_timeout=10000, autoretry=False)


class AliyunSms:
    """One approved template per message; keys, sign name and template codes come from the settings."""

    idempotent = False

    def send(self, *, phone: str, text: str, template: str, variables: dict[str, str], dedup_key: str) -> Sent:
        """Send by template code; `text` is what our own record shows."""
        request = SendSmsRequest(
            phone_numbers=phone.removeprefix("+"),
            sign_name=settings.ALIYUN_SMS_SIGN_NAME,
            template_code=_template_code(template),
            template_param=json.dumps(variables, ensure_ascii=False),
            out_id=dedup_key,
        )
        try:
            body = _client().send_sms_with_options(request, TIMEOUTS).body
        except (TeaException, RetryError) as error:
            raise _outcome(error) from error
        if body.code != "OK":
            raise _by_code(body.code)
        return Sent(body.biz_id or "")


def _client() -> Client:
    return Client(
        Config(
            access_key_id=settings.ALIYUN_SMS_KEY_ID,
            access_key_secret=settings.ALIYUN_SMS_KEY_SECRET,
            endpoint=settings.ALIYUN_SMS_ENDPOINT.rpartition("//")[2],
            protocol=settings.ALIYUN_SMS_ENDPOINT.partition("://")[0].upper(),
        )
    )


def _template_code(template: str) -> str:
    code = settings.ALIYUN_SMS_TEMPLATES.get(template, "")
    if not code:
        raise Rejected(gettext_noop("No approved template is set"), template)
    return code


def _outcome(error: Exception) -> ChannelError:
    """Read an SDK error: an answer has a code, a broken line has none."""
    if code := getattr(error, "code", None):
        return _by_code(code)
    broken = error.inner_exception if isinstance(error, UnretryableException) else error
    if _never_left(broken.__context__):
        return Retry(gettext_noop("The provider for text messages cannot be reached"))
    return Uncertain(gettext_noop("Cut off in the middle of sending"))


def _never_left(cause: BaseException | None) -> bool:
    """Whether no connection was made, so that nothing can have been sent."""
    if isinstance(cause, ConnectTimeout):
        return True
    inner = cause.args[0] if isinstance(cause, NoConnection) and cause.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError)


def _by_code(code: str) -> ChannelError:
    kind = Uncertain if code.startswith(UNKNOWN) else Retry if code.startswith(LATER) else Rejected
    return kind(gettext_noop("The provider for text messages did not take it"), code)
