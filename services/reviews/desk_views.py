"""What people said of services, for the office that runs the reception centre and for leaders."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import User
from caojiadu.core.desk.views.common import page
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import page_after
from services.reception import runs_reception
from services.reviews.models import Grade, Review


def reads_reviews(user: Any) -> bool:
    """Whether somebody reads what was said: a post in the office that runs the centre, or a leader's."""
    if not user.has_perm("services.view_review"):
        return False
    offices = {post.office_id for post in user.posts_at_work}
    return user.has_role("leader") or runs_reception(offices - {None})


@provide("desk_links")
def link_to_reviews(user: User) -> list[RailLink]:
    """The list, on the desk of those who read it."""
    return [RailLink(reverse("services_desk:reviews"), _("Reviews"), group="services")] if reads_reviews(user) else []


@staff_required
@never_cache
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The newest first; `?grade=` shows one grade."""
    if not reads_reviews(request.user):
        raise Http404
    grade = request.GET.get("grade", "")
    grade = grade if grade in {str(value) for value in Grade.values} else ""
    rows = Review.objects.select_related("item", "case")
    rows = rows.filter(grade=grade) if grade else rows
    found, following = page_after(rows, request.GET.get("after", ""), columns=("given_at", "id"), newest_first=True)
    kept = {"grade": grade} if grade else {}
    context = {
        "rows": found,
        "grades": Grade.choices,
        "grade": grade,
        "first_url": "?" + urlencode(kept) if request.GET.get("after") else "",
        "next_url": "?" + urlencode({**kept, "after": following}) if following else "",
    }
    return page(request, "services/reviews/list.html", context)
