"""What the processes write down: one JSON line for each event, and never the values a failing function held.

Left to itself, structlog prints the local variables of every frame of an error: the database's password, a letter's
words and its writer's phone would stand in the log, and each error page would take a second of computing.
"""

from typing import Any

import structlog


def configure(level: str) -> dict[str, Any]:
    """Send structlog through Python's logging; return the LOGGING setting for this level."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["console"], "level": level},
    }
