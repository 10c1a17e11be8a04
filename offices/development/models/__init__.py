"""Records of the Community Development Office."""

from offices.development.models.family import (
    BirthRegistration,
    FamilySubsidy,
    FurtherBirth,
    SpecialAid,
    SpecialFamily,
)
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

__all__ = [
    "BirthRegistration",
    "ChangeRequest",
    "Course",
    "CourseClass",
    "CultureEvent",
    "CultureTeam",
    "DataSet",
    "DevelopmentPlan",
    "DevelopmentProject",
    "EpidemicNotice",
    "FacilityCheck",
    "FamilySubsidy",
    "FurtherBirth",
    "HealthCampaign",
    "HealthLiaison",
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
    "SpecialAid",
    "SpecialFamily",
    "SportsEvent",
    "SportsFacility",
    "SportsTeam",
    "TourismEvent",
    "TourismSite",
    "TourismWalk",
    "VaccinationDrive",
]
