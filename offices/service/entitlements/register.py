"""What residents apply for at the centre and another body decides (D1, D3, D4, D6, D7).

In how many days those bodies decide is not settled in any law that names them: the days here are the office's own.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import OnlineApplication
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.intake import declare_applications, states

VETERAN = Matter("office_service.VeteranCard")


def file_is_there(moving: Moving) -> None:
    """A guard: nobody gets the card whose file has not been set up."""
    if moving.case.file_on is None:
        raise Refused(gettext("Set up the file first."))


declare_applications(
    "flexwork",
    "flexible-work",
    _("Registrations of flexible work"),
    _("Registration of flexible work"),
    key="flexible_work",
    model="office_service.FlexibleWork",
    function="D1",
    series="LW",
    decide=(5, ""),
    asks_for=("work", "works_since", "joins"),
    online=OnlineApplication(("work", "works_since", "joins")),
    columns=("work", "works_since", "decided_on"),
    asks={"grant": ("register_number",)},
    hint=_("People without a fixed employer. The public employment service decides."),
)
declare_applications(
    "careassess",
    "care-assessments",
    _("Care assessments"),
    _("Care assessment"),
    key="care_assessment",
    model="office_service.CareAssessment",
    function="D3",
    series="ZP",
    restricted=True,
    decide=(30, ""),
    asks_for=("why", "living", "needs", "helped_by"),
    online=OnlineApplication(("why", "living", "needs", "helped_by")),
    columns=("why", "assessor", "level"),
    filters=("why",),
    asks={"hand": ("assessor",), "grant": ("assessed_on", "level", "care_from")},
    optional={"refuse": ("assessed_on", "level")},
    hint=_("Older people whose need of care is to be assessed. The assessment body finds the level."),
)
declare_applications(
    "discert",
    "disability-certificates",
    _("Disability certificates"),
    _("Application for a disability certificate"),
    key="disability_certificate",
    model="office_service.DisabilityCertificate",
    function="D6",
    series="CZ",
    restricted=True,
    decide=(30, ""),
    asks_for=("wish", "disability", "guardian"),
    online=OnlineApplication(("wish", "disability", "guardian")),
    columns=("wish", "disability", "grade"),
    filters=("wish",),
    asks={"hand": ("hospital",), "grant": ("grade",)},
    optional={"grant": ("valid_until",), "tell": ("certificate_on",)},
    hint=_("Taken in here, assessed in a hospital, decided by the district disabled persons' federation."),
)
declare_applications(
    "dissubsidy",
    "disability-subsidies",
    _("Disability subsidies"),
    _("Application for a disability subsidy"),
    key="disability_subsidy",
    model="office_service.DisabilitySubsidy",
    function="D4",
    series="CB",
    restricted=True,
    decide=(30, ""),
    asks_for=("subsidy", "grade", "situation", "account_given"),
    online=OnlineApplication(("subsidy", "grade", "situation")),
    columns=("subsidy", "grade", "monthly"),
    filters=("subsidy",),
    asks={"grant": ("monthly", "paid_from")},
    hint=_("The living and the nursing subsidy. The district federation and the civil affairs bureau decide."),
)
declare_applications(
    "senior",
    "senior-cards",
    _("Senior cards"),
    _("Application for a senior card"),
    key="senior_card",
    model="office_service.SeniorCard",
    function="D6",
    series="LN",
    decide=(20, ""),
    asks_for=("card", "born_on", "handover", "helper"),
    online=OnlineApplication(("card", "born_on", "handover", "helper")),
    columns=("card", "born_on", "card_on"),
    filters=("card",),
    optional={"grant": ("allowance_from",), "tell": ("card_on",)},
    hint=_("The card for older people and its allowance. The district civil affairs bureau decides."),
)
declare_applications(
    "veteran",
    "veteran-cards",
    _("Veteran cards"),
    _("Application for a veteran card"),
    key="veteran_card",
    model=VETERAN.model,
    function="D6",
    series="YZ",
    restricted=True,
    decide=(30, ""),
    asks_for=("standing_as", "left_on", "photo"),
    online=OnlineApplication(("standing_as", "left_on")),
    columns=("standing_as", "file_on", "issued_on"),
    filters=("standing_as",),
    guards={"hand": (file_is_there,)},
    asks={"grant": ("issued_on",)},
    more=(
        VETERAN.step(
            "set_up_file",
            _("File set up"),
            states("veteran")["accepted"],
            fields=("file_on",),
            public=True,
            told=_("Your file is set up"),
        ),
    ),
    hint=_("Veterans and survivors: the file is set up first, then the veterans affairs bodies issue the card."),
)
declare_applications(
    "recordcopy",
    "record-copies",
    _("Copies of records"),
    _("Request for a copy of a record"),
    key="record_copy",
    model="office_service.RecordCopy",
    function="D7",
    series="DA",
    decide=(5, ""),
    asks_for=("record", "about", "handover"),
    online=OnlineApplication(("record", "about", "handover")),
    columns=("record", "handover", "sent_on"),
    filters=("record",),
    asks={"hand": ("keeper",)},
    optional={"grant": ("pages",), "tell": ("sent_on",)},
    hint=_("Copies out of the archives, union cards, queries about the housing fund: collected or sent by post."),
)
