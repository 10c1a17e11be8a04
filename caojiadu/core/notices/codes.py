"""One-off codes: the row keeps phone or e-mail and code sealed, and forgets both once they were used."""

import json
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from caojiadu.core.hooks import provide
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.texts import register_template
from caojiadu.core.personal import seal, unseal

CODE_LIVES = timedelta(minutes=5)
CODE_TEMPLATE = "sign_in_code"

register_template(
    CODE_TEMPLATE,
    title=("登录验证码", "Sign-in code"),
    body=(
        "验证码{code}，5分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。",
        "{code} is your sign-in code, good for 5 minutes. Our staff never ask for it: please tell nobody.",
    ),
    variables=("code",),
)
EMAIL_CODE_LIVES = timedelta(minutes=30)
EMAIL_CODE_TEMPLATE = "email_code"
register_template(
    EMAIL_CODE_TEMPLATE,
    title=("邮箱验证码", "Code for your e-mail address"),
    body=(
        "验证码{code}，30分钟内有效。请在“我的事项”中输入，以后事项进展也会发到本邮箱。如非本人操作，请忽略。",
        "{code} is the code, good for 30 minutes. Enter it under “My matters”; news of your matters then comes to this "
        "address as well. If you did not ask for it, do nothing.",
    ),
    variables=("code",),
)


@provide("send_code")
def send_code(phone_e164: str, code: str, language: str) -> None:
    """Queue a code for a phone; it is sent within seconds, day and night, or not at all."""
    put_sealed(template=CODE_TEMPLATE, to=phone_e164, code=code, language=language, lives=CODE_LIVES, urgent=True)


@provide("send_email_code")
def send_email_code(email: str, code: str, language: str) -> None:
    """Queue a code for an e-mail address, in the same way."""
    put_sealed(
        template=EMAIL_CODE_TEMPLATE,
        to=email,
        code=code,
        language=language,
        lives=EMAIL_CODE_LIVES,
        urgent=True,
        channel=Notice.Channel.EMAIL,
    )


def put_sealed(
    *,
    template: str,
    to: str,
    code: str,
    language: str,
    lives: timedelta,
    urgent: bool = False,
    case_number: str = "",
    channel: str = Notice.Channel.SMS,
) -> None:
    """Queue a message with a code in it; address and code are forgotten once it was sent or came too late."""
    now = timezone.now()
    Notice.objects.create(
        dedup_key=f"code:{uuid4()}:{channel}",
        channel=channel,
        template=template,
        case_number=case_number,
        sealed=seal(json.dumps({"to": to, "code": code})),
        language=language,
        urgent=urgent,
        next_try_at=now,
        expires_at=now + lives,
    )


def opened(notice: Notice) -> tuple[str, dict[str, str]]:
    """Where a sealed row goes, and its variables."""
    kept = json.loads(unseal(notice.sealed))
    return kept["to"], {"code": kept["code"]}
