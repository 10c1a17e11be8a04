"""Records of the Community Party Building Office."""

from offices.party_building.models.branches import DualRegistration, PartyElection, PartyOrganisation, PartySession
from offices.party_building.models.two_new import BranchFounding, NewOrganisation

__all__ = [
    "BranchFounding",
    "DualRegistration",
    "NewOrganisation",
    "PartyElection",
    "PartyOrganisation",
    "PartySession",
]
