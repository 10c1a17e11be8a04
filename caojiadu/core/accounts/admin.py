"""People and the groups of permissions, for administrators."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.accounts import approvals, hooks, tries
from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.admin_approvals import ApprovalAdmin
from caojiadu.core.accounts.admin_forms import OPENING, PersonForm
from caojiadu.core.accounts.admin_posts import HolderAdmin
from caojiadu.core.accounts.admin_recorded import Recorded, note, say_it_waits
from caojiadu.core.accounts.models import User
from caojiadu.core.administrators import ADMINISTRATORS, SECURITY, SYSTEM
from caojiadu.core.personal import phone_digest, seal

__all__ = ["ApprovalAdmin", "GroupAdmin", "HolderAdmin", "UserAdmin"]
# Nobody signs in by e-mail; factors are set up by their owners alone; groups have their own page below.
admin.site.unregister([EmailAddress, Authenticator, Group])


@admin.register(User)
class UserAdmin(Recorded, DjangoUserAdmin, ModelAdmin):
    """People. No password is made up here: each chooses their own after a code to their phone."""

    owner = SYSTEM
    form = PersonForm
    add_form = PersonForm
    list_display = ("username", "display_name", "kind", "masked_phone", "is_active", "last_login")
    list_filter = ("kind", "is_active")
    search_fields = ("username", "display_name")
    ordering = ("kind", "username")
    filter_horizontal = ()
    actions = ("unlock",)
    readonly_fields = ("masked_phone", "last_login", "date_joined")
    show_full_result_count = False
    _details: ClassVar[tuple[str, ...]] = ("username", "display_name", "kind", "email", "language")
    add_fieldsets = ((None, {"fields": (*_details, "phone", "why")}),)
    fieldsets = (
        (None, {"fields": (*_details, "masked_phone", "phone", "is_active", "lost_factor", "why")}),
        (_("Sign-in"), {"fields": ("last_login", "date_joined")}),
    )
    _resident_fieldsets = ((None, {"fields": ("masked_phone", "is_active", "last_login", "date_joined")}),)

    @admin.display(description=_("phone"))
    def masked_phone(self, obj: User) -> str:
        """The phone as every list shows it."""
        return obj.masked_phone

    @admin.action(description=_("End the lock after wrong passwords"), permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let people try again at once."""
        for user in queryset:
            tries.forget_all(user.username)
            note(request, user, "change", "unlock")
        self.message_user(request, _("They can try again now."))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Of a resident's account only what an administrator may need: to close it."""
        return (
            self._resident_fieldsets if obj and obj.kind == User.Kind.RESIDENT else super().get_fieldsets(request, obj)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """A person stays on their side of the house, where their posts and matters are."""
        return (*self.readonly_fields, "kind") if obj else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """The break-glass account is changed by itself only."""
        return super().has_change_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People are made inactive: what they did stays theirs."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Seal a new phone; a new person starts without a password."""
        if not change:
            obj.set_unusable_password()
        held_back = form.to_approve() if change else {}
        if (phone := form.cleaned_data.get("phone")) and "phone" not in held_back:
            obj.phone_sealed, obj.phone_digest, obj.phone_proven_at = phone, phone_digest(phone), None
        for name in held_back:
            if name in form.initial:  # the others are written only, and have no value to go back to
                setattr(obj, name, form.initial[name])
        super().save_model(request, obj, form, change)
        if not change and phone:
            hooks.tell_of_sign_in(obj, "account_ready")
        for name, value in held_back.items():
            approvals.ask(
                what=OPENING[name],
                user=obj,
                data={name: seal(value) if name == "phone" else value},
                reason=form.cleaned_data["why"],
                by=signed_in(request),
                request=request,
            )
            say_it_waits(self, request)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Nobody sets a password for somebody else; whoever has none, or forgot it, gets a code to their phone."""
        raise PermissionDenied


@admin.register(Group)
class GroupAdmin(Recorded, DjangoGroupAdmin, ModelAdmin):
    """What each post may do. The groups follow from offices and roles; only their permissions are changed here."""

    owner = SECURITY
    readonly_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """What the administrators themselves may do is declared, and nobody widens it."""
        fixed = obj is not None and obj.name in ADMINISTRATORS and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not fixed

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False
