"""The words for applicants whom the portal shows nothing of their application any more."""

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.community.models import Resident
from caojiadu.core.community.relatives import in_force
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from services.applying.verbs import applications_of

register_template(
    "application_moved_window",
    title=("申请有新进展，请到窗口询问", "News of an application: ask at the window"),
    body=(
        "申请（编号{number}）有新进展，门户上已不再显示，请持身份证件到窗口询问。{office_name} {office_phone}",
        "There is news of application {number}. The portal does not show it any more: please ask at the window, with "
        "an identity paper. {office_name} {office_phone}",
    ),
)


@provide("residents_told")
def applicant_told(case: Case, template: str) -> list[tuple[Resident, str]] | None:
    """Nobody is told to sign in for what is not shown: acting for the applicant ended, or the phone is old."""
    if template != "application_moved" or case.resident is None or _shown(case, case.resident):
        return None
    return [(case.resident, "application_moved_window")]


def _shown(case: Case, resident: Resident) -> bool:
    """Whether an account with the phone of a resident opens it, or could open it for a relative."""
    account = User.objects.filter(kind=User.Kind.RESIDENT, phone_digest=resident.phone_digest).first()
    if account is None or not resident.phone_digest:
        return True
    whose = (None, *in_force().filter(user=account))
    return any(applications_of(account, relative).filter(pk=case.pk).exists() for relative in whose)
