"""What appraisals add to pages: the count and the slips of a branch, the address of an open form, a door at home."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Clock
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import Door
from caojiadu.core.hooks import provide
from offices.management.appraisal.counting import open_rounds, result_is_public, result_of, results_of
from offices.management.models import AppraisalRound, Ballot, BranchAppraisal, Grade, SupervisionSlip

REMARKS = 50  # the newest that a page shows


@provide("panels.appraisal")
def panels(appraisal: BranchAppraisal, _user: Visitor) -> list[Panel]:
    """What was given by whom, once the count is closed, and how the body dealt with supervision slips in that year."""
    context = {
        "lines": [] if appraisal.state == "appraisal_asked" else result_of(appraisal),
        "grades": [grade.label for grade in Grade],
        "slips": slips_of(appraisal),
        "year": appraisal.round.year,
    }
    return [Panel("offices/management/appraisal.html", context)]


@provide("panels.appraisal_round")
def round_panels(in_round: AppraisalRound, _user: Visitor) -> list[Panel]:
    """How many forms came, the address of the form, the newest remarks; after the count what each body was given."""
    ballots = Ballot.objects.filter(round=in_round)
    context = {
        "url": reverse("management_public:appraisal", args=[in_round.number]),
        "open": open_rounds().filter(pk=in_round.pk).exists(),
        "total": ballots.count(),
        "remarks": list(ballots.exclude(remark="")[:REMARKS]),
        "results": results_of(in_round) if in_round.state in ("round_over", "round_done") else [],
        "public": result_is_public(in_round),
    }
    return [Panel("offices/management/appraisal_round.html", context)]


def slips_of(appraisal: BranchAppraisal) -> dict[str, int]:
    """The supervision slips of a body in the year of the round: issued, answered in time, reported up."""
    year = appraisal.round.year
    rows = SupervisionSlip.objects.filter(resource=appraisal.resource_id, opened_at__year=year)
    in_time = Q(clocks__key="slip_feedback", clocks__state=Clock.State.MET)
    found = rows.exclude(state__in=("slip_drafted", "slip_dropped")).aggregate(
        issued=Count("pk", distinct=True), in_time=Count("pk", filter=in_time, distinct=True)
    )
    return {**found, "above": rows.filter(reports__kind="unsettled").distinct().count()}


@provide("home_doors")
def doors() -> list[Door]:
    """The open rounds, on the home page."""
    return [
        Door(
            reverse("management_public:appraisal", args=[one.number]),
            one.title,
            "star",
            _("Appraise who works in the street, until %(day)s, without a name.") % {"day": date_format(one.closes_on)},
        )
        for one in open_rounds()
    ]
