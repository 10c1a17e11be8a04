"""What the moves about petitioners and those who act for them do beyond the state."""

from caojiadu.core.cases.models import Case, Task
from caojiadu.core.cases.moves import Moving
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.outbox import put_to_residents
from petitions.models import Joining, Mandate, Petitioner
from petitions.people import joint, links

Role = Petitioner.Role


def enrol_first(moving: Moving) -> None:
    """Whoever wrote is the first petitioner; who signs with them or files for them comes beside, with the same step."""
    case, how = moving.case, _how(moving)
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
    for signer in moving.data.get("signers") or ():
        joint.enrol(case, signer, how=how, now=case.opened_at)
    if acting := moving.data.get("acting"):
        joint.let_act(first, acting, how=how, now=case.opened_at)
    recount(moving)


def _how(moving: Moving) -> str:
    return Petitioner.How.DESK if moving.actor.by == "staff" else Petitioner.How.WROTE


def recount(moving: Moving) -> None:
    """Keep how many people stand behind the matter, for lists."""
    people = joint.count(moving.case)
    if people != moving.case.headcount:
        Case.objects.filter(pk=moving.case.pk).update(headcount=people)
        moving.case.headcount = people


def add_petitioners(moving: Moving) -> None:
    """Take in those whom a clerk entered, and tell each that they are part of it now."""
    case, told = moving.case, []
    for person in moving.data["people"]:
        resident = find_or_create_resident(name=person.name, phone=person.phone, address=person.address)
        signer = joint.Signer(resident, person.represents)
        row = joint.enrol(case, signer, how=Petitioner.How.DESK, now=moving.now)
        told.append((resident, "petition_joined", f"joined-{row.pk}"))
    put_to_residents(told, case_number=case.number or "")
    recount(moving)


def remove_petitioner(moving: Moving) -> None:
    """Let one petitioner go whom a clerk removed."""
    _leave(moving, moving.data["who"])


def leave(moving: Moving) -> None:
    """Let the petitioner go who asked for it; the matter goes on with the others."""
    _leave(moving, joint.principal_of(part_of(moving)))


def _leave(moving: Moving, row: Petitioner) -> None:
    leads = row.first
    joint.end([row], moving.now)
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
    return Petitioner.objects.get(pk=key, petition=moving.case) if key else joint.first_of(moving.case)


def open_joining(moving: Moving) -> None:
    """Open the link with which others sign; one that was closed gets a new address."""
    Joining.objects.update_or_create(petition=moving.case, defaults=links.fresh(moving.now))


def close_joining(moving: Moving) -> None:
    """Close the link."""
    Joining.objects.filter(petition=moving.case, closed_at=None).update(closed_at=moving.now)


def name_guardian(moving: Moving) -> None:
    """Note who is the guardian of a petitioner, until what day."""
    data = moving.data
    person = find_or_create_resident(name=data["name"], phone=data["phone"])
    acting = joint.Acting(person, Role.GUARDIAN, data["relation"], until=data.get("until"))
    joint.let_act(data["who"], acting, how=Petitioner.How.DESK, now=moving.now)


def confirm_consent(moving: Moving) -> None:
    """Note that the resident agrees, and before whom."""
    _agreed(moving, moving.data["who"], moving.data["how"])


def agree_to_proxy(moving: Moving) -> None:
    """The resident agrees, with a code of their own."""
    for row in acting_for(joint.principal_of(part_of(moving))):
        _agreed(moving, row, Mandate.Consent.CODE)


def _agreed(moving: Moving, row: Petitioner, how: str) -> None:
    Mandate.objects.filter(petitioner=row).update(consent=how, consent_at=moving.now, consent_by=moving.actor.user)
    _close_tasks(moving, row)


def end_proxy(moving: Moving) -> None:
    """The resident takes the power back."""
    rows = acting_for(part_of(moving))
    joint.end(rows, moving.now)
    for row in rows:
        _close_tasks(moving, row)


def end_mandate(moving: Moving) -> None:
    """A clerk notes that somebody acts no longer."""
    joint.end([moving.data["who"]], moving.now)
    _close_tasks(moving, moving.data["who"])


def acting_for(principal: Petitioner) -> list[Petitioner]:
    """The proxies of a petitioner; a guardian is not the petitioner's to dismiss."""
    powers = Mandate.objects.filter(principal=principal).values("petitioner_id")
    return list(Petitioner.objects.present().filter(pk__in=powers, role=Role.PROXY))


def _close_tasks(moving: Moving, row: Petitioner) -> None:
    staff = moving.actor.user if moving.actor.by == "staff" else None
    Task.objects.filter(key=consent_key(row), done_at=None).update(done_at=moving.now, done_by=staff)


def consent_key(row: Petitioner) -> str:
    """The key of the hand task that asks for a missing consent."""
    return f"consent-{row.petition_id}-{row.pk}"
