"""The one-off code that signs a phone in: its row keeps phone and code sealed, and forgets both once they were used."""

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


@provide("send_code")
def send_code(phone_e164: str, code: str, language: str) -> None:
    """Queue a code for a phone; it is sent within seconds, day and night, or not at all."""
    put_sealed(template=CODE_TEMPLATE, phone=phone_e164, code=code, language=language, lives=CODE_LIVES, urgent=True)


def put_sealed(
    *,
    template: str,
    phone: str,
    code: str,
    language: str,
    lives: timedelta,
    urgent: bool = False,
    case_number: str = "",
) -> None:
    """Queue a text message with a code in it; phone and code are forgotten once it was sent or came too late."""
    now = timezone.now()
    Notice.objects.create(
        dedup_key=f"code:{uuid4()}:{Notice.Channel.SMS}",
        channel=Notice.Channel.SMS,
        template=template,
        case_number=case_number,
        sealed=seal(json.dumps({"phone": phone, "code": code})),
        language=language,
        urgent=urgent,
        next_try_at=now,
        expires_at=now + lives,
    )


def opened(notice: Notice) -> tuple[str, dict[str, str]]:
    """The phone and the variables of a sealed row."""
    kept = json.loads(unseal(notice.sealed))
    return kept["phone"], {"code": kept["code"]}
