"""From a row to a channel: find the address and the words, then hand them over."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_noop, override

from caojiadu.core.channels import Rejected, Sent, mail, signed_http, sms
from caojiadu.core.notices import hooks
from caojiadu.core.notices.codes import opened
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.recipients import recipient_of
from caojiadu.core.notices.texts import plain
from caojiadu.core.notices.wording import variables_of, words
from caojiadu.core.personal import takes_messages

# What remains to be done once a message is ready: only this may end in doubt.
HandOver = Callable[[], Sent]


def takes_our_key(channel: str) -> bool:
    """Whether a repeat under the same key is recognised, so that a cut-off send may simply be sent again."""
    if channel == Notice.Channel.SMS:
        return sms.adapter().idempotent
    return mail.IDEMPOTENT if channel == Notice.Channel.EMAIL else True


def prepare(notice: Notice) -> HandOver:
    """Find address and words; nothing has left the house yet. Raises Rejected."""
    return {
        Notice.Channel.SMS: _prepare_sms,
        Notice.Channel.EMAIL: _prepare_mail,
        Notice.Channel.WEBHOOK: _prepare_webhook,
    }[Notice.Channel(notice.channel)](notice)


def _prepare_sms(notice: Notice) -> HandOver:
    if notice.sealed:
        phone, extra = opened(notice)
    else:
        person, extra = recipient_of(notice), {}
        phone = person.phone if person else ""
    if not phone:
        raise Rejected(gettext_noop("There is no phone number"))
    if not takes_messages(phone):
        raise Rejected(gettext_noop("The phone number takes no text messages"))
    text = words(notice, extra=extra).body
    with override(notice.language):
        variables = {name: plain(value) for name, value in variables_of(notice, extra).items()}
    adapter = sms.adapter()
    return lambda: adapter.send(
        phone=phone, text=text, template=notice.template, variables=variables, dedup_key=notice.dedup_key
    )


def _prepare_mail(notice: Notice) -> HandOver:
    if notice.sealed:
        address, extra = opened(notice)
    else:
        person, extra = recipient_of(notice), {}
        address = person.email if person else ""
    if not address:
        raise Rejected(gettext_noop("There is no e-mail address"))
    found = words(notice, extra=extra)
    with override(notice.language):
        frame: dict[str, Any] = {"title": found.title, "body": found.body, "number": notice.case_number}
        frame |= {"office_name": settings.SITE_NAME, "language": notice.language}
        text, html = (render_to_string("email/notice.txt", frame), render_to_string("email/notice.html", frame))
    return lambda: mail.send(to=address, subject=found.title, text=text, html=html, dedup_key=notice.dedup_key)


def _prepare_webhook(notice: Notice) -> HandOver:
    target = hooks.notice_endpoint(notice.endpoint)
    if target is None:
        raise LookupError(f"nobody knows where {notice.endpoint} is")
    payload = {"template": notice.template, "case_number": notice.case_number, **notice.context}
    signed: dict[str, Any] = {
        "key_id": target["key_id"],
        "secret": target["secret"],
        "idempotency_key": notice.dedup_key,
    }
    return lambda: signed_http.post(target["url"], payload, **signed)
