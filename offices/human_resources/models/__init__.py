"""Records of the Community Human Resources Office."""

from offices.human_resources.models.civil import CivilServant, CivilServantAppraisal, CivilServantTraining
from offices.human_resources.models.permanent import PermanentStaff, PermanentStaffAppraisal, PermanentStaffTraining
from offices.human_resources.models.supporting import AttendanceMonth, ContractRenewal, SupportingWorker
from offices.human_resources.models.targets import TrainingTarget
from offices.human_resources.models.workers import (
    CommunityWorker,
    CommunityWorkerAppraisal,
    CommunityWorkerTraining,
    WorkerGrade,
    WorkerGrading,
)

__all__ = [
    "AttendanceMonth",
    "CivilServant",
    "CivilServantAppraisal",
    "CivilServantTraining",
    "CommunityWorker",
    "CommunityWorkerAppraisal",
    "CommunityWorkerTraining",
    "ContractRenewal",
    "PermanentStaff",
    "PermanentStaffAppraisal",
    "PermanentStaffTraining",
    "SupportingWorker",
    "TrainingTarget",
    "WorkerGrade",
    "WorkerGrading",
]
