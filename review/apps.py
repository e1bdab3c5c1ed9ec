"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `review` with Django."""

    name = "review"
    verbose_name = "Pemeriksaan"

    def ready(self) -> None:
        """Make the work of the desk known: batches, and what is done every morning.

        The modules need all models, so they can only be loaded here.
        """
        work, repeated = import_module("jobs.work"), import_module("jobs.repeated")
        batches, overdue = import_module("review.batch_work"), import_module("review.overdue")
        work.add(batches.CHECK, batches.check)
        work.add(batches.APPROVE, batches.approve)
        work.add(overdue.KIND, overdue.run)
        repeated.every("15 6 * * *", overdue.KIND, "Pengajuan yang lewat batas")
