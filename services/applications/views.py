"""Pages on which one applies for a service, and follows what one applied for."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import resident_required
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.moves import model_of
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import first_of
from caojiadu.core.documents.lists import for_resident
from caojiadu.core.files.models import File
from caojiadu.core.front import my_matters
from caojiadu.core.front.posting import posted_from
from caojiadu.core.front.relatives import acting, chosen_in_form, instead, note, turned
from caojiadu.core.personal import digest
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.lists import cells
from caojiadu.core.registers.patterns.online_application import SupplementForm
from services.applications.access import applications_of, opened_to, waiting_states
from services.applications.draft import Filling, fill, themselves
from services.applications.models import Application, Given
from services.applications.papers import named, offers, ticked_in
from services.catalogue.guide import Guide
from services.catalogue.items import registers
from services.catalogue.models import Item
from services.catalogue.versions import told_by
from services.reviews.rules import asked_about

PAGE = "services:application"
# What the page leaves out as long as nobody proved the phone; how far it is and what is missing stay.
KEPT_BACK: dict[str, Any] = {"files": (), "way_back": "", "issued": (), "asked": None, "typed": (), "known": ()}
PER_ACCOUNT = (20, 24 * 3600)  # applications in a day


@never_cache
@sensitive_post_parameters("name", "id_number", "address")
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """The form; a good one leads to the application. Whoever sent it after the item went, or changed, is told so."""
    item = get_object_or_404(Item.objects.select_related("centre"), key=key)
    only_chosen = chosen_in_form(request)
    filling = _filling(request, item)
    if filling is None:
        return _not_here(request, item)
    if request.method != "POST":
        if filling.themselves_only:
            messages.warning(request, themselves())
            return redirect("services:item", key)
        return _form(request, filling, 200)
    if only_chosen:
        return _form(request, filling, filling.status if filling.held_up else 200)
    limit, seconds = PER_ACCOUNT
    if filling.ready and not throttle.hit(scope="applying", key=request.user.pk, limit=limit, seconds=seconds):
        filling.form.add_error(None, _("Very many applications came from you today. Please send this one tomorrow."))
        return _form(request, filling, 429)
    if made := filling.send(request.user):
        number = made.application.case.number or ""
        if made.did and filling.relative:
            note(filling.relative, made.did, number, request)
        messages.success(request, _("Your application has arrived. Its number: %(number)s") % {"number": number})
        return redirect(PAGE, number)
    return _form(request, filling, filling.status)


def _form(request: HttpRequest, filling: Filling, status: int) -> HttpResponse:
    others = [None] if filling.themselves_only else instead(request)
    context = {**filling.context, "instead": others}
    return render(request, "services/applications/apply.html", context, status=status)


def _filling(request: HttpRequest, item: Item) -> Filling | None:
    """The form; None of an item that is not applied for here, or of which nothing is confirmed yet."""
    if request.method != "POST" and not Guide(item).told:
        return None
    return fill(request, item, offered=_offered(request), relative=acting(request), turned=turned(request))


def _not_here(request: HttpRequest, item: Item) -> HttpResponse:
    """The page of an item for which one cannot apply says what to do instead; of an unpublished one there is none."""
    if not item.published:
        raise Http404
    messages.warning(request, _("One cannot apply for this here any more. The page says what to do instead."))
    return redirect("services:item", item.key)


def _offered(request: HttpRequest) -> list[Given]:
    """What the person who applies handed in earlier with this account: whoever is named, else who applied last.

    Whoever acts for a relative is offered none: what that person handed in with an account of their own stays there.
    """
    if acting(request):
        return []
    cases = opened_to(request.user)
    typed = (request.POST.get("id_type", ""), request.POST.get("id_number", "").strip())
    person = digest(f"id:{typed[0]}", typed[1])
    if not person or not cases.filter(resident__id_digest=person).exists():
        person = cases.order_by("-opened_at").values_list("resident__id_digest", flat=True).first() or ""
    return offers(cases.filter(resident__id_digest=person), ticked_in(request.POST)) if person else []


@never_cache
@resident_required
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """An application as its applicant sees it: how far it is, what is missing, what was decided."""
    return _page(request, *_own(request, number))


@never_cache
@resident_required
@posted_from("services:application", "number")
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """What was missing is handed in."""
    found, relative = _own(request, number)
    try:
        done = _("Thank you, it has arrived. We look at it within 1 working day.")
        return my_matters.take_step(request, found, "supplement", done, to=PAGE, relative=relative)
    except Invalid as error:
        return _page(request, found, relative, error.form, status=422)


@never_cache
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once more, then withdrawn: the application while it is in hand, afterwards the consent it rests on."""
    found, relative = _own(request, number)
    key = "" if _is_unproven(request, found, relative) else _way_back(found, relative)
    if not key:
        return redirect(PAGE, number)
    question, then, done = _said_of(key)
    return my_matters.take_back(
        request, found, key, to=PAGE, may=True, done=done, relative=relative, question=question, then=then
    )


def _said_of(key: str) -> tuple[str, str, str]:
    """What is asked before something is withdrawn, what comes of it, and what is said afterwards."""
    if key == "withdraw_consent":
        return (
            _("Withdraw your consent?"),
            _("Nothing is checked on its ground any more, and the assistance that rests on it is looked at anew."),
            _("You withdrew your consent."),
        )
    then = _("It is then not handled any more. You can apply again at any time.")
    return _("Withdraw this application?"), then, _("You withdrew this application.")


def _own(request: HttpRequest, number: str) -> tuple[Any, Relative | None]:
    """The application in its own kind, for its applicant or whoever acts for them; for others there is none."""
    case, relative = first_of(applications_of, request.user, number=number)
    if case is None:
        raise Http404
    return model_of(case.workflow).objects.select_related("office", "resident").get(pk=case.pk), relative


def _is_unproven(request: HttpRequest, found: Any, relative: Relative | None) -> bool:
    """Whether nothing but a phone that a clerk wrote down says that the account is the applicant's."""
    return not opened_to(request.user, relative).filter(pk=found.pk).exists()


def _way_back(found: Any, relative: Relative | None) -> str:
    """The step with which one withdraws what can be withdrawn now, if anything; a consent only whoever gave it."""
    stands = relative is None and getattr(found, "consent_stands", False)
    keys = ["take_back", "withdraw_consent"] if stands else ["take_back"]
    steps = filter(None, map(found.workflow.transition, keys))
    return next((step.key for step in steps if found.state in {state.key for state in step.sources}), "")


def _page(
    request: HttpRequest, found: Any, relative: Relative | None, form: Any = None, status: int = 200
) -> HttpResponse:
    waits = found.state in waiting_states()
    files = found.files.filter(audience=File.Audience.BOTH).exclude(state=File.State.REFUSED)
    application = Application.objects.select_related("version__item").filter(case_id=found.pk).first()
    if form is None and waits:
        form = SupplementForm(case=found, actor=Actor.resident(request.user))
    register = _register_of(found)
    online = register.online
    asked = online.asked_for(online.service_of(found))
    context = {
        "found": found,
        "form": form,
        "named": named(form) if form else [],
        **my_matters.life_of(request, found),
        "files": files.select_related("given__application__version"),
        "way_back": _way_back(found, relative),
        "issued": for_resident(found, resident_id=found.resident_id, answered=True),
        "asked": asked_about(request, found),
        "item": application.version.item if application else _item_of(found),
        **told_by(application.version if application else None),
        "typed": _filled(register, found, [name for name in asked if name not in online.consents]),
        "known": _filled(register, found, [name for name in found.reads if found.is_decided or name not in asked]),
        "received_on": getattr(found, online.received) if online.received else found.opened_at,
    }
    if _is_unproven(request, found, relative):
        lines = [{**line, "note": ""} for line in context["lines"]]
        context |= {**KEPT_BACK, "lines": lines, "unproven": True}
    return render(request, "services/applications/application.html", context, status=status)


def _register_of(found: Any) -> Register:
    return next(one for one in registers() if one.workflow and one.workflow.key == found.kind)


def _filled(register: Register, found: Any, names: Iterable[str]) -> list[tuple[Any, Any]]:
    """What stands in these fields, each with its label; not those that are empty."""
    return [(label, value) for label, value in cells(register, found, tuple(names)) if value not in ("", None)]


def _item_of(found: Any) -> Item | None:
    """The service whose applications are kept with this one."""
    register = _register_of(found)
    rows = Item.objects.filter(kept_in=register.key, published=True)
    return (rows.filter(kept_as=register.online.service_of(found)) if register.online.service else rows).first()
