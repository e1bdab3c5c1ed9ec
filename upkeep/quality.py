"""What in the register needs care: each measure is one set of rows; its number counts that set, its work list shows it.

Measured are the businesses of `registry.queries.registered`, with or without NIB. Whether they live is also asked of
those that silence has hidden already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from registry.duplicates.listing import Wanted
from registry.models import Business, BusinessEdition
from registry.queries import registered, unmatched_kbli
from registry.rules_in_force import CURRENT_KBLI
from upkeep.models import Pulse
from upkeep.queries import dead_links

SILENT_AFTER = timedelta(days=365)
Condition = Callable[[datetime], Q]
Rows = models.QuerySet[BusinessEdition]


@dataclass(frozen=True)
class Measure:
    """One line of the page: what is counted, why it matters, and who can mend it how.

    `condition` narrows a set of editions (REGISTERED or ASKED); a measure without one has `rows` of its own.
    """

    key: str
    group: str
    title: str
    words: str
    condition: Condition | None = None
    rows: Callable[[], models.QuerySet] | None = None
    unit: str = "usaha"
    elsewhere: str = ""  # name of the page that is its work list already
    needs: str = ""  # permission of that page


def _last(field: str) -> Subquery:
    asked = Pulse.objects.filter(business=OuterRef("business")).order_by("-asked_at", "-pk")
    return Subquery(asked.values(field)[:1])


def _asked() -> Rows:
    """Live editions with what was last asked and answered; only of businesses that were ever asked, hidden ones too."""
    ever = Exists(Pulse.objects.filter(business=OuterRef("business")))
    return (
        BusinessEdition.objects.filter(is_live=True, business__closed_at=None, business__merged_into=None)
        .filter(ever | Q(business__quiet_at__isnull=False), business__suspended_at=None)
        .annotate(last_answer=_last("answer"), last_channel=_last("channel"), last_prices=_last("prices_ok"))
    )


def _old_kbli() -> Rows:
    return unmatched_kbli().filter(business__closed_at=None, business__merged_into=None)


def _unconfirmed() -> Rows:
    """The newest edition of each business typed for an owner who has not said that it is true."""
    newest = BusinessEdition.objects.filter(business=OuterRef("pk")).order_by("-number").values("pk")[:1]
    waiting = Business.objects.filter(
        assisted_by__isnull=False, confirmed_at=None, closed_at=None, merged_into=None
    ).annotate(newest=Subquery(newest))
    return BusinessEdition.objects.filter(pk__in=waiting.values("newest"))


MEASURES = (
    Measure(
        "tanpa-nib", "Belum lengkap", "Disetujui, belum punya NIB",
        "Catatan sah, tetapi belum tampil untuk umum. Bantu membuat NIB di OSS.",
        lambda now: Q(nib_status=BusinessEdition.NibStatus.NONE),
    ),
    Measure(
        "tanpa-skala", "Belum lengkap", "Modal dan omzet kosong",
        "Skala usaha (PP 7/2021) tidak bisa dihitung. Minta pemilik memilih rentangnya.",
        lambda now: Q(capital_range="", sales_range=""),
    ),
    Measure(
        "tanpa-tenaga-kerja", "Belum lengkap", "Jumlah tenaga kerja kosong",
        "Tidak ikut dalam angka tenaga kerja. Tanyakan saat kunjungan.",
        lambda now: Q(workers_male__isnull=True, workers_female__isnull=True),
    ),
    Measure(
        "tanpa-kontak", "Belum lengkap", "Tidak ada telepon, WhatsApp, atau surel",
        "Pembeli dan petugas tidak bisa menghubungi usaha ini.",
        lambda now: Q(phone="", whatsapp="", email=""),
    ),
    Measure(
        "kbli-lama", "Bidang usaha", f"KBLI bukan edisi {CURRENT_KBLI}",
        "Kode lama bisa berarti lain sekarang. Pilih padanannya saat data diubah.",
        rows=_old_kbli,
    ),
    Measure(
        "ganda", "Ganda dan belum pasti", "Diduga usaha yang sama",
        "Dua catatan yang mungkin satu usaha. Bandingkan, lalu gabungkan atau nyatakan berbeda.",
        rows=lambda: Wanted("perlu").pairs(), unit="pasangan", elsewhere="registry:duplicates",
        needs="registry.merge_businesses",
    ),
    Measure(
        "belum-dikonfirmasi", "Ganda dan belum pasti", "Diisikan petugas, belum dikonfirmasi pemilik",
        "Kirim lagi tautan konfirmasi, atau minta pemilik datang ke loket.",
        rows=_unconfirmed,
    ),
    Measure(
        "tautan-mati", "Tautan", "Tautan toko mati",
        "Dua minggu berturut-turut halamannya tidak ada. Pemilik sudah diberi tahu sekali; bantu memperbaikinya.",
        rows=dead_links, unit="tautan",
    ),
    Measure(
        "tanpa-kabar", "Masih hidup?", "Dua kali ditanya, tidak menjawab",
        "Tampil dengan catatan, lalu disembunyikan. Hubungi atau kunjungi, lalu catat jawabannya.",
        lambda now: Q(business__quiet_at__isnull=False),
    ),
    Measure(
        "mengaku-tutup", "Masih hidup?", "Pemilik bilang sudah tutup",
        "Disembunyikan. Pastikan, lalu tutup catatannya.",
        lambda now: Q(last_answer=Pulse.Answer.CLOSED, business__dormant_at__isnull=False),
    ),
    Measure(
        "tidak-terhubungi", "Masih hidup?", "Pertanyaan tidak sampai",
        "Tidak ada kontak, atau pesannya gagal terkirim. Perbaiki nomornya.",
        lambda now: Q(last_channel__in=[Pulse.Channel.FAILED, Pulse.Channel.NONE], last_answer=""),
    ),
    Measure(
        "harga-lama", "Masih hidup?", "Pemilik bilang harganya tidak benar lagi",
        "Minta pemilik memperbarui harga; ia bisa mengubahnya kapan saja.",
        lambda now: Q(last_prices=False),
    ),
    Measure(
        "tanpa-akun", "Pemilik diam", "Pemilik belum punya akun",
        "Dari daftar lama. Ajak pemilik mengklaim usahanya.",
        lambda now: Q(business__owner__user__isnull=True),
    ),
    Measure(
        "lama-tidak-masuk", "Pemilik diam", "Setahun tidak masuk",
        "Akunnya ada, tetapi tidak dipakai. Hubungi untuk memastikan nomornya.",
        lambda now: Q(business__owner__user__last_login__lt=now - SILENT_AFTER)
        | Q(business__owner__user__isnull=False, business__owner__user__last_login__isnull=True),
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in MEASURES}
ASKED = ("tanpa-kabar", "mengaku-tutup", "tidak-terhubungi", "harga-lama")


def _whole(measure: Measure) -> models.QuerySet:
    if measure.rows:
        return measure.rows()
    return _asked() if measure.key in ASKED else registered()


def _figures(rows: Rows, measures: Sequence[Measure], now: datetime) -> dict[str, int]:
    counts = {m.key.replace("-", "_"): Count("pk", filter=m.condition(now)) for m in measures if m.condition}
    found = rows.order_by().aggregate(semua=Count("pk"), **counts)
    return {key.replace("_", "-"): figure for key, figure in found.items()}


def numbers(now: datetime) -> dict[str, int]:
    """Every measure's number, and `semua`: how many businesses are registered."""
    asked = _figures(_asked(), [m for m in MEASURES if m.key in ASKED], now)
    plain = _figures(registered(), [m for m in MEASURES if m.key not in ASKED], now)
    own = {m.key: m.rows().order_by().count() for m in MEASURES if m.rows}
    return asked | plain | own


def work_list(measure: Measure, now: datetime) -> models.QuerySet:
    """What is behind a number: editions (for "tautan-mati" links), village by village."""
    rows = _whole(measure)
    if measure.condition:
        rows = rows.filter(measure.condition(now))
    at = "" if rows.model is BusinessEdition else "edition__"
    return rows.order_by(f"{at}village_id", f"{at}name", "pk")
