"""What the desk answers when lower layers call upward."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.access import is_outsider, may_reveal
from caojiadu.core.cases.hand_tasks import open_task
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.desk.leaving import left_behind
from caojiadu.core.desk.queues import offices_of
from caojiadu.core.doors import RailLink
from caojiadu.core.files.models import File
from caojiadu.core.hooks import provide


@provide("desk_links")
def people_links(user: User) -> list[RailLink]:
    """The overview for leaders; absences for everybody at work; what colleagues leave behind, for heads."""
    links = (
        [RailLink(reverse("desk:overview"), _("Overview of all offices"), group="matters")]
        if user.has_role("leader")
        else []
    )
    links += [RailLink(reverse("desk:absences"), _("Away"), group="mine")] if user.posts_today else []
    if offices_of(user, "head"):
        label = _("Hand over a colleague's matters")
        links.append(RailLink(reverse("desk:leavers"), label, left_behind(user), "", group="mine"))
    return links


@provide("may_read_file")
def staff_may_read_file(request: HttpRequest, file: Any) -> bool:
    """Staff read the files of the cases they may open."""
    if not request.user.is_authenticated or file.case_id is None:
        return False
    case = Case.objects.visible_to(request.user).filter(pk=file.case_id).first()
    if case is None or not is_outsider(request.user, case):
        return case is not None
    # What was sent in often shows who sent it: a neighbourhood committee gets it only where the one petitioner agreed.
    return file.audience != File.Audience.STAFF and case.headcount <= 1 and may_reveal(request.user, case)


@provide("file_refused")
def open_file_task(file: Any) -> None:
    """A file that was held turned out unsafe: somebody asks the resident for another."""
    case = Case.objects.filter(pk=file.case_id).first()
    if case is not None:
        open_task(case=case, kind=Task.Kind.FILE, key=f"file-{file.pk}", now=timezone.now(), days=2)
