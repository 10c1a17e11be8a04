"""Records of the Community Security Office."""

from offices.security.civil_defence.models import DefenceLesson, Mobilisation, SirenTest
from offices.security.disaster.models import Drill, FloodPlan, HazardWarning, ResponseDuty, Shelter, Stock
from offices.security.justice.models import CorrectionCount, LegalAdvice, LegalAid
from offices.security.mediation.models import Mediation, MediationCommittee, MediationParty, Mediator
from offices.security.population.models import Dwelling, Occupant, PopulationChange, Tenancy
from offices.security.public_order.models import AfterVisit, GuardTeam, JointCase, Patrol
from offices.security.residence.models import ResidencePermit
from offices.security.safety.models import Inspection, InspectionPlan, Site
from offices.security.stability.models import Screening

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
