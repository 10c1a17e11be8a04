"""Who holds which post: the page of the security administrator, who keeps no accounts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from caojiadu.core.accounts import approvals
from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.admin_forms import HolderForm, PostForm, PostFormSet
from caojiadu.core.accounts.admin_recorded import Recorded, say_it_waits
from caojiadu.core.accounts.models import Holder, Post, User
from caojiadu.core.administrators import SECURITY


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


@admin.register(Holder)
class HolderAdmin(Recorded, ModelAdmin):
    """The posts of a person. The person themselves is on the page of the system administrator."""

    owner = SECURITY
    form = HolderForm
    inlines = (PostInline,)
    list_display = ("username", "display_name", "kind", "is_active")
    list_filter = ("kind", "is_active", "posts__role", "posts__office")
    list_filter_submit = True
    search_fields = ("username", "display_name")
    ordering = ("kind", "username")
    readonly_fields = ("username", "display_name", "kind", "is_active")
    fields = (*readonly_fields, "why")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Holder]:
        """Residents hold no posts, and the break-glass account none either."""
        holders: QuerySet[Holder] = super().get_queryset(request)
        return holders.exclude(kind=User.Kind.RESIDENT).exclude(is_superuser=True)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Holder | None = None) -> bool:
        return False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Ordinary posts are given; sensitive ones are asked for, and so is a later last day of one."""
        held_back = formset.to_approve()
        for post in formset.save(commit=False):
            if post not in held_back:
                post.save()
        # The history of the page tells of what was done, not of what was asked.
        formset.new_objects = [post for post in formset.new_objects if post not in held_back]
        formset.changed_objects = [pair for pair in formset.changed_objects if pair[0] not in held_back]
        for post in held_back:
            by = signed_in(request)
            approvals.ask_for_post(post=post, reason=form.cleaned_data["why"], by=by, request=request)
            say_it_waits(self, request)
