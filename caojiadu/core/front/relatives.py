"""Acting for a parent or a child: asked for, agreed on the relative's own phone or confirmed at a window, and ended.

Every act for a relative is kept as done by whom for whom, and told to the relative's phone.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.codes import TooMany, resident_account
from caojiadu.core.accounts.models import User
from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import record
from caojiadu.core.community.models import TEXTS, Relative
from caojiadu.core.community.relatives import in_force, relatives_of
from caojiadu.core.notices.codes import put_sealed
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.personal import birth_day, check_id_number, clean_line, digest, name_digest, phone_digest

TEXT = TEXTS[-1]
ASKED = dt.timedelta(days=7)  # within which a relative can agree
PER_ACCOUNT, PER_PHONE = (5, 24 * 3600), (3, 24 * 3600)
OF_AGE = 14  # from here on a child agrees itself (PIPL, art. 31)
GROWN_UP = 18  # Civil Code, art. 17
OF_A_CHILD = (Relative.Paper.BIRTH, Relative.Paper.HOUSEHOLD)  # they show whose child it is, and nobody's consent
SESSION, SUBJECT, ACTED = "acting_for", "community.relative", "acted_for_relative"
WHAT = {
    "booked": _("Booked an appointment"),
    "moved": _("Moved an appointment"),
    "cancelled": _("Cancelled an appointment"),
    "applied": _("Applied for a service"),
    "handed_in": _("Handed in papers"),
    "withdrew": _("Withdrew an application"),
    "room_moved": _("Asked for another time for a room"),
    "gave_up": _("Cancelled a room or an order"),
    "left": _("Gave a place at an event back"),
}
register_template(
    "relative_asks",
    title=("家人请求代您办事", "A relative asks to act for you"),
    body=(
        "尾号{code}的手机用户请求代您查看和办理预约、报名、订单和服务申请。同意的，请在7天内用本手机号登录门户“我的事项”，"
        "看清说明后确认，可随时收回；不认识或不同意的，不必理会。",
        "The phone ending in {code} asks to see and handle your bookings, sign-ups, orders and applications. If you "
        "agree, sign in with this phone within 7 days, read what it means under “My matters” and confirm; you can take "
        "it back at any time. If you do not know them, do nothing.",
    ),
    variables=("code",),
)
register_template(
    "relative_acted",
    title=("家人代您办了事", "A relative acted for you"),
    body=(
        "尾号{tail}的家人代您办理了事项，编号{number}。您可登录“我的事项”查看，也可随时收回授权。",
        "The relative with the phone ending in {tail} acted for you in {number}. Sign in to see what was done; you can "
        "take your consent back at any time.",
    ),
    variables=("tail",),
)
register_template(
    "relative_ended",
    title=("代办关系已终止", "Acting for a relative has ended"),
    body=(
        "与尾号{tail}的手机之间的代办关系已终止，双方均不能再代为查看和办理。",
        "Between you and the phone ending in {tail} nobody acts for the other any more.",
    ),
    variables=("tail",),
)
register_template(
    "relative_ended_at_window",
    title=("代办关系已终止", "Acting for a relative has ended"),
    body=(
        "您此前在窗口登记的一项家人代办已在窗口终止，您不能再代为查看和办理。如有疑问，请到窗口询问。",
        "You acted for a relative as entered at the window; this was ended there, and you neither see nor handle their "
        "matters any more. Ask at the window if you think it is wrong.",
    ),
)


def waiting(**which: Any) -> QuerySet[Relative]:
    """What was asked lately and neither agreed to nor refused."""
    since = timezone.now() - ASKED
    return Relative.objects.filter(agreed_at=None, ended_at=None, asked_at__gte=since, **which).select_related("user")


def asked_now(user: Any) -> bool:
    """Whether somebody lately asked the person of an account: for the first time, or for more than was agreed to."""
    anew = _agreed_to_less(TEXT, phone_digest=user.phone_digest, asked_at__gt=F("agreed_at"))
    since = timezone.now() - ASKED
    return waiting(phone_digest=user.phone_digest).exists() or anew.filter(asked_at__gte=since).exists()


@transaction.atomic
def ask(*, user: Any, relation: str, name: str, phone: str) -> None:
    """Ask a relative by a message to their phone. Raises TooMany.

    Whether anybody has that phone, or was asked too often, is not told. An earlier consent that covers less stands
    until the relative agrees again.
    """
    if not throttle.hit(scope="relative-account", key=user.pk, limit=PER_ACCOUNT[0], seconds=PER_ACCOUNT[1]):
        raise TooMany
    if not throttle.hit(scope="relative-phone", key=phone, limit=PER_PHONE[0], seconds=PER_PHONE[1]):
        return
    User.objects.select_for_update().get(pk=user.pk)
    person = {"name_digest": name_digest(name), "phone_digest": phone_digest(phone), "id_digest": ""}
    same = Relative.objects.filter(user=user, ended_at=None, **person).first()
    if same is not None and in_force().filter(pk=same.pk).exists():
        if not _agreed_to_less(TEXT, pk=same.pk).update(asked_at=timezone.now()):
            return
        made = same
    else:
        if same is not None:
            _close(same, user)
        made = Relative.objects.create(user=user, relation=relation, name_sealed=name, phone_sealed=phone, **person)
    tail = user.phone_sealed[-4:]
    put_sealed(template="relative_asks", to=phone, code=tail, language=get_language() or "", lives=ASKED)
    record(action="relative_asked", actor=user, subject_type=SUBJECT, subject_key=made.key)


@transaction.atomic
def agree(*, relative: Relative, by: Any, text: str = TEXT, request: HttpRequest | None = None) -> bool:
    """The relative agreed, signed in with their own phone: a code was sent there. False where nothing waits for it.

    `text` is the version that was read; a later one than was agreed to is a new consent in the place of that.
    """
    waits = waiting(pk=relative.pk).select_for_update(of=("self",)).exists()
    if not waits and not _agreed_to_less(text, pk=relative.pk).select_for_update(of=("self",)).exists():
        return False
    today = timezone.localdate()
    relative.agreed_at, relative.agreed_by, relative.agreed_text = timezone.now(), by, text
    relative.until = today + dt.timedelta(days=settings.RELATIVE_DAYS)
    relative.used_at = timezone.now()
    relative.save()
    record(
        action="relative_agreed",
        actor=by,
        request=request,
        subject_type=SUBJECT,
        subject_key=relative.key,
        data={"text": text},
    )
    return True


def _agreed_to_less(text: str, **which: Any) -> QuerySet[Relative]:
    """What is in force by an earlier text than this one."""
    return in_force().filter(paper="", **which).exclude(agreed_text__in=TEXTS[TEXTS.index(text) :])


@transaction.atomic
def confirm(*, clerk: Any, phone: str, until: dt.date, request: HttpRequest | None = None, **said: Any) -> Relative:
    """A clerk saw the papers: of a child under 14, or of somebody without a phone. Raises ValidationError by field.

    What takes the place of an older one ends it; the same entered twice, at two windows or by two clicks, is one.
    Somebody grown up consents in person: a paper of kinship is no consent (PIPL, art. 29). `born` is the birth day of
    a child whose number does not hold it. For a child under 14 a parent or guardian consents, not the child (art. 31).
    """
    if said["relation"] == Relative.Relation.PARENT and said["paper"] in OF_A_CHILD:
        words = gettext("For a parent: the authorisation they signed, or a guardianship paper.")
        raise ValidationError({"paper": words})
    number = check_id_number(said["id_type"], said["id_number"])
    until = _within_a_year(until)
    if said["relation"] == Relative.Relation.CHILD:
        until = _until_of_a_child(until, number, **said)
    else:
        _refuse_young_parent(number, said["id_type"])
    name = clean_line(said["name"])
    marks = {"name_digest": name_digest(name), "id_digest": digest(f"id:{said['id_type']}", number)}
    account = User.objects.select_for_update().get(pk=resident_account(phone=phone).pk)
    same = {"relation": said["relation"], "paper": said["paper"], "until": until, "agreed_text": TEXT}
    if (before := in_force().filter(user=account, **marks, **same).first()) is not None:
        return before
    for old in Relative.objects.filter(user=account, ended_at=None, **marks):
        _close(old, clerk)
    made = Relative.objects.create(
        user=account,
        name_sealed=name,
        id_type=said["id_type"],
        id_sealed=number,
        agreed_at=timezone.now(),
        agreed_by=clerk,
        **same,
        **marks,
    )
    record(action="relative_confirmed", actor=clerk, request=request, subject_type=SUBJECT, subject_key=made.key)
    return made


def _within_a_year(until: dt.date) -> dt.date:
    """No longer than the office allows. Raises ValidationError."""
    today = timezone.localdate()
    if not today <= until <= today + dt.timedelta(days=settings.RELATIVE_DAYS):
        words = gettext("From today on, and %(days)d days at most.") % {"days": settings.RELATIVE_DAYS}
        raise ValidationError({"until": words})
    return until


def _until_of_a_child(
    until: dt.date, number: str, *, id_type: str, paper: str, born: dt.date | None = None, **_said: Any
) -> dt.date:
    """The day before a child turns 14 at the latest, counted from its number, else from its birth day; from then on it
    signs an authorisation, which it cannot before. Raises ValidationError."""
    in_number, today = birth_day(id_type, number), timezone.localdate()
    born = in_number or born
    if born is None:
        words = gettext("This number does not hold the date of birth. Enter it as the paper shows it.")
        raise ValidationError({"born": words})
    if born > today:
        raise ValidationError({"id_number" if in_number else "born": gettext("This day is still to come.")})
    of_age = _birthday(born, OF_AGE)
    if paper == Relative.Paper.MANDATE:
        if of_age > today:
            words = gettext("Under 14 a parent or guardian consents: choose the paper that shows who that is.")
            raise ValidationError({"paper": words})
        return until
    if of_age <= today:
        words = gettext("From 14 on a child agrees itself: on its own phone, or with a signed authorisation.")
        raise ValidationError({"id_number" if in_number else "born": words})
    return min(until, of_age - dt.timedelta(days=1))


def _refuse_young_parent(number: str, id_type: str) -> None:
    """Nobody under 18 is the parent of somebody who acts for them. Raises ValidationError."""
    born = birth_day(id_type, number)
    if born and _birthday(born, GROWN_UP) > timezone.localdate():
        raise ValidationError({"id_number": gettext("By this number the person is under 18. Look at who it is.")})


def _birthday(born: dt.date, years: int) -> dt.date:
    return dt.date(born.year + years, born.month, 28 if (born.month, born.day) == (2, 29) else born.day)


@transaction.atomic
def end(*, relative: Relative, by: Any, request: HttpRequest | None = None) -> bool:
    """Ended at once, by either side or at the window; the other side is told. False where it was over already."""
    rows = Relative.objects.select_for_update(of=("self",)).select_related("user", "agreed_by")
    relative = rows.get(pk=relative.pk)
    if relative.over:
        return False
    _close(relative, by)
    record(action="relative_ended", actor=by, request=request, subject_type=SUBJECT, subject_key=relative.key)
    if relative.agreed_at is not None:
        _tell_ended(relative, by)
    return True


def _tell_ended(relative: Relative, by: Any) -> None:
    """Tell both people, but not whoever ended it. A clerk who saw the papers is none of them; of those two only the
    one who acts has a phone."""
    key = f"relative_ended-{relative.pk}"
    if relative.paper:
        if by != relative.user:
            put(template="relative_ended_at_window", to=To.user(relative.user), dedup_key=key)
        return
    for person, other in ((relative.user, relative.phone_sealed), (relative.agreed_by, relative.user.phone_sealed)):
        if person is not None and person != by:
            tail = {"tail": other[-4:]}
            put(template="relative_ended", to=To.user(person), dedup_key=f"{key}-{person.pk}", context=tail)


def _close(relative: Relative, by: Any) -> None:
    relative.ended_at, relative.ended_by = timezone.now(), by
    relative.save(update_fields=["ended_at", "ended_by"])


def acting(request: HttpRequest) -> Relative | None:
    """For whom this browser acts now; None for the account itself. Ends with the consent, within one request."""
    chosen = request.session.get(SESSION, "")
    if not chosen:
        return None
    if not hasattr(request, "_acting"):
        found = (one for one in relatives_of(request.user) if str(one.key) == chosen)
        request._acting = next(found, None)  # type: ignore[attr-defined]
    return request._acting  # type: ignore[attr-defined]


def choose(request: HttpRequest, key: str) -> None:
    """Act for the relative of that key from now on; for the account itself where there is none."""
    known = {_key_of(one) for one in relatives_of(request.user)}
    request.session[SESSION] = key if key in known else ""
    request.__dict__.pop("_acting", None)


def chosen_in_form(request: HttpRequest) -> bool:
    """Whether a form was sent with a button of `front/_instead.html`: it is for whom that says, and not sent off."""
    pressed = request.method == "POST" and "as" in request.POST
    if pressed:
        choose(request, request.POST["as"])
    return pressed


def instead(request: HttpRequest) -> list[Relative | None]:
    """For whom a form that was sent may go on, beside whom it is for now: whom it was opened for, and the account
    itself (None)."""
    if request.method != "POST":
        return []
    before = [one for one in relatives_of(request.user) if _key_of(one) == opened_for(request)]
    now = _key_of(acting(request))
    return [one for one in (*before, None) if _key_of(one) != now]


def opened_for(request: HttpRequest) -> str:
    """The key of whom a form that was sent was opened for, or turned to, before one is sent of whom it is for now;
    empty for the account itself."""
    sent = request.POST.get("as", request.POST.get("for", ""))
    return sent if request.method == "POST" else _key_of(acting(request))


def turned(request: HttpRequest) -> bool:
    """Whether this browser meanwhile acts for somebody else than the form was opened for: chosen in another window, or
    the consent ended."""
    return opened_for(request) != _key_of(acting(request))


def _key_of(relative: Relative | None) -> str:
    return str(relative.key) if relative else ""


def note(relative: Relative | None, what: str, number: str, request: HttpRequest) -> None:
    """Keep what was done for a relative, by whom, and tell it to the relative's phone. Nothing for one's own."""
    if relative is None:
        return
    data = {"what": what, "number": number}
    entry = record(
        action=ACTED, actor=request.user, request=request, subject_type=SUBJECT, subject_key=relative.key, data=data
    )
    if not relative.paper and relative.agreed_by is not None:
        put(
            template="relative_acted",
            to=To.user(relative.agreed_by),
            dedup_key=f"relative_acted-{entry.key}",
            context={"tail": relative.user.phone_sealed[-4:]},
            case_number=number,
        )


def acts_of(relatives: list[Relative]) -> dict[str, list[dict[str, Any]]]:
    """The newest acts for each of these, by key. One query."""
    keys = [str(one.key) for one in relatives]
    rows = Entry.objects.filter(subject_type=SUBJECT, subject_key__in=keys, action=ACTED).order_by("-at")[:50]
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        said = {"what": WHAT.get(row.data["what"], ""), "number": row.data["number"], "at": row.at}
        found.setdefault(row.subject_key, []).append(said)
    return found
