"""Records of the Community Self-governance Office."""

from offices.self_governance.education.models import EducationActivity
from offices.self_governance.neighbourhoods.models import (
    ApprovedItem,
    CommitteeCharter,
    CommitteeElection,
    CommitteeTask,
    NeighbourhoodCommittee,
    NeighbourhoodCommitteeMember,
    ProofRequest,
    PublishedAffair,
    ResidentsMeeting,
)
from offices.self_governance.opinions.models import Opinion, OpinionDigest
from offices.self_governance.owners.models import (
    OwnersAssembly,
    OwnersCommittee,
    OwnersCommitteeMember,
    OwnersFiling,
    OwnersFounding,
    OwnersReelection,
    ResidentialEstate,
)
from offices.self_governance.projects.models import SelfGovernmentProject, ThreeMeeting
from offices.self_governance.renewal.models import RenewalPlace

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
