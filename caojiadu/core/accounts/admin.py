"""People, their posts and the groups of permissions, for administrators."""

from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.adapter import NAME_SCOPE, lock_key
from caojiadu.core.accounts.admin_forms import LentPasswordForm, PersonForm, PostForm, PostFormSet
from caojiadu.core.accounts.models import Post, User
from caojiadu.core.audit import trail
from caojiadu.core.personal import phone_digest

_sign_in = secure_admin_login(admin.site.login)


def admin_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """allauth's door before the admin; for somebody signed in who has no business there, no page at all."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise Http404
    response: HttpResponse = _sign_in(request, *args, **kwargs)
    return response


admin.site.login = admin_door  # type: ignore[method-assign]
# Nobody here signs in by e-mail, and the second factor has no pages yet.
admin.site.unregister([EmailAddress, Authenticator, Group])


class Recorded:
    """Mixin: what an administrator adds or changes goes into the audit trail as well."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record(request, obj, "add", message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record(request, obj, "change", message)
        return super().log_change(request, obj, message)  # type: ignore[misc]


def _record(request: HttpRequest, obj: Any, action: str, message: Any) -> None:
    trail.record(
        action=action, subject_type=obj._meta.label_lower, subject_key=obj.pk, request=request, data={"what": message}
    )


class PostInline(TabularInline):
    """The posts of a person, from day to day; they end, they are never deleted."""

    model = Post
    form = PostForm
    formset = PostFormSet
    extra = 0
    can_delete = False
    show_change_link = False

    def _own(self, request: HttpRequest, obj: User | None) -> bool:
        """Nobody gives or ends posts of their own."""
        return obj is not None and obj.pk == request.user.pk and not request.user.is_superuser

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_add_permission(request, obj) and not self._own(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and not self._own(request, obj)


@admin.register(User)
class UserAdmin(Recorded, DjangoUserAdmin, ModelAdmin):
    """People. No password is made up here: an administrator lends one, and it is changed at the first sign-in."""

    form = PersonForm
    add_form = PersonForm
    change_password_form = LentPasswordForm
    list_display = ("username", "display_name", "kind", "masked_phone", "is_active", "last_login")
    list_filter = ("kind", "is_active", "posts__role", "posts__office")
    list_filter_submit = True
    search_fields = ("username", "display_name")
    ordering = ("kind", "username")
    filter_horizontal = ()
    inlines = (PostInline,)
    actions = ("unlock",)
    readonly_fields = ("masked_phone", "last_login", "date_joined")
    show_full_result_count = False
    _details: ClassVar[tuple[str, ...]] = ("username", "display_name", "kind", "email", "language")
    add_fieldsets = ((None, {"fields": (*_details, "phone")}),)
    fieldsets = (
        (None, {"fields": (*_details, "masked_phone", "phone", "is_active")}),
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
            throttle.clear(scope=NAME_SCOPE, key=lock_key(user.username))
            _record(request, user, "change", "unlock")
        self.message_user(request, _("They can try again now."))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Of a resident's account only what an administrator may need: to close it."""
        return (
            self._resident_fieldsets if obj and obj.kind == User.Kind.RESIDENT else super().get_fieldsets(request, obj)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """A person stays on their side of the house, where their posts and matters are."""
        return (*self.readonly_fields, "kind") if obj else self.readonly_fields

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """Residents hold no posts."""
        return () if obj and obj.kind == User.Kind.RESIDENT else self.inlines

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
        if phone := form.cleaned_data.get("phone"):
            obj.phone_sealed, obj.phone_digest = phone, phone_digest(phone)
        super().save_model(request, obj, form, change)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Lend a password to staff; residents have none."""
        user = self.get_object(request, id)
        if user is not None and user.kind == User.Kind.RESIDENT:
            raise PermissionDenied
        response: HttpResponse = super().user_change_password(request, id, form_url)
        return response


@admin.register(Group)
class GroupAdmin(Recorded, DjangoGroupAdmin, ModelAdmin):
    """What each post may do. The groups follow from offices and roles; only their permissions are changed here."""

    readonly_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False
