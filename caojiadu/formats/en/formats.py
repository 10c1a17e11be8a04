"""Days in English as the pages write them (the filters `day` and `moment`): 8 Dec 2026, 14:00."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
