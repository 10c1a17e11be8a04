"""Care files (R5, R6) and their visits: one register of files and one of visits for each group, each with its keepers.

How often each group is visited is the office's own norm, which administrators change.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns.last_visit import note_last

FUNCTION = "D6"
BASE = ("carer", "support", "needs", "visited_on")
VISIT = (
    "visited_on",
    "way",
    "found",
    "need",
    "help_by",
    "help",
    "helped_on",
    "follow_by",
    "followed_on",
    "outcome",
)
CARED = ("care_level", 2, 3, 4, 5, 6)  # who gets care by the assessment
JUVENILES = _("Shanghai Regulations on the Protection of Juveniles")


def visited(months: int, **more: Any) -> Reminder:
    """The next visit, counted from the last one."""
    return Reminder(
        more.pop("key", "visit"), _("Visit owed"), "visited_on", months=months, lead=7, article=OWN_NORM, **more
    )


def group(
    key: str,
    label: Any,
    one: Any,
    model: str,
    fields: tuple[str, ...],
    *,
    columns: tuple[str, ...],
    filters: tuple[str, ...],
    reminders: tuple[Reminder, ...],
    hint: Any,
    visits: tuple[str, Any, Any, str],
    isolated: bool = False,
) -> None:
    """The files of one group, and the visits to them: `visits` are their key, label, name and model.

    Files and visits that are `isolated` are never shown together with what other offices know of the same person.
    """
    files = declare(
        Register(
            key=key,
            label=label,
            singular=one,
            model=f"office_service.{model}",
            function=FUNCTION,
            title=_("The situation in one line"),
            fields=("title", "neighbourhood", *fields, *BASE),
            columns=("neighbourhood", *columns, "visited_on"),
            filters=(*filters, "neighbourhood"),
            reminders=reminders,
            hint=hint,
            person=True,
            sensitive=True,
            isolated=isolated,
        )
    )
    _visits(files, *visits)


def _visits(files: Register, key: str, label: Any, one: Any, model: str) -> None:
    declare(
        Register(
            key=key,
            label=label,
            singular=one,
            model=f"office_service.{model}",
            function=FUNCTION,
            title=_("The visit in one line"),
            fields=("title", "file", *VISIT),
            columns=("file", "visited_on", "standing"),
            filters=("standing", "file"),
            reminders=(
                Reminder("help", _("Help owed"), "help_by", lead=3, article=_("Day promised"), until_done="helped_on"),
                Reminder(
                    "follow", _("Follow-up owed"), "follow_by", lead=3, article=OWN_NORM, until_done="followed_on"
                ),
            ),
            hint=_("What the visit found, what was needed, what help was given, and whether it helped."),
            sensitive=True,
            keepers_of=files.key,
            isolated=files.isolated,
            on_change=(note_last(files, "file"),),
        )
    )


group(
    "older-people",
    _("Care files: older people"),
    _("Care file of an older person"),
    "OlderPerson",
    ("living", "band", "care_level", "assessed_on", "allowance", "meals"),
    columns=("living", "band"),
    filters=("living", "band"),
    reminders=(
        visited(1, key="visit-alone", where=("living", "alone", "couple", "carer")),
        visited(3, where=("living", "family", "home")),
        Reminder("assess", _("Care to be assessed again"), "assessed_on", months=24, article=OWN_NORM, where=CARED),
    ),
    hint=_("Older people with a named person each: who lives alone is visited every month."),
    visits=("older-people-visits", _("Visits: older people"), _("Visit to an older person"), "OlderPersonVisit"),
)
group(
    "children-in-difficulty",
    _("Care files: children"),
    _("Care file of a child"),
    "Child",
    ("situation", "born_on", "guardian", "school", "post", "benefit"),
    columns=("situation", "post"),
    filters=("situation",),
    reminders=(
        visited(1),
        Reminder("adult", _("Turns eighteen: the file ends"), "born_on", months=216, lead=90, article=JUVENILES),
    ),
    hint=_("Children in difficulty, with guardian and protection post. Report harm at once."),
    visits=("children-visits", _("Visits: children"), _("Visit to a child"), "ChildVisit"),
)
group(
    "disabled-people",
    _("Care files: disabled people"),
    _("Care file of a disabled person"),
    "DisabledPerson",
    ("disability", "grade", "certificate_until", "aids", "living_subsidy", "nursing_subsidy"),
    columns=("disability", "grade"),
    filters=("disability", "grade"),
    reminders=(
        visited(2, key="visit-grave", where=("grade", "1", "2")),
        visited(6, where=("grade", "3", "4")),
        Reminder("certificate", _("Certificate lapses"), "certificate_until", lead=60, article=_("Day on the paper")),
    ),
    hint=_("Class and grade by the certificate, aids, subsidies; the district federation issues it."),
    visits=(
        "disabled-people-visits",
        _("Visits: disabled people"),
        _("Visit to a disabled person"),
        "DisabledPersonVisit",
    ),
)
group(
    "women-in-need",
    _("Care files: women"),
    _("Care file of a woman"),
    "WomanInNeed",
    ("situation", "children", "warned_on", "order_until"),
    columns=("situation", "order_until"),
    filters=("situation",),
    reminders=(
        visited(1, key="visit-violence", where=("situation", "violence")),
        visited(3, where=("situation", "single", "ill", "lost", "hardship")),
        Reminder("order", _("Protection order ends"), "order_until", lead=14, article=_("Day in the order")),
    ),
    hint=_("Women in need; after a police warning letter it is visited (Anti-Domestic Violence Law, art. 17)."),
    visits=("women-visits", _("Visits: women"), _("Visit to a woman in need"), "WomanVisit"),
)
group(
    "overseas-chinese",
    _("Care files: returned overseas Chinese and relatives"),
    _("Care file of overseas Chinese or relatives"),
    "OverseasTie",
    ("status", "country", "paper", "confirmed_on"),
    columns=("status", "country"),
    filters=("status",),
    reminders=(
        visited(12, key="visit-relative", where=("status", "relative")),
        visited(6, where=("status", "returned")),
    ),
    hint=_("The city confirms those who returned, the district relatives; the street names who helps."),
    visits=(
        "overseas-chinese-visits",
        _("Visits: overseas Chinese and relatives"),
        _("Visit to overseas Chinese or relatives"),
        "OverseasVisit",
    ),
)
group(
    "ethnic-contacts",
    _("Care files: ethnic groups"),
    _("Contact of an ethnic group"),
    "EthnicContact",
    ("consent_on", "wish", "people", "customs"),
    columns=("wish",),
    filters=("wish",),
    reminders=(visited(12),),
    hint=_("Only who wishes to be in contact, and only what the help needs. No religion is kept here."),
    visits=("ethnic-visits", _("Visits: ethnic groups"), _("Visit to an ethnic group's contact"), "EthnicVisit"),
    isolated=True,
)
group(
    "military-families",
    _("Care files: military families"),
    _("Care file of a military family"),
    "MilitaryFamily",
    ("family", "plaque_on", "card", "pension", "service_until"),
    columns=("family", "card"),
    filters=("family",),
    reminders=(
        visited(6),
        Reminder("service", _("Service ends"), "service_until", lead=60, article=_("Day told by the unit")),
    ),
    hint=_("Visited before Spring Festival and Army Day, and whenever there is need."),
    visits=("military-visits", _("Visits: military families"), _("Visit to a military family"), "MilitaryVisit"),
)
