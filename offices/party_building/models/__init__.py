"""Records of the Community Party Building Office."""

from offices.party_building.models.armed_forces import (
    ArmySupportVisit,
    DefenceEducation,
    MilitiaCount,
    ServiceRegistration,
)
from offices.party_building.models.branches import DualRegistration, PartyElection, PartyOrganisation, PartySession
from offices.party_building.models.centre import CentreActivity, CentreBooking, CentreRoom, VisitorCount
from offices.party_building.models.civilisation import CivilisedBid, Volunteer, VolunteerEvent
from offices.party_building.models.cppcc import CppccMember, CppccProposal, CppccVisit, OpinionNote
from offices.party_building.models.delegates import DelegateProposal, DelegateReception, PartyDelegate
from offices.party_building.models.enterprises import Enterprise, EnterpriseRequest, EnterpriseVisit
from offices.party_building.models.publicity import Article, PublicityChannel
from offices.party_building.models.regional import JointProject, MemberUnit, RegionalMeeting
from offices.party_building.models.two_new import BranchFounding, NewOrganisation
from offices.party_building.models.unions import GrassrootsUnion, MutualInsurance, UnionAid, UnionFiling
from offices.party_building.models.united_front import UnitedFrontContact, UnitedFrontVisit
from offices.party_building.models.women import WomensActivity, WomensCase, WomensHome
from offices.party_building.models.youth import LeagueBranch, LeagueMember, YouthActivity

__all__ = [
    "ArmySupportVisit",
    "Article",
    "BranchFounding",
    "CentreActivity",
    "CentreBooking",
    "CentreRoom",
    "CivilisedBid",
    "CppccMember",
    "CppccProposal",
    "CppccVisit",
    "DefenceEducation",
    "DelegateProposal",
    "DelegateReception",
    "DualRegistration",
    "Enterprise",
    "EnterpriseRequest",
    "EnterpriseVisit",
    "GrassrootsUnion",
    "JointProject",
    "LeagueBranch",
    "LeagueMember",
    "MemberUnit",
    "MilitiaCount",
    "MutualInsurance",
    "NewOrganisation",
    "OpinionNote",
    "PartyDelegate",
    "PartyElection",
    "PartyOrganisation",
    "PartySession",
    "PublicityChannel",
    "RegionalMeeting",
    "ServiceRegistration",
    "UnionAid",
    "UnionFiling",
    "UnitedFrontContact",
    "UnitedFrontVisit",
    "VisitorCount",
    "Volunteer",
    "VolunteerEvent",
    "WomensActivity",
    "WomensCase",
    "WomensHome",
    "YouthActivity",
]
