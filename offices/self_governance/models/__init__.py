"""Records of the Community Self-governance Office."""

from offices.self_governance.models.affairs import ApprovedItem, CommitteeTask, ProofRequest, PublishedAffair
from offices.self_governance.models.education import EducationActivity
from offices.self_governance.models.estates import OwnersCommittee, OwnersCommitteeMember, ResidentialEstate
from offices.self_governance.models.neighbourhoods import (
    CommitteeCharter,
    CommitteeElection,
    NeighbourhoodCommittee,
    NeighbourhoodCommitteeMember,
    ResidentsMeeting,
)
from offices.self_governance.models.opinions import Opinion, OpinionDigest
from offices.self_governance.models.owners import OwnersAssembly, OwnersFiling, OwnersFounding, OwnersReelection
from offices.self_governance.models.projects import SelfGovernmentProject, ThreeMeeting
from offices.self_governance.models.renewal import RenewalPlace

__all__ = [
    "ApprovedItem",
    "CommitteeCharter",
    "CommitteeElection",
    "CommitteeTask",
    "EducationActivity",
    "NeighbourhoodCommittee",
    "NeighbourhoodCommitteeMember",
    "Opinion",
    "OpinionDigest",
    "OwnersAssembly",
    "OwnersCommittee",
    "OwnersCommitteeMember",
    "OwnersFiling",
    "OwnersFounding",
    "OwnersReelection",
    "ProofRequest",
    "PublishedAffair",
    "RenewalPlace",
    "ResidentialEstate",
    "ResidentsMeeting",
    "SelfGovernmentProject",
    "ThreeMeeting",
]
