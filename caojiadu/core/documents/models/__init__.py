"""Papers, their PDF, how they were served, and what administrators set about them."""

from caojiadu.core.documents.models.paper import Paper, PaperPdf, Recall
from caojiadu.core.documents.models.rules import PaperRule, Seal
from caojiadu.core.documents.models.service import Service

__all__ = ["Paper", "PaperPdf", "PaperRule", "Recall", "Seal", "Service"]
