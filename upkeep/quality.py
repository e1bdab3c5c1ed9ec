"""What in the register needs care: each measure is one set of rows; its number counts that set, its work list shows it.

Measured are the businesses of `registry.queries.registered`, with or without NIB. Whether they live is also asked of
those that silence has hidden already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from catalog.models import InaprocListing, ProductLink
from registry.duplicates.listing import Wanted
from registry.models import GAPS, Business, BusinessEdition
from registry.queries import registered, unmatched_kbli
from registry.rules_in_force import CURRENT_KBLI
from upkeep import product_links
from upkeep.models import Pulse
from upkeep.queries import dead_links

SILENT_AFTER = timedelta(days=365)
Condition = Callable[[datetime], Q]
Rows = models.QuerySet[BusinessEdition]
OF_PRODUCTS = (ProductLink, InaprocListing)  # rows that carry who is meant (upkeep.product_links)


@dataclass(frozen=True)
class Measure:
    """One line of the page: what is counted, why it matters, and who can mend it how.

    `condition` narrows what is registered; a measure without one has `rows` of its own.
    """

    key: str
    group: str
    title: str
    words: str
    condition: Condition | None = None
    rows: Callable[[], models.QuerySet] | None = None
    is_asked: bool = False  # its rows take the answer that the office heard on the phone
    unit: str = "usaha"
    elsewhere: str = ""  # name of the page that is its work list already
    needs: str = ""  # permission of that page


def _kept() -> Rows:
    """Live editions of businesses not closed, merged or suspended; those hidden for silence too."""
    return BusinessEdition.objects.filter(
        is_live=True, business__closed_at=None, business__merged_into=None, business__suspended_at=None
    )


def _last(condition: Q) -> Rows:
    """Of those, the ones whose newest question ended like this."""
    later = Pulse.objects.filter(business=OuterRef("business")).filter(
        Q(asked_at__gt=OuterRef("asked_at")) | Q(asked_at=OuterRef("asked_at"), pk__gt=OuterRef("pk"))
    )
    newest = Pulse.objects.filter(condition).filter(~Exists(later)).order_by()
    return _kept().filter(business__in=newest.values("business"))


def _old_kbli() -> Rows:
    return unmatched_kbli().filter(business__closed_at=None, business__merged_into=None)


def _unconfirmed() -> Rows:
    """The newest edition of each business typed for an owner who has not said that it is true."""
    newest = BusinessEdition.objects.filter(business=OuterRef("pk")).order_by("-number").values("pk")[:1]
    waiting = Business.objects.filter(
        assisted_by__isnull=False, confirmed_at=None, owner__user=None, closed_at=None, merged_into=None
    ).annotate(newest=Subquery(newest))
    return BusinessEdition.objects.filter(pk__in=waiting.values("newest"))


MEASURES = (
    Measure(
        "tanpa-nib", "Belum lengkap", "Disetujui, belum punya NIB",
        "Catatan sah, tetapi belum tampil untuk umum. Bantu membuat NIB di OSS.",
        lambda now: Q(**GAPS["nib"]),
    ),
    Measure(
        "tanpa-skala", "Belum lengkap", "Modal dan omzet kosong",
        "Skala usaha (PP 7/2021) tidak bisa dihitung. Minta pemilik memilih rentangnya.",
        lambda now: Q(**GAPS["scale"]),
    ),
    Measure(
        "tanpa-tenaga-kerja", "Belum lengkap", "Jumlah tenaga kerja kosong",
        "Tidak ikut dalam angka tenaga kerja. Tanyakan saat kunjungan.",
        lambda now: Q(**GAPS["workers"]),
    ),
    Measure(
        "tanpa-kontak", "Belum lengkap", "Tidak ada telepon, WhatsApp, atau surel",
        "Pembeli dan petugas tidak bisa menghubungi usaha ini.",
        lambda now: Q(**GAPS["contact"]),
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
        "tautan-produk-mati", "Tautan", "Tautan produk mati",
        "Halaman produk di lokapasar dua minggu berturut-turut tidak ada. Pemilik sudah diberi tahu sekali.",
        rows=product_links.dead_links, unit="tautan",
    ),
    Measure(
        "katalog-v6-hilang", "Tautan", "Tercatat tayang di Katalog V6, halamannya tidak ada",
        "Dua minggu berturut-turut tidak ditemukan. Lihat sendiri, lalu catat keadaannya di halaman produk.",
        rows=product_links.dead_listings, unit="produk",
    ),
    Measure(
        "tanpa-kabar", "Masih hidup?", "Dua kali ditanya, tidak menjawab",
        "Tampil dengan catatan, lalu disembunyikan. Hubungi atau kunjungi, lalu catat jawabannya.",
        rows=lambda: _kept().filter(business__quiet_at__isnull=False), is_asked=True,
    ),
    Measure(
        "mengaku-tutup", "Masih hidup?", "Pemilik bilang sudah tutup",
        "Disembunyikan. Pastikan, lalu tutup catatannya.",
        rows=lambda: _last(Q(answer=Pulse.Answer.CLOSED)).filter(business__dormant_at__isnull=False), is_asked=True,
    ),
    Measure(
        "tidak-terhubungi", "Masih hidup?", "Pertanyaan tidak sampai",
        "Tidak ada kontak, atau pesannya gagal terkirim. Tidak dihitung diam dan dikirim ulang; perbaiki nomornya.",
        rows=lambda: _last(Q(channel__in=[Pulse.Channel.FAILED, Pulse.Channel.NONE], answer="")), is_asked=True,
    ),
    Measure(
        "harga-lama", "Masih hidup?", "Pemilik bilang harganya tidak benar lagi",
        "Minta pemilik memperbarui harga; ia bisa mengubahnya kapan saja.",
        rows=lambda: _last(Q(prices_ok=False)), is_asked=True,
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


def numbers(now: datetime) -> dict[str, int]:
    """Every measure's number, and `semua`: how many businesses are registered."""
    counts = {m.key.replace("-", "_"): Count("pk", filter=m.condition(now)) for m in MEASURES if m.condition}
    found = registered().order_by().aggregate(semua=Count("pk"), **counts)
    own = {m.key: m.rows().order_by().count() for m in MEASURES if m.rows}
    return {key.replace("_", "-"): figure for key, figure in found.items()} | own


def work_list(measure: Measure, now: datetime) -> models.QuerySet:
    """What is behind a number: editions, or links and products, village by village (those of products by kecamatan)."""
    rows: models.QuerySet[Any] = measure.rows() if measure.rows else registered()
    if measure.condition:
        rows = rows.filter(measure.condition(now))
    if measure.elsewhere:
        return rows
    if rows.model in OF_PRODUCTS:
        return rows.order_by("district_name", "business_name", "product_name", "pk")
    at = "" if rows.model is BusinessEdition else "edition__"
    return rows.order_by(f"{at}village_id", f"{at}name", "pk")
