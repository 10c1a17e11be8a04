"""Records of the Community Security Office."""

from offices.security.models.civil_defence import DefenceLesson, Mobilisation, SirenTest
from offices.security.models.disaster import Drill, FloodPlan, HazardWarning, ResponseDuty, Shelter, Stock
from offices.security.models.justice import CorrectionCount, LegalAdvice, LegalAid
from offices.security.models.mediation import Mediation, MediationCommittee, MediationParty, Mediator
from offices.security.models.population import Dwelling, Occupant, PopulationChange, Tenancy
from offices.security.models.public_order import AfterVisit, GuardTeam, JointCase, Patrol
from offices.security.models.residence import ResidencePermit
from offices.security.models.safety import Inspection, InspectionPlan, Site
from offices.security.models.stability import Screening

__all__ = [
    "AfterVisit",
    "CorrectionCount",
    "DefenceLesson",
    "Drill",
    "Dwelling",
    "FloodPlan",
    "GuardTeam",
    "HazardWarning",
    "Inspection",
    "InspectionPlan",
    "JointCase",
    "LegalAdvice",
    "LegalAid",
    "Mediation",
    "MediationCommittee",
    "MediationParty",
    "Mediator",
    "Mobilisation",
    "Occupant",
    "Patrol",
    "PopulationChange",
    "ResidencePermit",
    "ResponseDuty",
    "Screening",
    "Shelter",
    "SirenTest",
    "Site",
    "Stock",
    "Tenancy",
]
