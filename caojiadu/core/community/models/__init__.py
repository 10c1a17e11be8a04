"""People the offices deal with, who of them is the same person, and what was assessed before their rows are joined."""

from caojiadu.core.community.models.residents import EmailCode, Resident
from caojiadu.core.community.models.same import ImpactAssessment, SamePerson

__all__ = ["EmailCode", "ImpactAssessment", "Resident", "SamePerson"]
