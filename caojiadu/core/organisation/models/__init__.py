"""Offices, responsibilities, functions, centres, district bodies, neighbourhoods, and facts to be filled in."""

from .facts import Fact
from .listed import Listed
from .offices import Centre, Function, Office, Responsibility
from .places import DistrictBody, Neighbourhood

__all__ = ["Centre", "DistrictBody", "Fact", "Function", "Listed", "Neighbourhood", "Office", "Responsibility"]
