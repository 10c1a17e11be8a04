"""The papers that an application brings its applicant: what they say of the service, and who reads them."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.models import Case, Channel
from caojiadu.core.community.relatives import first_of
from caojiadu.core.documents.models import Service
from caojiadu.core.documents.serving import record, served_at
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Fact
from services.applications.access import applications_of, opened_to
from services.applications.models import Application

NOBODY = {"zh": "申请人", "en": "The applicant"}


@provide("usual_paper_frame")
def frame(case: Any) -> dict[str, Any]:
    """What stands around the words: the applicant, the day of receipt, and where to ask."""
    application = _application(case)
    centre = application.version.item.centre_id if application else None
    received = getattr(case, "received_on", None) or timezone.localdate(case.opened_at)
    return {
        "to": (case.resident.name_sealed if case.resident else "") or NOBODY,
        "names": {"received": received.isoformat()},
        "english": case.resident is not None and case.resident.language.startswith("en"),
        "facts": tuple(Fact.objects.filter(centre=centre).values_list("key", flat=True)) if centre else (),
    }


@provide("paper_words")
def words(case: Any) -> dict[str, str]:
    """The service and who decides, as they were when the application was made."""
    application = _application(case)
    if application is None:
        return {}
    content = application.version.content
    return {"item": content["name"]["zh"], "body": content["decider"]["zh"]}


@provide("may_read_paper")
def applicant_may_read_paper(request: HttpRequest, paper: Any) -> bool:
    """Whoever applied, known to be the applicant, reads the papers that went out, and who does so for a relative."""
    if not paper.stands or not paper.declared.to_resident:
        return False
    return first_of(opened_to, request.user, pk=paper.case_id)[0] is not None


@provide("paper_opened")
def applicant_opened_paper(request: HttpRequest, paper: Any) -> None:
    """Reading online is service on whoever applied online; a relative's reading is none, nor one with a phone that a
    clerk wrote down."""
    if not applications_of(request.user).filter(pk=paper.case_id, channel=Channel.WEB).exists():
        return
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("resident").get(pk=paper.case_id)
        if served_at(paper, case.resident) is None:
            now = timezone.now()
            record(paper=paper, to=case.resident, how=Service.How.ONLINE, by=None, now=now, served_at=now)


@provide("paper_back")
def back_to_application(request: HttpRequest, paper: Any) -> str | None:
    """The page from which an applicant opened a paper."""
    found, _relative = first_of(applications_of, request.user, pk=paper.case_id)
    return reverse("services:application", args=[found.number]) if found else None


def _application(case: Any) -> Application | None:
    return Application.objects.select_related("version__item").filter(case_id=case.pk).first()
