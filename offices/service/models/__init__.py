"""Records of the Community Service Office."""

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
from offices.service.models.reception import BadReview, HallFigures, ItemOnBehalf, ServiceWindow, WindowDuty
from offices.service.models.services import ServiceContract, ServiceProject, ServiceVenue

__all__ = [
    "BadReview",
    "EmploymentAid",
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
    "PensionClaim",
    "ServiceContract",
    "ServiceProject",
    "ServiceVenue",
    "ServiceWindow",
    "WindowDuty",
]
