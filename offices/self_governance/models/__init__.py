"""Records of the Community Self-governance Office."""

from offices.self_governance.models.education import EducationActivity
from offices.self_governance.models.estates import OwnersCommittee, OwnersCommitteeMember, ResidentialEstate
from offices.self_governance.models.owners import OwnersAssembly, OwnersFiling, OwnersFounding, OwnersReelection
from offices.self_governance.models.projects import SelfGovernmentProject, ThreeMeeting

__all__ = [
    "EducationActivity",
    "OwnersAssembly",
    "OwnersCommittee",
    "OwnersCommitteeMember",
    "OwnersFiling",
    "OwnersFounding",
    "OwnersReelection",
    "ResidentialEstate",
    "SelfGovernmentProject",
    "ThreeMeeting",
]
