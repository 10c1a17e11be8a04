"""Papers, their PDF, how they were served, and what administrators set about them."""

from caojiadu.core.documents.models.paper import Paper, PaperPdf, PaperRule, Recall, Seal
from caojiadu.core.documents.models.service import Service

__all__ = ["Paper", "PaperPdf", "PaperRule", "Recall", "Seal", "Service"]
