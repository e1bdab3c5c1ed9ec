"""A list of 20,000 businesses in 25 columns, from the upload to drafts: rows in a second, and memory.

`ratios()` is for `make bench`; alone (`python -m bench.imports`) it prints seconds and megabytes for 20,000 rows, or
for as many as the first argument says. Each job runs in a process of its own, as a worker would run it, so that its
peak of memory is its own.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROWS, COLUMNS = 20_000, 25
SECONDS = {"registry.import-read": 15.0, "registry.import-apply": 60.0}
TIMES = {"registry.import-read": 14, "registry.import-apply": 26}  # what opening the same file alone takes
MEGABYTES = 300
TITLES = (
    "nama_ikm;nama_pemilik;nik;nib;kecamatan;keldesa;alamat;kode_pos;telp;whatsapp;surel;bentuk_badan_usaha;"
    "tahun_berdiri;kode_kbli;produk;tkl;tkp;nilai_investasi;nilai_produksi;tahun;komoditi;jumlah_produksi;satuan;"
    "keterangan;pendata"
)
PLACES = (("Sobang", "Hariang"), ("Rangkasbitung", "Citeras"), ("Cibadak", "Kaduagung Timur"), ("Bayah", "Bayah Barat"))
FORMS = ("PO", "UD", "CV", "KUB", "Perorangan")
CODES = ("10722", "10794", "16291", "13134", "10761")


def line(n: int) -> str:
    """One business; every one has names, numbers and a place of its own."""
    district, village = PLACES[n % len(PLACES)]
    return (
        f"Usaha Rekaan {n};Pemilik Rekaan {n};360299{1 + n % 28:02d}0884{1 + n // 28 % 9999:04d};0000{n:09d};"
        f"{district};{village};Kp. Rekaan {n % 97} RT {1 + n % 9}/RW {1 + n % 5};42311;0860{n:08d};0860{n:08d};"
        f"usaha{n}@contoh.example;{FORMS[n % 5]};{1990 + n % 30};{CODES[n % 5]};Gula aren cetak {n % 50};"
        f"{n % 7};{n % 5};{(1 + n % 40) * 1_000_000};{(1 + n % 90) * 2_000_000};2026;gula aren;{n % 900};kg;"
        f"catatan pendata {n};Petugas {n % 12}"
    )


def table(rows: int) -> bytes:
    """The list as a CSV."""
    return "\n".join([TITLES, *map(line, range(rows))]).encode()


def prepare(rows: int) -> Any:
    """Reference lists, an officer, and the uploaded list; its reading is ordered."""
    from django.contrib.auth.models import Permission
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command

    from accounts.models import User
    from registry.importing import intake
    from registry.importing.kinds import kind_of

    call_command("load_reference", verbosity=0)
    officer = User.objects.create_user(name="Petugas Ukur", email="ukur@contoh.example")
    officer.user_permissions.add(Permission.objects.get(codename="import_businesses"))
    officer = User.objects.get(pk=officer.pk)
    file = SimpleUploadedFile("ukur.csv", table(rows))
    return intake.receive(file, "ukur.csv", kind_of("business"), by=officer)


def ordered(kind: str) -> int:
    """The id of the job that waits."""
    from jobs.models import Job

    return Job.objects.get(kind=kind, state=Job.State.WAITING).pk


@dataclass(frozen=True)
class Done:
    """One job: seconds by the clock, seconds of the processor in Python, the peak of memory in megabytes, rows."""

    kind: str
    seconds: float
    cpu: float
    megabytes: float
    rows: int = 0

    def __str__(self) -> str:
        pace = f"{self.rows} rows in {self.seconds:.1f} s of {SECONDS[self.kind]:g} s, {self.rows / self.seconds:.0f}/s"
        return f"{self.kind}: {pace}, processor {self.cpu:.1f} s, {self.megabytes:.0f} MB"


def alone(kind: str, rows: int) -> Done:
    """Do the job of this kind that waits in a process of its own."""
    from django.db import connection

    database = connection.settings_dict
    address = (
        f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports", "--job", str(ordered(kind))],
        env=os.environ | {"DATABASE_URL": address, "STATEMENT_TIMEOUT_MS": "600000"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    cpu, megabytes = map(float, done.stdout.split()[-2:])
    return Done(kind, time.perf_counter() - begun, cpu, megabytes, rows)


def work(job: int) -> None:
    """The child's side: do the job, and say the peak of memory."""
    from jobs.models import Job
    from jobs.work import perform

    perform.call(job)
    found = Job.objects.get(pk=job)
    if found.state != Job.State.DONE:
        raise SystemExit(f"the job is {found.state}: {found.words}")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    peak = max(one.ru_maxrss for one in used) / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(sum(one.ru_utime + one.ru_stime for one in used), peak)


def measured(rows: int = ROWS) -> list[Done]:
    """The reading and the drafts of a list."""
    from registry.importing import applying

    batch, found = prepare(rows), []
    for kind in SECONDS:
        if kind == "registry.import-apply":
            batch.refresh_from_db()
            applying.apply(batch, by=batch.uploaded_by)
        found.append(alone(kind, rows))
    return found


def opening(rows: int) -> float:
    """Seconds of the processor for opening the same file alone, in the child that does it."""
    from registry.spreadsheet import read_table

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    read_table(table(rows), "ukur.csv")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Meter:
    """A clock that goes on by what was measured already, so that a job of many seconds is done only once."""

    def __init__(self) -> None:
        self.total = 0.0

    def __call__(self) -> float:
        return self.total

    def by(self, seconds: float) -> Callable[[], None]:
        """An action that costs so much."""

        def act() -> None:
            self.total += seconds

        return act


def ratios() -> list[Any]:
    """What must hold: processor time of both jobs against opening the same file alone; memory against its limit.

    Seconds by the clock are told beside it; they move with the neighbours of the machine.
    """
    from bench.ratios import Ratio

    alone_cpu, meter, found = opening(ROWS), Meter(), []
    for done in measured():
        print(f"       {done}")
        name = f"{done.kind} / opening the file"
        found.append(Ratio(name, meter.by(done.cpu), meter.by(alone_cpu), TIMES[done.kind], meter))
        name = f"{done.kind}, MB / limit (not ms)"
        found.append(Ratio(name, meter.by(done.megabytes / 1000), meter.by(MEGABYTES / 1000), 1, meter))
    return found


def main() -> None:
    """Prints the figures, or does one job; needs DATABASE_URL of a scratch database."""
    import django

    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    django.setup()
    if sys.argv[1:2] == ["--job"]:
        work(int(sys.argv[2]))
        return
    for done in measured(int(sys.argv[1]) if sys.argv[1:] else ROWS):
        print(done)


if __name__ == "__main__":
    main()
