"""Where a resident sets the e-mail address to which messages go as well."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts.access import resident_required
from caojiadu.core.accounts.codes import DIGITS, Expired, TooMany, Wrong
from caojiadu.core.accounts.throttle import address_key
from caojiadu.core.community import email as verbs


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send a code of 6 digits there."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )


class CodeForm(forms.Form):
    """The code that came there."""

    code = forms.CharField(
        label=gettext_lazy("Code in the e-mail"),
        help_text=gettext_lazy("6 digits"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "size": DIGITS}),
        error_messages={"required": gettext_lazy("Enter the code from the e-mail.")},
    )


@never_cache
@sensitive_post_parameters()
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Set the address, confirm it with the code that came there, or take it back."""
    user: Any = request.user
    if request.method != "POST":
        return _show(request)
    if "forget" in request.POST:
        verbs.forget(user=user, request=request)
        messages.success(request, _("We send you nothing by e-mail any more."))
        return redirect("me")
    return _confirm(request) if "code" in request.POST else _send(request)


def _send(request: HttpRequest) -> HttpResponse:
    form = EmailForm(request.POST)
    if form.is_valid() and verbs.residents_of(request.user).exists():
        try:
            verbs.send_code(user=request.user, email=form.cleaned_data["email"], address=address_key(request))
        except TooMany:
            form.add_error("email", _("So many codes were sent that no more is sent now. Try again later."))
        else:
            return redirect("my_email")
    return _show(request, form=form)


def _confirm(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _show(request, code_form=form)
    try:
        verbs.confirm(user=request.user, typed=form.cleaned_data["code"], request=request)
    except Wrong as wrong:
        said = ngettext(
            "This is not the code we sent. You can try %(left)d more time.",
            "This is not the code we sent. You can try %(left)d more times.",
            wrong.left,
        )
        form.add_error("code", said % {"left": wrong.left})
        return _show(request, code_form=form)
    except Expired:
        messages.warning(request, _("This code can no longer be used. Please ask for a new one."))
        return redirect("my_email")
    messages.success(request, _("From now on you get messages about your matters by e-mail as well."))
    return redirect("me")


def _show(request: HttpRequest, *, form: EmailForm | None = None, code_form: CodeForm | None = None) -> HttpResponse:
    waiting = verbs.waiting_code(request.user)
    context = {
        "form": form or EmailForm(),
        "waiting": waiting,
        "code_form": (code_form or CodeForm()) if waiting else None,
        "kept": verbs.email_of(request.user),
        "known": verbs.residents_of(request.user).exists(),
    }
    return render(request, "front/email.html", context)
