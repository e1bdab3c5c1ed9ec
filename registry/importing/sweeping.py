"""The nightly round through uploaded files: what nobody will read any more is removed."""

from datetime import timedelta
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.work import Progress
from registry.importing import work
from registry.models import ImportBatch

SWEEP = "registry.import-sweep"
YOUNG = timedelta(days=2)  # an officer may still press "baca lagi"
FOLDER = "imports"
LEFT = "Berkas ini tidak selesai dibaca dan sudah dihapus demi keamanan. Unggah lagi berkasnya."


def sweep(job: Job, progress: Progress) -> dict[str, Any]:
    """Give up readings that broke days ago, then remove files that no list needs; returns how many of each."""
    given_up = sum(_give_up(pk) for pk in _broken())
    progress.tell(words="Memeriksa berkas impor")
    needed = set(ImportBatch.objects.exclude(stored_path="").values_list("stored_path", flat=True))
    return {"given_up": given_up, "removed": remove_left_over(FOLDER, needed)}


def _broken() -> list[int]:
    """Lists that wait to be read, although their job ended days ago."""
    at_work = Job.objects.filter(kind=work.READ, state__in=[Job.State.WAITING, Job.State.RUNNING])
    return list(
        ImportBatch.objects.filter(state=ImportBatch.State.READING, uploaded_at__lt=timezone.now() - YOUNG)
        .exclude(code__in=at_work.values("subject_code"))
        .values_list("pk", flat=True)
    )


@transaction.atomic
def _give_up(pk: int) -> bool:
    batch = ImportBatch.objects.select_for_update().get(pk=pk)
    if batch.state != ImportBatch.State.READING:
        return False
    path = batch.stored_path
    transaction.on_commit(lambda: storages["private"].delete(path))
    batch.state, batch.failure, batch.stored_path = ImportBatch.State.FAILED, LEFT, ""
    batch.save(update_fields=["state", "failure", "stored_path"])
    return True


def remove_left_over(folder: str, needed: set[str]) -> int:
    """Remove files of a folder of the private storage that are days old and not in `needed` (paths); how many went."""
    storage = storages["private"]
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    old = timezone.now() - YOUNG
    paths = (f"{folder}/{name}" for name in names)
    gone = [path for path in paths if path not in needed and storage.get_modified_time(path) < old]
    for path in gone:
        storage.delete(path)
    return len(gone)
