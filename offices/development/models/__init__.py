"""Records of the Community Development Office."""

from offices.development.models.health import (
    EpidemicNotice,
    HealthCampaign,
    HealthLiaison,
    JointHealthActivity,
    VaccinationDrive,
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
    "Course",
    "CourseClass",
    "CultureEvent",
    "CultureTeam",
    "DevelopmentPlan",
    "DevelopmentProject",
    "EpidemicNotice",
    "FacilityCheck",
    "HealthCampaign",
    "HealthLiaison",
    "Indicator",
    "IndicatorReport",
    "JointHealthActivity",
    "ReformTask",
    "ScienceActivity",
    "ScienceVenue",
    "ScienceVolunteer",
    "SportsEvent",
    "SportsFacility",
    "SportsTeam",
    "TourismEvent",
    "TourismSite",
    "TourismWalk",
    "VaccinationDrive",
]
