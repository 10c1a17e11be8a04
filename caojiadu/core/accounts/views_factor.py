"""Pages of the second factor: setting it up, and showing it again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import AddWebAuthnView
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from caojiadu.core.accounts import factor, passwords
from caojiadu.core.accounts.access import password_required, signed_in
from caojiadu.core.accounts.forms_factor import FactorAgainForm, PasskeyAgainForm, PasswordAgainForm
from caojiadu.core.accounts.places import home_of

View = Callable[..., HttpResponseBase]


def of_staff(view: View) -> View:
    """Pages that change the factors: of staff, who just showed who they are."""

    @password_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        factor.ask_who(request, signed_in(request))
        return view(request, *args, **kwargs)

    return guarded


class NewApp(ActivateTOTPView):
    """Set up an app, which counts as shown from now on."""

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        factor.added(self.request, signed_in(self.request))
        return response


class NewPasskey(AddWebAuthnView):
    """Add a passkey, which counts as shown from now on."""

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        factor.added(self.request, signed_in(self.request))
        return response


class NewCodes(GenerateRecoveryCodesView):
    """Make the recovery codes anew, and tell their owner."""

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        passwords.written(signed_in(self.request), "recovery_codes_made", self.request)
        return response


@never_cache
@password_required
def factors(request: HttpRequest) -> HttpResponse:
    """What one has set up, and what can be."""
    user = signed_in(request)
    held = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at"))
    return render(
        request,
        "accounts/factors.html",
        {
            "app": next((one for one in held if one.type == Authenticator.Type.TOTP), None),
            "passkeys": [one for one in held if one.type == Authenticator.Type.WEBAUTHN],
            "codes": next((one.wrap() for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None),
            "must": factor.must_set_up(request, user),
            "home": home_of(user),
        },
    )


@never_cache
@sensitive_post_parameters()
@password_required
def again(request: HttpRequest) -> HttpResponse:
    """Show once more who one is: by a code or a passkey; whoever has no factor yet, by the password."""
    user = signed_in(request)
    wanted = get_next_redirect_url(request) or home_of(user)
    if not get_adapter().is_safe_url(wanted):
        wanted = home_of(user)
    if not factor.has_factor(user):
        return _by_password(request, wanted)
    typed = request.POST if request.method == "POST" else None
    by_code = FactorAgainForm(typed if typed and "code" in typed else None, user=user)
    by_passkey = PasskeyAgainForm(typed if typed and "credential" in typed else None, user=user)
    for form in (by_code, by_passkey):
        if form.is_bound and form.is_valid():
            form.save()
            return redirect(wanted)
    passkeys = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()
    shown = {"form": by_code, "passkey_form": by_passkey if passkeys else None, "next": wanted}
    if passkeys:
        shown["js_data"] = {"request_options": begin_authentication(user)}
    return render(request, "accounts/again.html", shown)


def _by_password(request: HttpRequest, wanted: str) -> HttpResponse:
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, user=signed_in(request))
    if form.is_bound and form.is_valid():
        reauthenticate_by_password(request)
        return redirect(wanted)
    return render(request, "accounts/again.html", {"form": form, "next": wanted, "by_password": True})
