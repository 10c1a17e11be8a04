"""Records of the Community Development Office."""

from offices.development.centre.models import (
    CulturalBooking,
    CulturalCentre,
    CulturalClosure,
    CulturalPerformance,
    CulturalRoom,
)
from offices.development.chronicles.models import Chapter, ChroniclePhoto, ChronicleSource
from offices.development.family.models import BirthRegistration, FamilySubsidy, FurtherBirth, SpecialAid, SpecialFamily
from offices.development.health.models import (
    EpidemicNotice,
    HealthCampaign,
    HealthLiaison,
    JointHealthActivity,
    VaccinationDrive,
)
from offices.development.information.models import ChangeRequest, DataSet, InformationSystem
from offices.development.law.models import Lawsuit, NormativeDocument, Reconsideration
from offices.development.learning.models import Course, CourseClass, ScienceActivity, ScienceVenue, ScienceVolunteer
from offices.development.leisure.models import (
    CultureEvent,
    CultureTeam,
    FacilityCheck,
    SportsEvent,
    SportsFacility,
    SportsTeam,
    TourismEvent,
    TourismSite,
    TourismWalk,
)
from offices.development.plans.models import DevelopmentPlan, DevelopmentProject, Indicator, IndicatorReport, ReformTask
from offices.development.social.grants import GrantRound
from offices.development.social.models import Incubation, SocialOrganisation, SponsoredProject

__all__ = [
    "BirthRegistration",
    "ChangeRequest",
    "Chapter",
    "ChroniclePhoto",
    "ChronicleSource",
    "Course",
    "CourseClass",
    "CulturalBooking",
    "CulturalCentre",
    "CulturalClosure",
    "CulturalPerformance",
    "CulturalRoom",
    "CultureEvent",
    "CultureTeam",
    "DataSet",
    "DevelopmentPlan",
    "DevelopmentProject",
    "EpidemicNotice",
    "FacilityCheck",
    "FamilySubsidy",
    "FurtherBirth",
    "GrantRound",
    "HealthCampaign",
    "HealthLiaison",
    "Incubation",
    "Indicator",
    "IndicatorReport",
    "InformationSystem",
    "JointHealthActivity",
    "Lawsuit",
    "NormativeDocument",
    "Reconsideration",
    "ReformTask",
    "ScienceActivity",
    "ScienceVenue",
    "ScienceVolunteer",
    "SocialOrganisation",
    "SpecialAid",
    "SpecialFamily",
    "SponsoredProject",
    "SportsEvent",
    "SportsFacility",
    "SportsTeam",
    "TourismEvent",
    "TourismSite",
    "TourismWalk",
    "VaccinationDrive",
]
