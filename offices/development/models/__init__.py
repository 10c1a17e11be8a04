"""Records of the Community Development Office."""

from offices.development.models.centre import (
    CulturalBooking,
    CulturalCentre,
    CulturalClosure,
    CulturalPerformance,
    CulturalRoom,
)
from offices.development.models.chronicles import (
    Chapter,
    ChroniclePhoto,
    ChronicleSource,
)
from offices.development.models.family import (
    BirthRegistration,
    FamilySubsidy,
    FurtherBirth,
    SpecialAid,
    SpecialFamily,
)
from offices.development.models.grants import GrantRound
from offices.development.models.health import (
    EpidemicNotice,
    HealthCampaign,
    HealthLiaison,
    JointHealthActivity,
    VaccinationDrive,
)
from offices.development.models.information import (
    ChangeRequest,
    DataSet,
    InformationSystem,
)
from offices.development.models.law import (
    Lawsuit,
    NormativeDocument,
    Reconsideration,
)
from offices.development.models.learning import (
    Course,
    CourseClass,
    ScienceActivity,
    ScienceVenue,
    ScienceVolunteer,
)
from offices.development.models.leisure import (
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
from offices.development.models.plans import (
    DevelopmentPlan,
    DevelopmentProject,
    Indicator,
    IndicatorReport,
    ReformTask,
)
from offices.development.models.social import (
    Incubation,
    SocialOrganisation,
    SponsoredProject,
)

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
