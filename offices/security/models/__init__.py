"""Records of the Community Security Office."""

from offices.security.models.safety import Inspection, Site

__all__ = ["Inspection", "Site"]
