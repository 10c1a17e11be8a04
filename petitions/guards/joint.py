"""What must be true before a move about petitioners and those who act for them."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from petitions.effects.joint import acting_for, part_of
from petitions.people import joint


def speaks(moving: Moving) -> None:
    """Representatives speak for all, and who acts for one with a power that is sure."""
    if not joint.speaks(part_of(moving)):
        raise Refused(_("Only a representative replies and judges for all of you."))


def power_is_sure(moving: Moving) -> None:
    """A proxy gets the answer, or gives up the matter, only once the resident has agreed."""
    if not joint.is_confirmed(part_of(moving)):
        raise Refused(_("This waits until the person for whom you filed it has agreed."))


def answer_released(moving: Moving) -> None:
    """There is an answer to read."""
    if moving.case.answered_at is None:
        raise Refused(_("There is no answer yet."))


def not_read(moving: Moving) -> None:
    """Each petitioner receives the answer once."""
    if joint.principal_of(part_of(moving)).served_at is not None:
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
    row = joint.principal_of(part_of(moving))
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
    most = joint.most_representatives(moving.case)
    there = moving.case.petitioners.present().filter(role="representative").count()
    if new and there + new > most:
        raise Refused(joint.too_many_representatives(most))


def somebody_stays(moving: Moving) -> None:
    """A matter keeps at least one petitioner."""
    if moving.case.petitioners.present().own().exclude(pk=moving.data["who"].pk).count() < 1:
        raise Refused(_("One petitioner has to stay. Let them withdraw the matter instead."))
