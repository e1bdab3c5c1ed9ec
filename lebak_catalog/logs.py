"""Where the lines of the log go, and which are worth writing."""

from pathlib import Path
from typing import Any

LINE = {"formatter": "line", "filters": ["request_id"]}


def logging_to(path: Path, *, console: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: to the console, or to the file `path` in the demo, whose terminal belongs to its address."""
    file = {"filename": str(path), "maxBytes": 5_000_000, "backupCount": 1, "delay": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "audit.request_id.RequestIdFilter"}},
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s: %(message)s"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", **LINE},
            "file": {"class": "logging.handlers.RotatingFileHandler", **file, **LINE},
        },
        "root": {"handlers": ["console" if console else "file"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": level},
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners; nginx answers them
            "waitress.queue": {"level": "ERROR"},
            "fontTools": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
