"""The window: enter a call, a visit or a paper letter, print its receipt, give out a new code."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import read_once, record
from caojiadu.core.cases import hooks
from caojiadu.core.cases.access import is_outsider, may_open, stands_as
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.desk.views.common import case_or_404, page
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.documents.typesetting import render
from caojiadu.core.files.moves import attach
from caojiadu.core.workflow import Who
from petitions.intake import online
from petitions.intake.letter_form import CASE_KINDS, NOTICE_VERSION
from petitions.intake.online import OF_THE_LETTER, Taken, parties_from
from petitions.intake.opening import open_letter
from petitions.intake.window_form import NewCodeForm, WindowForm
from petitions.letters.models import Petition, QueryCode, Submission
from petitions.letters.states import SUGGESTION
from petitions.petitioners.access import new_code, replace_code
from petitions.petitioners.panels import people_page
from petitions.petitioners.people import Signer
from petitions.stages.rules import note_transfer
from petitions.suggestions.workflow import keep_proposal
from petitions.tracking.receipt import keys, receipt_context, slips


def open_at_window(data: Mapping[str, Any], user: Visitor) -> Taken:
    """Open what a clerk entered. A limit runs from the day the paper arrived."""
    reachable = data["anonymous"] or bool(data["phone"] or data["address"])
    resident, acting = parties_from(data, given_to=user if data["for_agreed"] else None)
    petition, code = open_letter(
        kind=CASE_KINDS[data["kind"]],
        actor=Actor.staff(user),
        title=data["title"],
        channel=data["channel"],
        resident=resident,
        acting=acting,
        file_names=[file.name for file in data["attachments"]],
        signers=[_signer(person) for person in data["people"]],
        received_at=morning_of(data["received_on"]),
        foreign=(data["foreign_system"], data["foreign_number"]) if data["foreign_number"] else ("", ""),
        fields={
            **{name: data[name] for name in OF_THE_LETTER},
            "category": data.get("category"),
            "notice_version": NOTICE_VERSION if data["notice_read"] else "",
            "read_back": data["read_back"],
            "address_unclear": not reachable,
            "received_by": data["received_by"],
            "came": data["came"],
        },
    )
    if petition.kind == SUGGESTION:
        keep_proposal(petition, data)
    if data["transferred_by"] or data["transferred_other"]:
        note_transfer(
            petition,
            body=data["transferred_by"],
            sender=data["transferred_other"],
            received_on=data["received_on"] or timezone.localdate(),
        )
    attach(files=data["attachments"], case=petition, actor=user)
    return petition, code, _slips(petition, code, own_code=acting is None or data["for_own_code"])


def _signer(person: Any) -> Signer:
    resident = find_or_create_resident(name=person.name, phone=person.phone, address=person.address)
    return Signer(resident, person.represents)


def _slips(petition: Petition, code: QueryCode, *, own_code: bool) -> dict[str, str]:
    """A code for each further petitioner, to hand out; whose matter a proxy files gets one if they want it."""
    others = petition.petitioners.exclude(pk=code.petitioner_id)
    if not own_code:
        others = others.exclude(first=True)
    return {str(row.key): new_code(petition, timezone.now(), row) for row in others}


def morning_of(day: dt.date | None) -> dt.datetime | None:
    """Nine in the morning of an earlier day; None for today, which is counted from now."""
    if day is None or day == timezone.localdate():
        return None
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


RECEIPTS = "window_receipts"
KEPT = 30
GIVE_CODES = ("enter_petition", "keep_accusations")


def _may_enter(request: HttpRequest) -> None:
    if not request.user.has_perm("petitions.enter_petition"):
        raise Http404


def _may_give_codes(request: HttpRequest) -> None:
    """Those who enter matters, and the keepers of confidential reports for theirs."""
    if not any(request.user.has_perm(f"petitions.{one}") for one in GIVE_CODES):
        raise Http404


@never_cache
@sensitive_post_parameters()
@staff_required
def enter(request: HttpRequest) -> HttpResponse:
    """The form in the order in which a clerk asks; a good one leads to the receipt."""
    _may_enter(request)
    if request.method != "POST":
        return _form(request, WindowForm(initial={"form_token": online.new_token(), "kind": "appeal"}))
    form = WindowForm(request.POST, request.FILES)
    return _send(request, form) if form.is_valid() else _form(request, form)


@sensitive_variables()
def _send(request: HttpRequest, form: WindowForm) -> HttpResponse:
    data = form.cleaned_data
    token = data["form_token"] or online.new_token()
    try:
        submission = online.sent_before(token=token, data=data) or online.send(
            token=token, data=data, user=request.user, take=open_at_window
        )
    except online.AnotherLetter as other:
        form.add_error(None, _("This page was already used for %(number)s.") % {"number": other.submission.petition})
        online.renew_token(form)
        return _form(request, form)
    return _to_receipt(request, submission)


def _to_receipt(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The receipt has an address of its own, so that a page loaded again does nothing again."""
    petition = submission.petition
    assert petition is not None  # it stands before the receipt does
    receipts = {**request.session.get(RECEIPTS, {}), petition.number: str(submission.key)}
    request.session[RECEIPTS] = dict(list(receipts.items())[-KEPT:])
    return redirect("letters_desk:receipt", petition.number)


def _form(request: HttpRequest, form: WindowForm) -> HttpResponse:
    behalf_open = form.is_bound and form.data.get("on_behalf") in ("other", "ward")
    return page(request, "petitions/intake/enter.html", {"form": form.ready_to_draw(), "behalf_open": behalf_open})


def _entered(request: HttpRequest, number: str) -> tuple[Submission, Petition, bool]:
    """What this clerk entered, the letter, and whether its codes are still shown. Raises Http404."""
    _may_give_codes(request)
    key = request.session.get(RECEIPTS, {}).get(number)
    submission = Submission.objects.select_related("petition").filter(key=key).first() if key else None
    if submission is None or submission.petition is None:
        raise Http404
    shown = submission.shown_until is not None and submission.shown_until > timezone.now()
    # With the code one reads the letter: once it was found to be a report against somebody, it is for its keepers.
    shown = shown and not _closed_since(request.user, submission.petition)
    return submission, submission.petition, shown


@never_cache
@staff_required
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt to print, for the clerk who entered the matter; the code stands on it for half an hour."""
    submission, petition, shown = _entered(request, number)
    context = receipt_context(petition, submission.code_sealed if shown else "")
    context["part"], context["slips"] = submission.petitioner, slips(submission, shown)
    context["opens"] = may_open(request.user, petition)
    return page(request, "petitions/intake/window_receipt.html", context)


@never_cache
@staff_required
def receipt_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt as an official paper, with the code while it is shown; that one is handed over and never kept."""
    submission, petition, shown = _entered(request, number)
    if petition.receipt_due:
        hooks.issue_receipt(petition)
    paper = last_issued(petition, "receipt")
    if paper is None:
        raise Http404
    read_once(request=request, action="download", subject_type="paper", subject_key=paper.key)
    response = HttpResponse(
        render(paper, paper.content, keys=keys(petition, submission.code_sealed if shown else "")),
        content_type="application/pdf",
    )
    response["Content-Disposition"] = "inline"
    return response


def _closed_since(user: Visitor, petition: Petition) -> bool:
    """Say whether a letter became confidential after it was entered, and the person does not keep it."""
    became = petition.workflow.secret and petition.events.filter(move="reclassify").exists()
    return became and not may_open(user, petition)


@never_cache
@staff_required
def code(request: HttpRequest, number: str) -> HttpResponse:
    """Give out a new query code after checking who asks; the one before stops working.

    Of a confidential report neither this page nor the receipt says what it is about: others stand at the window.
    """
    _may_give_codes(request)
    petition = Petition.objects.filter(number=number).select_related("resident").first()
    if petition is None or petition.anonymous or not _may_renew(request.user, petition):
        raise Http404
    asked = {"who": request.GET.get("of", "")[:40].replace("\0", "")}
    form = NewCodeForm(request.POST if request.method == "POST" else None, initial=asked, petition=petition)
    if form.is_bound and form.is_valid():
        who = form.cleaned_data.get("who")
        record(
            action="new_code",
            subject_type="case",
            subject_key=petition.number,
            reason=form.cleaned_data["checked"],
            request=request,
            data={"petitioner": who.pk} if who else None,
        )
        return _to_receipt(request, online.keep_code(petition, replace_code(petition, timezone.now(), who)))
    return page(request, "petitions/intake/code.html", {"form": form, "petition": petition})


@never_cache
@staff_required
def people(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody on the residents' side of a matter, masked, a page at a time."""
    petition = case_or_404(request, number)
    if not isinstance(petition, Petition) or is_outsider(request.user, petition):
        raise Http404
    read_once(request=request, subject_type="case", subject_key=petition.number, office_id=petition.office_id)
    context = {"petition": petition, **people_page(request.user, petition, request.GET.get("after", ""))}
    return page(request, "petitions/petitioners/all.html", context)


def _may_renew(user: Visitor, petition: Petition) -> bool:
    """Whoever entered the matter or keeps it at the desk: with the code one acts as its petitioner, so that being let
    in to read is not enough."""
    own = petition.opened_by_id == user.id or stands_as(user, (Who.REGISTRAR,), petition)
    return own and may_open(user, petition)
