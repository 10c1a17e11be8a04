"""Calling whoever looks after the portal: a message to each administrator, and mail or a signed call to an operator;
once a day for each trouble."""

import datetime as dt
import logging
from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.channels import ChannelError, mail, signed_http
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.operations.health.measures import Finding
from caojiadu.operations.models import Mark

TITLE = ("系统需要维护人员处理", "The portal needs its keeper")
AGAIN = dt.timedelta(hours=23)
TROUBLES = {
    "files_unknown": (
        "文件夹中有不少文件在数据库里没有记录，夜间清理已停止，没有动任何文件。常见原因是数据库从较早的备份恢复过。请看运维手册“清理文件”一节。",
        "The folder of files holds more than a few that no record knows; the nightly clean-up stopped and touched "
        "nothing. Mostly the database was restored from an older backup. See “Clean-up of files” in the manual.",
    ),
    "files_of_another_database": (
        "文件夹标明属于另一个数据库，夜间清理已停止，没有动任何文件。请看运维手册“清理文件”一节。",
        "The folder of files is marked as another database's; the nightly clean-up stopped and touched nothing. See "
        "“Clean-up of files” in the manual.",
    ),
}
MEASURED = "keeper_called"
for _key, _body in TROUBLES.items():
    register_template(_key, title=TITLE, body=_body)
register_template(MEASURED, title=TITLE, body=("{what}", "{what}"), variables=("what",))
logger = logging.getLogger(__name__)


@provide("files_in_trouble")
def call(what: str) -> None:
    """Tell of a trouble that has words of its own."""
    if _is_due(f"called {what}"):
        for user in administrators():
            put(template=what, to=To.user(user), dedup_key=_key_of(what, user))
        Mark.put(f"called {what}")
    _call_operator(what, dict(zip(("zh-hans", "en"), TROUBLES[what], strict=True)))


def call_for(found: Finding) -> None:
    """Tell of a measure that is beyond its bound, in each reader's language."""
    key = found.measure.key
    if _is_due(f"called {key}"):
        for user in administrators():
            with override(user.language):
                context = {"what": _words(found)}
            put(template=MEASURED, to=To.user(user), dedup_key=_key_of(key, user), context=context)
        Mark.put(f"called {key}")
    _call_operator(key, {language: _words_in(found, language) for language, _name in settings.LANGUAGES})


def administrators() -> list[User]:
    """The people who hold the post today."""
    posts = Post.objects.held_on().filter(role=Role.SYSTEM, user__is_active=True)
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("pk"))


def _words(found: Finding) -> str:
    return f"{found.sentence} · {found.measure.advice}"


def _words_in(found: Finding, language: str) -> str:
    with override(language):
        return _words(found)


def _key_of(what: str, user: User) -> str:
    return f"trouble-{what}-{timezone.now():%Y-%m-%dT%H}-u{user.pk}"


def _is_due(mark: str) -> bool:
    """Whether nobody was called within the last day."""
    return not Mark.objects.filter(name=mark, at__gt=timezone.now() - AGAIN).exists()


def _call_operator(what: str, words: dict[str, str]) -> None:
    """Mail and webhook go out at once, past the outbox: it may be what is in trouble. While neither reaches anybody
    they are tried again with the next look."""
    if not _is_due(f"operator called {what}"):
        return
    key = f"trouble-{what}-{timezone.now():%Y-%m-%dT%H}"
    calls = [partial(_mail, address, words, key) for address in settings.OPERATOR_EMAILS]
    if settings.OPERATOR_WEBHOOK:
        calls.append(partial(_post, what, words, key))
    for reach in calls:
        try:
            reach()
            Mark.put(f"operator called {what}")
        except ChannelError as error:
            logger.error("the operator could not be called for %s: %s", what, error)


def _mail(address: str, words: dict[str, str], key: str) -> None:
    text = "\n\n".join((settings.SITE_URL, *words.values()))
    html = "".join(f"<p>{escape(line)}</p>" for line in (settings.SITE_URL, *words.values()))
    mail.send(to=address, subject=" · ".join(TITLE), text=text, html=html, dedup_key=key)


def _post(what: str, words: dict[str, str], key: str) -> None:
    name, _colon, secret = settings.OPERATOR_WEBHOOK_KEY.partition(":")
    payload = {"trouble": what, "words": words, "site": settings.SITE_URL}
    signed_http.post(settings.OPERATOR_WEBHOOK, payload, key_id=name, secret=secret, idempotency_key=key)
