"""What must be true before a move about petitioners and those who act for them, and what it does beyond the state.

A consent that is still missing after some days becomes a task of the desk.
"""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.hand_tasks import open_task
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.cases.moves import Moving
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.outbox import put_to_residents
from petitions.petitioners import people
from petitions.petitioners.models import Joining, JointRules, Mandate, Petitioner

Role = Petitioner.Role


def enrol_first(moving: Moving) -> None:
    """Whoever wrote is the first petitioner; who signs with them or files for them comes beside, with the same step."""
    case = moving.case
    how = Petitioner.How.DESK if moving.actor.by == "staff" else Petitioner.How.WROTE
    first = Petitioner.objects.create(
        petition=case,
        resident=case.resident,
        role=Role.REPRESENTATIVE,
        first=True,
        how=how,
        joined_at=case.opened_at,
        share_identity=case.share_identity,
        shows_name=True,
    )
    signers = moving.data.get("signers") or ()
    for signer in signers:
        people.enrol(case, signer, how=how, now=case.opened_at)
    acting = moving.data.get("acting")
    case.sender = people.let_act(first, acting, how=how, now=case.opened_at) if acting else first
    if signers or case.came:
        recount(moving)


def recount(moving: Moving) -> None:
    """Keep how many people stand behind the matter, for lists."""
    headcount = people.count(moving.case)
    if headcount != moving.case.headcount:
        Case.objects.filter(pk=moving.case.pk).update(headcount=headcount)
        moving.case.headcount = headcount


def add_petitioners(moving: Moving) -> None:
    """Take in those whom a clerk entered, and tell each that they are part of it now."""
    case, told = moving.case, []
    for person in moving.data["people"]:
        resident = find_or_create_resident(name=person.name, phone=person.phone, address=person.address)
        signer = people.Signer(resident, person.represents)
        row = people.enrol(case, signer, how=Petitioner.How.DESK, now=moving.now)
        told.append((resident, "petition_joined", f"joined-{row.pk}"))
    put_to_residents(told, case_number=case.number or "")
    recount(moving)


def remove_petitioner(moving: Moving) -> None:
    """Let one petitioner go whom a clerk removed."""
    _leave(moving, moving.data["who"])


def leave(moving: Moving) -> None:
    """Let the petitioner go who asked for it; the matter goes on with the others."""
    _leave(moving, people.principal_of(part_of(moving)))


def _leave(moving: Moving, row: Petitioner) -> None:
    leads = row.first
    people.end([row], moving.now)
    if leads:
        _hand_lead_on(moving)
    recount(moving)


def _hand_lead_on(moving: Moving) -> None:
    """The next representative leads from now on, else whoever signed first."""
    others = moving.case.petitioners.present().own()
    heir = others.filter(role=Role.REPRESENTATIVE).first() or others.first()
    Petitioner.objects.filter(pk=heir.pk).update(first=True, role=Role.REPRESENTATIVE)
    moving.change(resident=heir.resident, served_at=heir.served_at, review_until=heir.review_until)


def choose_representatives(moving: Moving) -> None:
    """Set who represents the others; the first of them leads where the leader is not among them."""
    chosen = {row.pk for row in moving.data["who"]}
    rows = moving.case.petitioners.present().own()
    rows.filter(pk__in=chosen).update(role=Role.REPRESENTATIVE)
    rows.exclude(pk__in=chosen).update(role=Role.PETITIONER)
    if not rows.filter(pk__in=chosen, first=True).exists():
        rows.filter(first=True).update(first=False)
        _hand_lead_on(moving)


def part_of(moving: Moving) -> Petitioner:
    """The petitioner who makes a move of the residents' side."""
    key = moving.data.get("petitioner")
    return Petitioner.objects.get(pk=key, petition=moving.case) if key else people.first_of(moving.case)


def open_joining(moving: Moving) -> None:
    """Open the link with which others sign; one that was closed gets a new address."""
    Joining.objects.update_or_create(petition=moving.case, defaults=people.new_link(moving.now))


def close_joining(moving: Moving) -> None:
    Joining.objects.filter(petition=moving.case, closed_at=None).update(closed_at=moving.now)


def name_guardian(moving: Moving) -> None:
    """Note who is the guardian of a petitioner, until what day."""
    data = moving.data
    person = find_or_create_resident(name=data["name"], phone=data["phone"])
    acting = people.Acting(person, Role.GUARDIAN, data["relation"], until=data.get("until"))
    people.let_act(data["who"], acting, how=Petitioner.How.DESK, now=moving.now)


def confirm_consent(moving: Moving) -> None:
    """Note that the resident agrees, and before whom."""
    _agreed(moving, moving.data["who"], moving.data["how"])


def agree_to_proxy(moving: Moving) -> None:
    """The resident agrees, with a code of their own."""
    for row in acting_for(people.principal_of(part_of(moving))):
        _agreed(moving, row, Mandate.Consent.CODE)


def _agreed(moving: Moving, row: Petitioner, how: str) -> None:
    Mandate.objects.filter(petitioner=row).update(consent=how, consent_at=moving.now, consent_by=moving.actor.user)
    _close_tasks(moving, row)


def end_proxy(moving: Moving) -> None:
    """The resident takes the power back."""
    rows = acting_for(part_of(moving))
    people.end(rows, moving.now)
    for row in rows:
        _close_tasks(moving, row)


def end_mandate(moving: Moving) -> None:
    """A clerk notes that somebody acts no longer."""
    people.end([moving.data["who"]], moving.now)
    _close_tasks(moving, moving.data["who"])


def acting_for(principal: Petitioner) -> QuerySet[Petitioner]:
    """The proxies of a petitioner; a guardian is not the petitioner's to dismiss."""
    powers = Mandate.objects.filter(principal=principal).values("petitioner_id")
    return Petitioner.objects.present().filter(pk__in=powers, role=Role.PROXY)


def _close_tasks(moving: Moving, row: Petitioner) -> None:
    staff = moving.actor.user if moving.actor.by == "staff" else None
    Task.objects.filter(key=consent_key(row), done_at=None).update(done_at=moving.now, done_by=staff)


def consent_key(row: Petitioner) -> str:
    """The key of the hand task that asks for a missing consent."""
    return f"consent-{row.petition_id}-{row.pk}"


def speaks(moving: Moving) -> None:
    """Representatives speak for all, and who acts for one with a power that is sure."""
    if not people.speaks(part_of(moving)):
        raise Refused(_("Only a representative replies and judges for all of you."))


def power_is_sure(moving: Moving) -> None:
    """A proxy gets the answer, or gives up the matter, only once the resident has agreed."""
    if not people.is_confirmed(part_of(moving)):
        raise Refused(_("This waits until the person for whom you filed it has agreed."))


def answer_released(moving: Moving) -> None:
    """There is an answer to read."""
    if moving.case.answered_at is None:
        raise Refused(_("There is no answer yet."))


def not_read(moving: Moving) -> None:
    """Each petitioner receives the answer once."""
    if people.principal_of(part_of(moving)).served_at is not None:
        raise Refused(_("This was recorded already."))


def others_remain(moving: Moving) -> None:
    """The last one does not leave but withdraws the matter."""
    if moving.case.petitioners.present().own().count() < 2:
        raise Refused(_("You are the last one: the matter is withdrawn when you leave."))


def alone(moving: Moving) -> None:
    """As long as others are there, one leaves and the matter goes on."""
    if moving.case.petitioners.present().own().count() > 1:
        raise Refused(_("Others have signed this too: you can leave, and the matter goes on for them."))


def leads(moving: Moving) -> None:
    """Only whoever leads hands out the link, for a letter with names that is no report against somebody."""
    row = people.principal_of(part_of(moving))
    if not row.first or row.resident_id is None or moving.case.workflow.secret:
        raise Refused(_("Only the first representative opens and closes the link."))


def has_proxy(moving: Moving) -> None:
    """Somebody acts for the petitioner, who answers here as themselves."""
    row = part_of(moving)
    if row.acts or not acting_for(row):
        raise Refused(_("Nobody acts for you here any more."))


def room_for_representatives(moving: Moving) -> None:
    """At most five represent the others; counted again under the lock."""
    new = sum(person.represents for person in moving.data["people"])
    most = people.most_representatives(moving.case)
    there = moving.case.petitioners.present().filter(role="representative").count()
    if new and there + new > most:
        raise Refused(people.too_many_representatives(most))


def somebody_stays(moving: Moving) -> None:
    """A matter keeps at least one petitioner."""
    if moving.case.petitioners.present().own().exclude(pk=moving.data["who"].pk).count() < 1:
        raise Refused(_("One petitioner has to stay. Let them withdraw the matter instead."))


AT_ONCE = 200


@transaction.atomic
def ask_where_missing(now: dt.datetime) -> int:
    """Open a hand task for each proxy whose consent nobody has confirmed for as many days as the rule says.

    Each is asked for once. Returns how many were opened.
    """
    before = now - dt.timedelta(days=JointRules.today().consent_days)
    waiting = Mandate.objects.filter(
        consent_at=None, asked_at=None, petitioner__withdrawn_at=None, petitioner__joined_at__lte=before
    )
    rows = list(
        waiting.select_related("petitioner__petition").select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]
    )
    for power in rows:
        case = power.petitioner.petition
        open_task(case=case, kind=Task.Kind.CONSENT, key=consent_key(power.petitioner), now=now, days=5)
    Mandate.objects.filter(pk__in=[power.pk for power in rows]).update(asked_at=now)
    return len(rows)
