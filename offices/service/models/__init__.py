"""Records of the Community Service Office."""

from offices.service.models.aid import AidApplication, AidRules
from offices.service.models.assistance import AssistanceReview, AssistanceVisit, AssistedHousehold
from offices.service.models.basic_services import ServiceContract, ServiceProject, ServiceVenue
from offices.service.models.care import (
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
from offices.service.models.entitlements import (
    CareAssessment,
    DisabilityCertificate,
    DisabilitySubsidy,
    FlexibleWork,
    RecordCopy,
    SeniorCard,
    VeteranCard,
)
from offices.service.models.housing import HousingCheck
from offices.service.models.insurance import (
    InsuranceRegistration,
    MaternityAllowance,
    MedicalClaim,
    MedicalEnrolment,
    PensionClaim,
)
from offices.service.models.labour import EmploymentAid, JobSeeker, LabourDispute
from offices.service.models.life import LifeOrder, LifeProvider
from offices.service.models.overpaid import OverpaidMonth
from offices.service.models.reception import BadReview, HallFigures, ItemOnBehalf, ServiceWindow, WindowDuty
from offices.service.models.rights import ChildHarm, RightsCase
from offices.service.models.rolls import AidRoll, AidRollLine

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
