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

__all__ = [
    "EmploymentAid",
    "HousingCheck",
    "InsuranceRegistration",
    "JobSeeker",
    "LabourDispute",
    "MaternityAllowance",
    "MedicalClaim",
    "MedicalEnrolment",
    "PensionClaim",
]
