"""Records of the Community Service Office."""

from offices.service.models.labour import EmploymentAid, JobSeeker, LabourDispute

__all__ = ["EmploymentAid", "JobSeeker", "LabourDispute"]
