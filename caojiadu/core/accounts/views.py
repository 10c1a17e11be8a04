"""Pages of signing in and out."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView, PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from caojiadu.core.accounts import codes, sessions, throttle
from caojiadu.core.accounts.access import password_required
from caojiadu.core.accounts.forms import NewPasswordForm, PhoneForm, StaffForm
from caojiadu.core.accounts.middleware import is_inside
from caojiadu.core.accounts.places import INSIDE, destination
from caojiadu.core.accounts.views_codes import AsksForCode, TakesCode, too_many

SESSION_KEY = "sign_in_code"
LETTERS = "/petitions/"


def with_next(request: HttpRequest, name: str) -> str:
    """A page's address that still knows where the visitor wanted to go."""
    wanted = get_next_redirect_url(request)
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class PhoneSignIn(AsksForCode):
    """The residents' door: asks for the phone and sends the code."""

    form_class = PhoneForm
    session_key = SESSION_KEY
    next_page = "account_code"
    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = get_next_redirect_url(request)
        if request.user.is_authenticated:
            return redirect(destination(request.user, wanted))
        if wanted and wanted.startswith(INSIDE) and is_inside(request):
            return redirect(with_next(request, "staff_login"))
        return super().dispatch(request, *args, **kwargs)

    def ask(self, form: PhoneForm) -> object:
        return codes.send_code(phone=form.cleaned_data["phone"], address=throttle.address_key(self.request))

    def address(self, page: str) -> str:
        return with_next(self.request, page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = get_next_redirect_url(self.request) or "/"
        letters = wanted in ("/", reverse("me")) or wanted.startswith(LETTERS)
        return super().get_context_data(staff_door=is_inside(self.request), letters=letters, **kwargs)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CodeSignIn(TakesCode):
    """Asks for the code; the right one signs in, and makes the account the first time."""

    template_name = "accounts/code.html"
    session_key = SESSION_KEY
    first_page = "account_login"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(destination(request.user, get_next_redirect_url(request)))
        return super().dispatch(request, *args, **kwargs)

    def found(self, key: str, typed: str) -> HttpResponse:
        return sign_in(self.request, codes.phone_of(key=key, typed=typed))

    def address(self, page: str) -> str:
        return with_next(self.request, page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        again = with_next(self.request, "account_code_again")
        return super().get_context_data(again=again, **kwargs)


def sign_in(request: HttpRequest, phone: str) -> HttpResponse:
    """Sign the resident of a proven phone in; the session keeps neither phone nor code."""
    request.session.pop(SESSION_KEY, None)
    user = codes.resident_account(phone=phone)
    record_authentication(request, user, method="code")
    return perform_login(request, user, redirect_url=get_next_redirect_url(request))


@never_cache
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Send another code to the same phone."""
    waiting = codes.waiting_code(request.session.get(SESSION_KEY))
    if waiting is None:
        return redirect(with_next(request, "account_login"))
    try:
        key = codes.send_code(phone=waiting.phone_sealed, address=throttle.address_key(request))
    except codes.TooMany as refused:
        messages.warning(request, too_many(refused))
    else:
        request.session[SESSION_KEY] = str(key)
        messages.success(request, _("A new code is on its way. The old one no longer counts."))
    return redirect(with_next(request, "account_code"))


class StaffSignIn(LoginView):
    """The staff's door: name and password, locked after five wrong tries."""

    form_class = StaffForm
    template_name = "accounts/staff.html"

    def get_authenticated_redirect_url(self) -> str:
        return destination(self.request.user, get_next_redirect_url(self.request))


@method_decorator(password_required, name="dispatch")
class NewPassword(PasswordChangeView):
    """Lets staff and district officers choose a new password."""

    form_class = NewPasswordForm
    template_name = "accounts/password.html"

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        before = self.request.session.session_key or ""
        response: HttpResponse = super().form_valid(form)
        sessions.moved(before, self.request)
        return response


def inactive(request: HttpRequest) -> HttpResponse:
    """Tell that an account is closed."""
    return render(request, "accounts/inactive.html", status=403)
