"""People the offices deal with, who of them is the same person, who acts for whom, and what was assessed before rows
are joined."""

from caojiadu.core.community.models.duplicates import ImpactAssessment, SamePerson
from caojiadu.core.community.models.relatives import TEXTS, Relative
from caojiadu.core.community.models.residents import EmailCode, Resident

__all__ = ["TEXTS", "EmailCode", "ImpactAssessment", "Relative", "Resident", "SamePerson"]
