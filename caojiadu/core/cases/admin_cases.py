"""Cases for administrators: which there are, and exceptions to who may read one. No words, no person, no secrets."""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action

from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.models import User
from caojiadu.core.administrators import SECURITY
from caojiadu.core.audit.admin import CappedPaginator
from caojiadu.core.cases import grants
from caojiadu.core.cases.admin_forms import GrantForm, post_name
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import (
    Case,
    CaseGroupObjectPermission,
    CaseUserObjectPermission,
    Confidentiality,
)

ADD, REMOVE = "cases.add_caseuserobjectpermission", "cases.delete_caseuserobjectpermission"
_SHOWN = ("id", "number", "kind", "state", "channel", "opened_at", "closed_at", "due_at", "confidentiality")
_NUMBER = re.compile(r"([A-Za-z]{2})-?(\d{4})-?(\d{1,6})")


@admin.register(Case)
class CaseAdmin(ModelAdmin):
    """Only what is needed to find a case and to let somebody read it; its state changes by moves, never here."""

    owner = SECURITY
    list_display = ("number", "kind_name", "office", "state_name", "opened_at", "due", "closed_at", "confidentiality")
    list_display_links = ("number",)
    list_filter = ("office", "channel")
    search_fields = ("number__exact",)
    search_help_text = _("The whole number, for example XF-2026-000042")
    ordering = ("-id",)
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    fields = (
        "number",
        "kind_name",
        "office",
        "state_name",
        "channel",
        "opened_at",
        "due",
        "closed_at",
        "confidentiality",
    )
    readonly_fields = fields
    actions_detail = ("let_in",)
    actions_list = ("all_grants",)

    @admin.display(description=_("kind"))
    def kind_name(self, case: Case) -> str:
        return str(case.workflow.label)

    @admin.display(description=_("state"))
    def state_name(self, case: Case) -> str:
        return str(case.standing.label)

    @admin.display(description=_("due"), ordering="due_at")
    def due(self, case: Case) -> str:
        """The last day of the earliest limit."""
        return date_format(timezone.localdate(case.due)) if case.due else "-"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Confidential cases do not exist here, nor those one is kept out of; of the others no title and no person."""
        cases = Case.objects.exclude(confidentiality=Confidentiality.SECRET).exclude(barred__contains=[request.user.pk])
        return cases.select_related("office").only(*_SHOWN, "office")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """By the whole number, however it is typed."""
        if not search_term.strip():
            return queryset, False
        found = _NUMBER.fullmatch(search_term.strip())
        if found is None:
            return queryset.none(), False
        return queryset.filter(number=f"{found[1].upper()}-{found[2]}-{int(found[3]):06d}"), False

    @action(description=_("Who may read it by a grant"), url_path="let-in", icon="key")
    def let_in(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The grants of one case, and the form for another."""
        case = self.get_object(request, object_id)
        if case is None or case.number is None:
            raise Http404
        if not self.has_view_permission(request, case):
            raise PermissionDenied
        form = GrantForm(request.POST if request.method == "POST" else None, by=signed_in(request))
        if request.method == "POST":
            if not request.user.has_perm(ADD):
                raise PermissionDenied
            if form.is_valid() and self._grant(request, case, form):
                return redirect("admin:cases_case_let_in", case.pk)
        context = {"case": case, "form": form, "may_add": request.user.has_perm(ADD)}
        return self._page(
            request, "grant", gettext("Who may read %(number)s by a grant") % {"number": case}, context, case
        )

    def _grant(self, request: HttpRequest, case: Case, form: GrantForm) -> bool:
        try:
            _grant, new = grants.grant_case(
                case=case, to=form.to, reason=form.cleaned_data["reason"], by=_who(request), request=request
            )
        except MoveError as refused:
            form.add_error(None, refused.message)
            return False
        said = _("They may read it from now on.") if new else _("They could read it already; nothing was changed.")
        self.message_user(request, said, messages.SUCCESS if new else messages.INFO)
        return True

    @action(description=_("All grants"), url_path="grants", icon="key")
    def all_grants(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._page(request, "grants", gettext("All grants"), {})

    def _page(
        self, request: HttpRequest, name: str, title: str, context: dict[str, Any], case: Case | None = None
    ) -> HttpResponse:
        page = self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "rows": [_row(grant) for grant in grants.grants_of(case)],
            "may_remove": request.user.has_perm(REMOVE),
            **context,
        }
        return TemplateResponse(request, f"admin/cases/case/{name}.html", page)

    def get_urls(self) -> list[Any]:
        """And the address that takes a grant back."""
        own = path(
            "grants/<slug:kind>/<int:key>/remove/",
            self.admin_site.admin_view(self.remove_grant),
            name="cases_case_remove_grant",
        )
        return [own, *super().get_urls()]

    def remove_grant(self, request: HttpRequest, kind: str, key: int) -> HttpResponse:
        """Take a grant back, from a button on either page."""
        if request.method != "POST" or not request.user.has_perm(REMOVE):
            raise PermissionDenied
        grant = next((one for one in grants.grants_of() if _key(one) == (kind, key)), None)
        if grant is None:
            raise Http404
        grants.revoke_grant(grant=grant, by=_who(request), reason=request.POST.get("reason", ""), request=request)
        self.message_user(request, _("The grant was taken back."), messages.SUCCESS)
        return redirect(reverse("admin:cases_case_let_in", args=[grant.content_object_id]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Cases are opened elsewhere."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """Cases change by moves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """Cases are not deleted."""
        return False


def _who(request: HttpRequest) -> User:
    """The administrator: nobody else passes the admin's door."""
    assert isinstance(request.user, User)
    return request.user


def _key(grant: grants.Grant) -> tuple[str, int]:
    return ("group" if isinstance(grant, CaseGroupObjectPermission) else "person", grant.pk)


def _row(grant: grants.Grant) -> dict[str, Any]:
    kind, key = _key(grant)
    who = str(grant.user) if isinstance(grant, CaseUserObjectPermission) else post_name(grant.group)
    return {"kind": kind, "key": key, "who": who, "case": grant.content_object, "entry": grants.entry_of(grant)}
