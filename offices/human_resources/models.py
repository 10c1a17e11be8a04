"""Records of the Community Human Resources Office."""

from offices.human_resources.cadres.models import CadreEvent, CadreVisit, VeteranCadre
from offices.human_resources.civil.models import CivilServant, CivilServantAppraisal, CivilServantTraining
from offices.human_resources.headcount.models import HeadcountPlan, HeadcountSeats
from offices.human_resources.permanent.models import PermanentStaff, PermanentStaffAppraisal, PermanentStaffTraining
from offices.human_resources.social.models import CertificateRenewal, ServiceTeam, SocialWorker, TeamProject
from offices.human_resources.supporting.models import AttendanceMonth, ContractRenewal, SupportingWorker
from offices.human_resources.talent.models import TalentEvent, TalentPolicy, TalentRequest
from offices.human_resources.targets.models import TrainingTarget
from offices.human_resources.workers.models import (
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
