"""People the offices deal with, who of them is the same person, who acts for whom, and what was assessed before rows
are joined."""

from caojiadu.core.community.models.relatives import TEXTS, Relative
from caojiadu.core.community.models.residents import EmailCode, Resident
from caojiadu.core.community.models.same import ImpactAssessment, SamePerson

__all__ = ["TEXTS", "EmailCode", "ImpactAssessment", "Relative", "Resident", "SamePerson"]
