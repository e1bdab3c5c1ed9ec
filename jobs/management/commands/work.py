"""The worker: does what is ordered, orders what is due, takes up what a dead one left. Several may run at once."""

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from jobs import repeated
from jobs.work import Progress, rescue

PAUSE = 1.0  # seconds between two looks
CALENDAR_EVERY = 20.0


def be_patient() -> None:
    """Nobody waits for a page here: statements may take minutes, locks ten seconds."""
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = "-c statement_timeout=600000 -c lock_timeout=10000"


class Command(BaseCommand):
    """`manage.py work`; `--once` does what is there and ends."""

    help = "Mengerjakan pekerjaan latar dan jadwal berkala sampai dihentikan."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for tests and cron."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Loops until SIGTERM or Ctrl-C; a database that is away is waited for."""
        if not once:
            be_patient()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        looked = 0.0
        while not Progress.stopping:
            try:
                if time.monotonic() - looked > CALENDAR_EVERY:
                    repeated.tick()
                    rescue()
                    looked = time.monotonic()
                self.worker().run()
            except OperationalError as error:
                self.stderr.write(f"database: {str(error).splitlines()[0]}")
                time.sleep(3)
            if once:
                break
            close_old_connections()
            time.sleep(PAUSE)

    def worker(self) -> Worker:
        """One round of django-tasks: everything that is ready now."""
        return Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=20,
            worker_id=get_random_string(16),
            excluded_queue_names=[],
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Signal handler: the running job goes back to the queue at its next sign of life."""
        Progress.stopping = True
