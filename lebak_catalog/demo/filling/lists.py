"""Two old lists on their way in: one waits for the sample of a second officer, one is still in its preview."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from jobs.models import Job
from jobs.work import perform
from registry.importing import applying, intake
from registry.importing.kinds import kind_of
from registry.models import ImportBatch
from registry.queries import villages

SENT, ROUGH = "pendataan-ikm-2024.csv", "titipan-kecamatan.csv"
HEAD = "nama_ikm;nama_pemilik;nib;telp;kecamatan;keldesa;alamat;bentuk_badan_usaha;kode_kbli;produk;tkl;tkp\n"
GOODS = (("Gula Aren", "10722"), ("Keripik Pisang", "10794"), ("Batik", "13134"), ("Emping", "10794"))
OWNERS = ("Uum Umayah", "Ade Suherman", "Nengsih", "Jajang Nurjaman", "Iis Aisyah", "Oman Abdurahman")
MANY = 28


def make_lists(people: Mapping[str, User]) -> None:
    """Take them in by the same verbs people use; nothing when they are there."""
    if ImportBatch.objects.exists():
        return
    batch = _uploaded(SENT, HEAD + "\n".join(map(_line, range(MANY))), people["yuli"])
    for verb in (applying.apply, applying.send):
        verb(batch, by=people["yuli"])
        _work()
    rough = [_line(MANY), _line(MANY + 1).replace("0000", "00", 1), ";;;;Bandung;;;;;;;", _line(3), _line(MANY + 2)]
    _uploaded(ROUGH, HEAD + "\n".join(rough), people["rina"])


def _uploaded(name: str, text: str, by: User) -> ImportBatch:
    batch = intake.receive(SimpleUploadedFile(name, text.encode()), name, kind_of("business"), by=by)
    _work()
    batch.refresh_from_db()
    return batch


def _work() -> None:
    """What a worker would do; it finds nothing left when it starts."""
    for job in Job.objects.filter(kind__startswith="registry.import-", state=Job.State.WAITING).order_by("pk"):
        perform.call(job.pk)


def _line(n: int) -> str:
    """One fictional business; NIB begin with 0000, phones with 0860."""
    places = list(villages().order_by("code")[:: max(1, villages().count() // (MANY + 4))])
    place, (goods, code) = places[n % len(places)], GOODS[n % len(GOODS)]
    name, owner = f"{goods} {place.name}", OWNERS[n % len(OWNERS)]
    district = place.parent.name if place.parent else ""
    where = f"{district};{place.name};Kp. {place.name} RT 00{1 + n % 5}/RW 001"
    return f"{name};{owner};0000{880_000_000 + n};0860{77_000_000 + n};{where};PO;{code};{goods};{n % 3};{1 + n % 4}"
