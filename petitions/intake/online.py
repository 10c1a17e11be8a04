"""A letter written online: the form, sent once however often, and its receipt."""

import datetime as dt
import json
import secrets
from collections.abc import Callable, Mapping
from operator import attrgetter, itemgetter
from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core import personal
from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident, trusted_since
from caojiadu.core.accounts.throttle import one_at_a_time
from caojiadu.core.cases.models import Channel
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import agree_to_e_service, find_or_create_resident
from caojiadu.core.files.moves import attach
from caojiadu.core.notices.codes import put_sealed
from caojiadu.core.personal import takes_messages
from petitions.intake.letter_form import CASE_KINDS, NOTICE_VERSION, LetterForm
from petitions.intake.letter_page import OpenedForm, kept_parts, parts_of
from petitions.intake.opening import open_letter
from petitions.letters.addresses import ways
from petitions.letters.models import Claim, Petition, QueryCode, Submission
from petitions.letters.states import SUGGESTION
from petitions.petitioners import access
from petitions.petitioners.access import claim, new_code
from petitions.petitioners.people import Acting
from petitions.reception.models import days_ahead
from petitions.suggestions.workflow import keep_proposal
from petitions.tracking.receipt import link_context, receipt_context

TOKEN_DAYS = 1
OWN_CODE_DAYS = 3  # a code that waits longer for its way to a phone is not sent any more
_SALT = "petitions.letter"
TOKEN = "letter token"  # what its digest is of
OF_THE_LETTER = ("body", "request", "against", "place", "anonymous", "neighbourhood", "share_identity")
_OF_THE_PERSON = ("name", "phone", "id_type", "id_number", "address", "neighbourhood")

# What was taken in, the code of whoever wrote it, and the codes of the others by their keys.
Taken = tuple[Petition, QueryCode, dict[str, str]]
Taking = Callable[[Mapping[str, Any], Any], Taken]
Again = Callable[..., HttpResponse]  # of request, form, the reason, and perhaps a status


class AnotherLetter(Exception):
    """The form was sent already, with other words; `submission` is what became of it."""

    def __init__(self, submission: Submission) -> None:
        super().__init__()
        self.submission = submission


class Expired(Exception):
    """The form was open longer than a day, or its token is not ours."""


class TooMany(Exception):
    """So many letters came from this address or phone that no more is taken now."""


def new_token() -> str:
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(18))


def check_token(token: str) -> None:
    """Raise Expired for a token that is too old or not ours; a form without one is checked by its words alone."""
    try:
        if token:
            signing.TimestampSigner(salt=_SALT).unsign(token, max_age=dt.timedelta(days=TOKEN_DAYS))
    except signing.BadSignature as error:
        raise Expired from error


def count(*, address: str, phone: str) -> None:
    """Count one letter. Raises TooMany."""
    keys = [("letter-address", address, settings.LETTERS_PER_ADDRESS)]
    if phone:
        keys.append(("letter-phone", phone, settings.LETTERS_PER_PHONE))
    for scope, key, (limit, seconds) in keys:
        if not throttle.hit(scope=scope, key=key, limit=limit, seconds=seconds):
            raise TooMany


def may_upload(address: str) -> bool:
    """Count one form with files, good or not: files are kept while the rest of a form is mended."""
    limit, seconds = settings.LETTERS_PER_ADDRESS
    return throttle.hit(scope="letter-files", key=address, limit=limit, seconds=seconds)


def sent_before(*, token: str, data: Mapping[str, Any]) -> Submission | None:
    """What became of this form when it was sent before. Raises AnotherLetter where the words have changed since."""
    found = Submission.objects.select_related("petition").filter(token_digest=personal.digest(TOKEN, token)).first()
    if found is not None and found.content_digest != content_digest(data):
        raise AnotherLetter(found)
    return found


@transaction.atomic
def send(*, token: str, data: Mapping[str, Any], user: Any, take: Taking | None = None) -> Submission:
    """Take a letter in, with its files; the same form sent at the same moment waits here and gets the same receipt.

    `user` is a signed-in resident or None; `take` opens what a clerk entered. Raises AnotherLetter.
    """
    one_at_a_time(personal.digest(TOKEN, token))
    before = sent_before(token=token, data=data)
    if before is not None:
        return before
    petition, code, others = (take or _take_in)(data, user)
    return keep_code(petition, code, token=token, content=content_digest(data), others=others)


def _take_in(data: Mapping[str, Any], user: Any) -> Taken:
    known = None if data["anonymous"] else user
    resident, acting = parties_from(data)
    fields = dict(zip(OF_THE_LETTER, itemgetter(*OF_THE_LETTER)(data), strict=True))
    petition, code = open_letter(
        kind=CASE_KINDS[data["kind"]],
        actor=Actor.resident(known),
        title=data["title"],
        channel=Channel.WEB,
        resident=resident,
        acting=acting,
        file_names=list(map(attrgetter("name"), data["attachments"])),
        fields={**fields, "category": data.get("category"), "notice_version": NOTICE_VERSION},
    )
    if petition.kind == SUGGESTION:
        keep_proposal(petition, data)
    if data["attachments"]:
        attach(files=data["attachments"], case=petition, actor=known)
    if known is not None:
        claim(user=known, petitioner=code.petitioner, how=Claim.How.WROTE)
    if data.get("joint"):
        move(case=petition, key="open_joining", actor=Actor.resident(known))
    if acting is not None and data["for_phone"]:
        send_own_code(petition)
    return petition, code, {}


def parties_from(data: Mapping[str, Any], given_to: Any = None) -> tuple[Resident | None, Acting | None]:
    """Whose matter it is, and who files it for them; `given_to` is the clerk who saw a proxy's consent."""
    writer = resident_from(data)
    if writer is None or data.get("on_behalf", "self") == "self":
        return writer, None
    of_guardian = data["on_behalf"] == "ward"
    acting = Acting(
        person=writer,
        role="guardian" if of_guardian else "proxy",
        relation=data["for_relation"],
        consent="" if of_guardian else data["for_consent"],
        given_to=None if of_guardian else given_to,
        until=data.get("for_until"),
    )
    return find_or_create_resident(name=data["for_name"], phone=data["for_phone"], address=data["for_address"]), acting


def send_own_code(petition: Petition) -> None:
    """Send whose matter it is a code of their own, to their own phone: with it they agree or take the power back.

    Nothing of a report against somebody goes by text message: there the window hands the code out.
    """
    resident = petition.resident
    if petition.workflow.secret or resident is None or not takes_messages(resident.phone_sealed):
        return
    put_sealed(
        template="petition_own_code",
        to=resident.phone_sealed,
        code=new_code(petition, timezone.now()),
        language=resident.language,
        lives=dt.timedelta(days=OWN_CODE_DAYS),
        case_number=petition.number or "",
    )


def resident_from(data: Mapping[str, Any]) -> Resident | None:
    """The person who wrote, found or new, with what they agreed to; None for a letter without a name."""
    if data["anonymous"]:
        return None
    given = dict(zip(_OF_THE_PERSON, itemgetter(*_OF_THE_PERSON)(data), strict=True))
    resident = find_or_create_resident(**given)
    if data["e_service"]:
        agree_to_e_service(resident=resident, text_version=NOTICE_VERSION)
    return resident


def keep_code(
    petition: Petition, code: QueryCode, *, token: str = "", content: str = "", others: Mapping[str, str] | None = None
) -> Submission:
    """Keep a new code, and those of the others by their keys, for its receipt; a letter just sent in has a token."""
    kept = Submission.objects.create(
        token_digest=personal.digest(TOKEN, token or secrets.token_urlsafe(18)),
        content_digest=content,
        petition=petition,
        petitioner=code.petitioner,
        code_sealed=code.words,
        more_sealed=json.dumps(others) if others else "",
        shown_until=timezone.now() + dt.timedelta(minutes=settings.RECEIPT_MINUTES),
    )
    kept.code = code
    return kept


def content_digest(data: Mapping[str, Any]) -> str:
    """The keyed digest of what was written, its files apart: they are stashed and change their places."""
    names = sorted(data.keys() - {"attachments", "form_token"})
    words = dict(zip(names, map(str, map(data.__getitem__, names)), strict=True))
    return personal.digest("letter", json.dumps(words, ensure_ascii=False))


RECEIPTS = "receipts"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The letter form; a good one leads to its receipt."""
    if request.method != "POST":
        known = known_of(request)
        return _form(request, LetterForm(initial=known) if known.keys() - {"form_token"} else OpenedForm(initial=known))
    if request.FILES and not may_upload(throttle.address_key(request)):
        return _again(request, LetterForm(request.POST), _too_many(), status=429)
    form = LetterForm(request.POST, request.FILES)
    return send_letter(request, form, again=_again) if form.is_valid() else _form(request, form)


@sensitive_variables()
def send_letter(
    request: HttpRequest, form: Any, *, again: Again, take: Taking | None = None, to: str = "petitions:receipt"
) -> HttpResponse:
    """Take a good form in and lead to its receipt; `again` shows it once more with the reason where that cannot be."""
    data = form.cleaned_data
    token = data["form_token"] or _token_of_words(request, data)
    user = request.user if is_resident(request.user) else None
    try:
        check_token(data["form_token"])
        submission = sent_before(token=token, data=data)
        if submission is None:
            count(address=throttle.address_key(request), phone=data["phone"])
            submission = send(token=token, data=data, user=user, take=take)
    except Expired:
        return again(request, form, _expired())
    except TooMany:
        return again(request, form, _too_many(), status=429)
    except AnotherLetter as other:
        return again(request, form, _another(other.submission))
    return to_receipt(request, submission, to)


def _token_of_words(request: HttpRequest, data: dict[str, Any]) -> str:
    """For a form sent without its token: the same browser and the same words are the same letter."""
    get_token(request)
    return f"{request.META['CSRF_COOKIE']}:{content_digest(data)}"


def renew_token(form: BaseForm) -> None:
    """Give a form that is shown once more a fresh token."""
    data = cast(QueryDict, form.data).copy()
    data["form_token"] = new_token()
    form.data = data


def _again(request: HttpRequest, form: Any, message: str, status: int = 200) -> HttpResponse:
    """The form once more with everything typed, a fresh token, and the reason."""
    form.add_error(None, message)
    renew_token(form)
    return _form(request, form, status)


def _expired() -> str:
    return _("This page was open for more than a day. Nothing you wrote is lost: please press “Send” once more.")


def _too_many() -> str:
    return _(
        "Very many letters have come from this connection or phone. Yours is not sent yet, and nothing you wrote is "
        "lost: please wait an hour and press “Send” again, or ring us."
    )


def _another(submission: Submission) -> str:
    return _(
        "This page was already used for the letter %(number)s, which has arrived. "
        "If what stands here is another letter, press “Send” once more."
    ) % {"number": submission.petition}


def to_receipt(request: HttpRequest, submission: Submission, to: str = "petitions:receipt") -> HttpResponse:
    """The receipt has an address of its own; the matter is open to this browser, as whoever sent the form."""
    petition, part = submission.petition, submission.petitioner
    assert petition is not None and part is not None  # both stand before the receipt does
    receipts = {**request.session.get(RECEIPTS, {}), petition.number: str(submission.key)}
    request.session[RECEIPTS] = dict(list(receipts.items())[-access.MOST :])
    access.grant(request, part, submission.code)
    return redirect(to, petition.number)


def known_of(request: HttpRequest) -> dict[str, Any]:
    """What a signed-in resident need not type again; the name only from a letter of this account."""
    initial: dict[str, Any] = {"form_token": new_token(), **_asked_for(request)}
    user = request.user
    if not is_resident(user):
        return initial
    initial["phone"] = user.phone_sealed.removeprefix("+86")
    newest = Claim.objects.filter(user=user, how=Claim.How.WROTE, at__gte=trusted_since()).order_by("-pk")
    claim = newest.select_related("petitioner__resident__neighbourhood").first()
    resident = claim.petitioner.resident if claim and claim.petitioner else None
    if resident is not None and resident.phone_digest == user.phone_digest:
        neighbourhood = resident.neighbourhood.key if resident.neighbourhood else ""
        initial.update(name=resident.name_sealed, address=resident.address_sealed, neighbourhood=neighbourhood)
    return initial


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """Which kind and which call a link led to."""
    kind, call = request.GET.get("kind", ""), request.GET.get("call", "")
    found = {"kind": kind} if kind in CASE_KINDS else {}
    return {**found, "call": call} if call.isascii() and call.isdecimal() and len(call) < 10 else found


def _form(request: HttpRequest, form: LetterForm | OpenedForm, status: int = 200) -> HttpResponse:
    parts = kept_parts() if isinstance(form, OpenedForm) else parts_of(form)
    context = {"form": form, "parts": parts, "ways": ways(), "days": days_ahead(5)}
    response = render(request, "petitions/intake/new.html", context, status=status)
    if isinstance(form, OpenedForm):
        response["Cache-Status"] = "portal; detail=fields-from-memory"
    return response


@never_cache
@require_safe
def receipt(
    request: HttpRequest,
    number: str,
    template: str = "petitions/intake/receipt.html",
    frame: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The receipt, for the browser that sent the letter; the code stands on it for half an hour."""
    key = request.session.get(RECEIPTS, {}).get(number)
    submission = Submission.objects.select_related("petition").filter(key=key).first() if key else None
    if submission is None or submission.petition is None:
        raise Http404
    shown = submission.shown_until is not None and submission.shown_until > timezone.now()
    context = receipt_context(submission.petition, submission.code_sealed if shown else "", request)
    part = submission.petitioner
    context |= {"part": part, "link": link_context(submission.petition, part, request)}
    return render(request, template, {**context, **(frame or {})})
