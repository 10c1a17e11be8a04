"""Records of the Community Security Office."""

from offices.security.models.mediation import Mediation, MediationCommittee, MediationParty, Mediator
from offices.security.models.safety import Inspection, Site

__all__ = ["Inspection", "Mediation", "MediationCommittee", "MediationParty", "Mediator", "Site"]
