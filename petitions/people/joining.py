"""Signing a letter as a neighbour of whoever wrote it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.notices.outbox import put_to_residents
from petitions.intake.online import Taken, resident_from
from petitions.intake.opening import new_code
from petitions.models import Claim, Joining, Petition, Petitioner
from petitions.people import joint, links
from petitions.people.grants import claim


@transaction.atomic
def sign(petition: Petition, data: Mapping[str, Any], user: Any) -> Taken:
    """Take one more petitioner in, with a code of their own. Raises Refused where it cannot be.

    Everything is looked at again under the lock: the link may have been closed while the form was filled in.
    """
    Case.objects.select_for_update(no_key=True).get(pk=petition.pk)
    now = timezone.now()
    link = Joining.objects.select_related("petition").get(petition=petition)
    if not link.is_open or not links.takes_signers(link):
        raise Refused(_("The link has been closed in the meantime."))
    resident = resident_from({**data, "anonymous": False})
    if petition.petitioners.filter(resident=resident, withdrawn_at=None).exists():
        raise Refused(_("This name and phone have signed already. Number and code stand on the first receipt."))
    if data["represent"] and not joint.may_take_one_more(petition):
        raise Refused(joint.too_many_representatives(joint.most_representatives(petition)))
    row = joint.enrol(
        petition,
        joint.Signer(resident, data["represent"]),
        how=Petitioner.How.LINK,
        now=now,
        shows_name=data["shows_name"] or data["represent"],
        share_identity=data["share_identity"],
    )
    move(case=petition, key="join", actor=Actor.resident(user), extra={"petitioner": row.pk}, now=now)
    code = new_code(petition, now, row)
    put_to_residents([(resident, "petition_joined", f"joined-{row.pk}")], case_number=petition.number or "")
    if user is not None:
        claim(user=user, petitioner=row, how=Claim.How.WROTE)
    return petition, code, {}
