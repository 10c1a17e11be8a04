"""App configuration."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class ManagementConfig(OfficeConfig):
    """The Community Management Office."""

    code = "C"
    verbose_name = _("Community Management Office")
    timed: ClassVar[dict[str, dict[str, Any]]] = {
        "bring in 12345 sheets": {
            "task": "office_management.bring_in_sheets",
            "schedule": 10.0,
            "options": {"expires": 10},
        }
    }

    def ready(self) -> None:
        """Declare the office's kinds of matter."""
        super().ready()
        from offices.management.appraisal import providers as appraising_providers  # noqa: F401
        from offices.management.gridcases import classes  # noqa: F401
        from offices.management.gridcases import messages as grid_messages  # noqa: F401
        from offices.management.gridcases import providers as grid_providers  # noqa: F401
        from offices.management.hotline import demo, messages, workflow  # noqa: F401
        from offices.management.hotline import providers as hotline_providers  # noqa: F401
        from offices.management.hotline.sheets import outgoing  # noqa: F401
