"""Letters, for the search: writing one, following it, how they are handled, and the suggestions that are public."""

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.finding.entries import Entry, Kind, page
from caojiadu.core.hooks import provide
from petitions.suggestions.models import Publication

NEWEST = 200  # suggestions that are looked through


@provide("findable")
def pages() -> list[Entry]:
    """The pages of letters."""
    return [
        _writing(),
        page(
            "follow",
            "petitions:track",
            title=_("Follow a matter"),
            line=_("With your number and query code, without signing in"),
            words=(
                "查进度、查询进度、办理进度、办到哪一步、我的信、信办得怎么样、查询码、编号查询、回复、查回复、答复",
                "follow a matter, track my letter, status, progress, answer to my letter, query code",
            ),
        ),
        page(
            "how",
            "petitions:how",
            title=_("How letters and calls are handled"),
            line=_("All channels, addresses, limits and rules"),
            words=(
                "信访渠道与程序、信访流程、信访期限、复查、复核、多久答复",
                "how letters are handled, limits, review",
            ),
        ),
        page(
            "reception",
            "petitions:reception",
            title=_("Leaders receive people"),
            line=_("On which days leaders of the sub-district receive residents"),
            words=(
                "领导接待、领导接待日、信访接待、见领导、接待时间",
                "reception day, see a leader, meet director",
            ),
        ),
        page(
            "suggestions",
            "petitions:suggestions",
            title=_("Suggestions and what came of them"),
            line=_("What residents suggested and what was done"),
            words=("人民建议、建议公开、大家的建议、建议征集、建议采纳", "suggestions, what residents suggested"),
        ),
    ]


def _writing() -> Entry:
    return page(
        "letter",
        "petitions:new",
        title=_("Write a letter"),
        line=_("Opinions, suggestions, complaints, requests for help. About 5 minutes."),
        words=(
            "写信反映、写信、投诉、我要投诉、投诉街道、举报、反映问题、反映情况、意见、提意见、求助、信访、"
            "给街道写信、建议、提建议、我有一个建议、领导信箱、表扬",
            "write a letter, complain, complaint, report a problem, suggestion, opinion, ask for help",
        ),
    )


@provide("found_now")
def public_suggestions(_typed: str) -> list[Entry]:
    """The newest suggestions that everybody may read."""
    rows = Publication.objects.public().only("pk", "title", "petition_id").order_by("-pk")[:NEWEST]
    line = _("A suggestion of a resident, and what came of it")
    return [
        Entry(
            kind=Kind.SUGGESTION,
            key=str(row.pk),
            url=reverse("petitions:suggestion", args=[row.pk]),
            title=row.title,
            line=line,
            words=(row.title, ""),
        )
        for row in rows
    ]
