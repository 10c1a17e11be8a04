"""Records of the Community Party Building Office."""

from offices.party_building.armed_forces.models import (
    ArmySupportVisit,
    DefenceEducation,
    MilitiaCount,
    ServiceRegistration,
)
from offices.party_building.branches.models import DualRegistration, PartyElection, PartyOrganisation, PartySession
from offices.party_building.centre.models import CentreActivity, CentreBooking, CentreRoom, VisitorCount
from offices.party_building.civilisation.models import CivilisedBid, Volunteer, VolunteerEvent
from offices.party_building.cppcc.models import CppccMember, CppccProposal, CppccVisit, OpinionNote
from offices.party_building.delegates.models import DelegateProposal, DelegateReception, PartyDelegate
from offices.party_building.enterprises.models import Enterprise, EnterpriseRequest, EnterpriseVisit
from offices.party_building.publicity.models import Article, PublicityChannel
from offices.party_building.regional.models import JointProject, MemberUnit, RegionalMeeting
from offices.party_building.two_new.models import BranchFounding, NewOrganisation
from offices.party_building.unions.models import GrassrootsUnion, MutualInsurance, UnionAid, UnionFiling
from offices.party_building.united_front.models import UnitedFrontContact, UnitedFrontVisit
from offices.party_building.women.models import WomensActivity, WomensCase, WomensHome
from offices.party_building.youth.models import LeagueBranch, LeagueMember, YouthActivity

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
