"""Staff pages: one's own messages, and those that did not arrive."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import User
from caojiadu.core.notices import queries, verbs
from caojiadu.core.notices.forms import ReasonForm
from caojiadu.core.notices.models import Notice


class SignedIn(HttpRequest):
    """A request that has passed the door."""

    user: User


def may_handle_trouble(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whom the page is not, it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("notices.handle_trouble"):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def inbox(request: SignedIn) -> HttpResponse:
    """My messages; a POST notes them as read, one (`key`) or all."""
    if request.method == "POST":
        key = request.POST.get("key", "")
        verbs.mark_read(user=request.user, keys=[int(key)] if _is_key(key) else None)
        return redirect("notices:inbox")
    before = _before(request)
    lines, following = queries.inbox_page(request.user, before=before)
    unread = any(line.notice.read_at is None for line in lines)
    return render(request, "notices/inbox.html", {"lines": lines, "unread": unread} | _pager(before, following))


@require_http_methods(["GET", "HEAD"])
@staff_required
@may_handle_trouble
def trouble(request: SignedIn) -> HttpResponse:
    """What failed, and what may or may not have been sent."""
    before = _before(request)
    lines, following = queries.trouble_page(request.user, before=before)
    return render(request, "notices/trouble.html", {"lines": lines} | _pager(before, following))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
@may_handle_trouble
def again(request: SignedIn, key: int) -> HttpResponse:
    """One message in trouble: send it once more, or note that the person knows; either with a reason."""
    notice = get_object_or_404(queries.in_trouble(), pk=key)
    if not queries.may_see(request.user, notice):
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid() and _settle(request, notice, form):
        return redirect("notices:trouble")
    line = queries.line_of(notice)
    return render(request, "notices/again.html", {"line": line, "form": form}, status=422 if form.errors else 200)


def _settle(request: SignedIn, notice: Notice, form: ReasonForm) -> bool:
    """Do what the chosen button says; False, with the words on the form, where that cannot be."""
    told = "told" in request.POST
    verb = verbs.settle_by_hand if told else verbs.send_again
    try:
        verb(notice=notice, actor=request.user, reason=form.cleaned_data["reason"], request=request)
    except verbs.NotInTrouble as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Noted.") if told else _("The message is on its way again."))
    return True


def _is_key(text: str) -> bool:
    """A row's number, and one that fits the database."""
    return text.isascii() and text.isdigit() and len(text) < 19


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if _is_key(text) else None


def _pager(before: int | None, following: int | None) -> dict[str, str]:
    return {"first_url": "?" if before else "", "next_url": f"?before={following}" if following else ""}
