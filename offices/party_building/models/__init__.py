"""Records of the Community Party Building Office."""

from offices.party_building.models.branches import DualRegistration, PartyElection, PartyOrganisation, PartySession
from offices.party_building.models.civilisation import CivilisedBid, Volunteer, VolunteerEvent
from offices.party_building.models.enterprises import Enterprise, EnterpriseRequest, EnterpriseVisit
from offices.party_building.models.publicity import Article, PublicityChannel
from offices.party_building.models.regional import JointProject, MemberUnit, RegionalMeeting
from offices.party_building.models.two_new import BranchFounding, NewOrganisation

__all__ = [
    "Article",
    "BranchFounding",
    "CivilisedBid",
    "DualRegistration",
    "Enterprise",
    "EnterpriseRequest",
    "EnterpriseVisit",
    "JointProject",
    "MemberUnit",
    "NewOrganisation",
    "PartyElection",
    "PartyOrganisation",
    "PartySession",
    "PublicityChannel",
    "RegionalMeeting",
    "Volunteer",
    "VolunteerEvent",
]
