"""A code to a phone: the page that sends it, and the page that takes it."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.generic import FormView

from caojiadu.core.accounts import codes
from caojiadu.core.accounts.forms import CodeForm


class AsksForCode(ABC, FormView):
    """Sends a code and goes on to the page that takes it."""

    session_key = ""
    next_page = ""

    @abstractmethod
    def ask(self, form: Any) -> object:
        """Send the code and return the key under which it is kept. Raises codes.TooMany."""

    def sent_before(self, form: Any) -> bool:
        """Whether this session waits for a code to the same phone, which can still be entered."""
        waiting = codes.waiting_code(self.request.session.get(self.session_key))
        return waiting is not None and waiting.phone_sealed == form.cleaned_data.get("phone")

    def address(self, page: str) -> str:
        """Where a page of the way is found, by its name."""
        return page

    @sensitive_variables()
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            key = self.ask(form)
        except codes.TooMany as refused:
            if self.sent_before(form):
                messages.info(self.request, _("A code is on its way to this phone already. Enter it here."))
                return redirect(self.address(self.next_page))
            form.add_error(None, too_many(refused))
            return self.form_invalid(form)
        self.request.session[self.session_key] = str(key)
        return redirect(self.address(self.next_page))


class TakesCode(ABC, FormView):
    """Takes the code that came, as long as it can be used."""

    form_class = CodeForm
    session_key = ""
    first_page = ""

    @abstractmethod
    def found(self, key: str, typed: str) -> HttpResponse:
        """Use the code up, and what follows the right one. Raises codes.Wrong or codes.Expired."""

    def address(self, page: str) -> str:
        """Where a page of the way is found, by its name."""
        return page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.waiting = codes.waiting_code(request.session.get(self.session_key))
        return super().dispatch(request, *args, **kwargs) if self.waiting else self.again()

    def again(self) -> HttpResponse:
        """Back to the first page, with the reason."""
        messages.warning(self.request, _("This code can no longer be used. Please ask for a new one."))
        return redirect(self.address(self.first_page))

    @sensitive_variables()
    def form_valid(self, form: CodeForm) -> HttpResponse:
        try:
            done = self.found(self.request.session[self.session_key], form.cleaned_data["code"])
        except codes.Expired:
            return self.again()
        except codes.Wrong as wrong:
            return self.wrong(form, wrong.left)
        self.request.session.pop(self.session_key, None)
        return done

    def wrong(self, form: CodeForm, left: int) -> HttpResponse:
        """Say how many tries are left, or that none is."""
        if not left:
            return self.again()
        said = ngettext(
            "This is not the code we sent. You can try %(left)d more time.",
            "This is not the code we sent. You can try %(left)d more times.",
            left,
        )
        form.add_error("code", said % {"left": left})
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waiting=self.waiting, first_page=self.first_page, **kwargs)


def too_many(refused: codes.TooMany) -> str:
    """What to do when no more codes are sent: how long to wait depends on the limit that was reached."""
    if refused.scope == codes.ADDRESS:
        return _(
            "Many codes were asked for over this connection. "
            "Try again within an hour, or use mobile data instead of Wi-Fi."
        )
    if refused.scope.endswith("-day"):
        return _("This phone got many codes within a day. Please try again tomorrow.")
    return _("A code was sent a moment ago. Please wait a minute and try again.")
