"""Records of the Community Human Resources Office."""

from offices.human_resources.models.civil import CivilServant, CivilServantAppraisal, CivilServantTraining
from offices.human_resources.models.permanent import PermanentStaff, PermanentStaffAppraisal, PermanentStaffTraining
from offices.human_resources.models.targets import TrainingTarget

__all__ = [
    "CivilServant",
    "CivilServantAppraisal",
    "CivilServantTraining",
    "PermanentStaff",
    "PermanentStaffAppraisal",
    "PermanentStaffTraining",
    "TrainingTarget",
]
