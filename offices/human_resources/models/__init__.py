"""Records of the Community Human Resources Office."""

from offices.human_resources.models.cadres import CadreEvent, CadreVisit, VeteranCadre
from offices.human_resources.models.civil import CivilServant, CivilServantAppraisal, CivilServantTraining
from offices.human_resources.models.headcount import HeadcountPlan, HeadcountSeats
from offices.human_resources.models.permanent import PermanentStaff, PermanentStaffAppraisal, PermanentStaffTraining
from offices.human_resources.models.social import CertificateRenewal, ServiceTeam, SocialWorker, TeamProject
from offices.human_resources.models.supporting import AttendanceMonth, ContractRenewal, SupportingWorker
from offices.human_resources.models.talent import TalentEvent, TalentPolicy, TalentRequest
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
    "CadreEvent",
    "CadreVisit",
    "CertificateRenewal",
    "CivilServant",
    "CivilServantAppraisal",
    "CivilServantTraining",
    "CommunityWorker",
    "CommunityWorkerAppraisal",
    "CommunityWorkerTraining",
    "ContractRenewal",
    "HeadcountPlan",
    "HeadcountSeats",
    "PermanentStaff",
    "PermanentStaffAppraisal",
    "PermanentStaffTraining",
    "ServiceTeam",
    "SocialWorker",
    "SupportingWorker",
    "TalentEvent",
    "TalentPolicy",
    "TalentRequest",
    "TeamProject",
    "TrainingTarget",
    "VeteranCadre",
    "WorkerGrade",
    "WorkerGrading",
]
