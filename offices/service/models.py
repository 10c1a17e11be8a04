"""Records of the Community Service Office."""

from offices.service.aid.models import AidApplication, AidRules
from offices.service.assistance.models import AssistanceReview, AssistanceVisit, AssistedHousehold
from offices.service.assistance.overpaid_months import OverpaidMonth
from offices.service.care.models import (
    Child,
    ChildVisit,
    DisabledPerson,
    DisabledPersonVisit,
    EthnicContact,
    EthnicVisit,
    MilitaryFamily,
    MilitaryVisit,
    OlderPerson,
    OlderPersonVisit,
    OverseasTie,
    OverseasVisit,
    WomanInNeed,
    WomanVisit,
)
from offices.service.community_services.models import ServiceContract, ServiceProject, ServiceVenue
from offices.service.entitlements.models import (
    CareAssessment,
    DisabilityCertificate,
    DisabilitySubsidy,
    FlexibleWork,
    RecordCopy,
    SeniorCard,
    VeteranCard,
)
from offices.service.housing.models import HousingCheck
from offices.service.insurance.models import (
    InsuranceRegistration,
    MaternityAllowance,
    MedicalClaim,
    MedicalEnrolment,
    PensionClaim,
)
from offices.service.labour.models import EmploymentAid, JobSeeker, LabourDispute
from offices.service.life.models import LifeOrder, LifeProvider
from offices.service.reception.models import BadReview, HallFigures, ItemOnBehalf, ServiceWindow, WindowDuty
from offices.service.rights.models import ChildHarm, RightsCase
from offices.service.rolls.models import AidRoll, AidRollLine

__all__ = [
    "AidApplication",
    "AidRoll",
    "AidRollLine",
    "AidRules",
    "AssistanceReview",
    "AssistanceVisit",
    "AssistedHousehold",
    "BadReview",
    "CareAssessment",
    "Child",
    "ChildHarm",
    "ChildVisit",
    "DisabilityCertificate",
    "DisabilitySubsidy",
    "DisabledPerson",
    "DisabledPersonVisit",
    "EmploymentAid",
    "EthnicContact",
    "EthnicVisit",
    "FlexibleWork",
    "HallFigures",
    "HousingCheck",
    "InsuranceRegistration",
    "ItemOnBehalf",
    "JobSeeker",
    "LabourDispute",
    "LifeOrder",
    "LifeProvider",
    "MaternityAllowance",
    "MedicalClaim",
    "MedicalEnrolment",
    "MilitaryFamily",
    "MilitaryVisit",
    "OlderPerson",
    "OlderPersonVisit",
    "OverpaidMonth",
    "OverseasTie",
    "OverseasVisit",
    "PensionClaim",
    "RecordCopy",
    "RightsCase",
    "SeniorCard",
    "ServiceContract",
    "ServiceProject",
    "ServiceVenue",
    "ServiceWindow",
    "VeteranCard",
    "WindowDuty",
    "WomanInNeed",
    "WomanVisit",
]
