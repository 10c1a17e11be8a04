"""Records of the Community Development Office."""

from offices.development.models.plans import (
    DevelopmentPlan,
    DevelopmentProject,
    Indicator,
    IndicatorReport,
    ReformTask,
)

__all__ = [
    "DevelopmentPlan",
    "DevelopmentProject",
    "Indicator",
    "IndicatorReport",
    "ReformTask",
]
