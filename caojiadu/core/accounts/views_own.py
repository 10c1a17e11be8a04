"""Pages on which staff choose a password by a code to their phone, and prove that a phone is theirs."""

import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from caojiadu.core.accounts import factor, passwords, sessions, throttle, tries
from caojiadu.core.accounts.access import password_required, signed_in
from caojiadu.core.accounts.forms_own import ChosenPasswordForm, NameForm, OwnPhoneForm
from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.places import home_of
from caojiadu.core.accounts.views_codes import AsksForCode, TakesCode

CODE, PROVEN, PHONE_CODE = "password_code", "password_proven", "phone_code"
MINUTES = 10  # to choose a password after the code


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ForgottenPassword(AsksForCode):
    """First time here, or password forgotten: asks for the sign-in name, and says the same to everybody."""

    form_class = NameForm
    template_name = "accounts/forgotten.html"
    session_key = CODE
    next_page = "staff_password_code"

    def ask(self, form: NameForm) -> object:
        return passwords.ask_for_code(name=form.cleaned_data["name"], address=throttle.address_key(self.request))


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class PasswordCode(TakesCode):
    """The code that came to the phone."""

    template_name = "accounts/forgotten_code.html"
    session_key = CODE
    first_page = "staff_password"

    def found(self, key: str, typed: str) -> HttpResponse:
        """A few minutes to choose a password, in this session only."""
        user = passwords.who_forgot(key=key, typed=typed)
        if not user.phone_proven_at:
            passwords.prove_phone(user=user, phone=str(user.phone_sealed), request=self.request)
        self.request.session.cycle_key()
        self.request.session[PROVEN] = [user.pk, int(time.time()) + MINUTES * 60, passwords.state_of(user)]
        return redirect("staff_password_new")


def _still_theirs(user: User, before: list[str]) -> bool:
    return passwords.may_be_sent_a_code(user) and passwords.state_of(user) == before


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ChosenPassword(FormView):
    """A password of one's own, after the code."""

    form_class = ChosenPasswordForm
    template_name = "accounts/forgotten_new.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key, until, before = request.session.get(PROVEN, (0, 0, []))
        self.person = User.objects.filter(pk=key).first()
        late = until < time.time()
        if late or not self.person or not _still_theirs(self.person, before):
            messages.warning(request, _("This code can no longer be used. Please ask for a new one."))
            return redirect("staff_password")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.person}

    @sensitive_variables()
    def form_valid(self, form: ChosenPasswordForm) -> HttpResponse:
        del self.request.session[PROVEN]
        assert self.person is not None
        passwords.set_own_password(user=self.person, password=form.cleaned_data["new_password1"], request=self.request)
        tries.forget_all(self.person.username)
        messages.success(self.request, _("Your new password is kept. Sign in with it now."))
        return redirect("staff_login")


@method_decorator([never_cache, sensitive_post_parameters(), password_required], name="dispatch")
class OwnPhone(AsksForCode):
    """A number of one's own, by which a forgotten password is set anew."""

    form_class = OwnPhoneForm
    template_name = "accounts/phone.html"
    session_key = PHONE_CODE
    next_page = "staff_phone_code"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": signed_in(self.request)}

    def ask(self, form: OwnPhoneForm) -> object:
        address, phone = throttle.address_key(self.request), form.cleaned_data["phone"]
        return passwords.ask_to_prove(user=signed_in(self.request), phone=phone, address=address)


@method_decorator([never_cache, sensitive_post_parameters(), password_required], name="dispatch")
class OwnPhoneCode(TakesCode):
    """The code that came to the number."""

    template_name = "accounts/forgotten_code.html"
    session_key = PHONE_CODE
    first_page = "staff_phone"

    def found(self, key: str, typed: str) -> HttpResponse:
        user, phone = passwords.owner_of(key=key, typed=typed)
        if user.pk != signed_in(self.request).pk:
            return self.again()
        passwords.prove_phone(user=user, phone=phone, request=self.request)
        messages.success(self.request, _("This number is yours now: a forgotten password is set anew by a code to it."))
        return redirect("staff_account")


@never_cache
@password_required
def own_sign_in(request: HttpRequest) -> HttpResponse:
    """How one signs in, and what can be changed of it."""
    user = signed_in(request)
    shown = {
        "person": user,
        "home": home_of(user),
        "has_factor": factor.has_factor(user),
        "sign_ins": sessions.sign_ins_of(request, user),
    }
    return render(request, "accounts/own.html", shown)


@require_POST
@password_required
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = sessions.end_others(request, signed_in(request))
    said = ngettext("%(count)d other session was ended.", "%(count)d other sessions were ended.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("staff_account")
