"""What in the register needs care: each measure is a condition on live editions, a number, and its work list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from registry.models import BusinessEdition
from registry.rules_in_force import CURRENT_KBLI
from upkeep.models import Pulse

SILENT_AFTER = timedelta(days=365)
Condition = Callable[[datetime], Q]


@dataclass(frozen=True)
class Measure:
    """One line of the page: what is counted, why it matters, and who can mend it how."""

    key: str
    group: str
    title: str
    words: str
    condition: Condition


def _last(field: str) -> Subquery:
    asked = Pulse.objects.filter(business=OuterRef("business")).order_by("-asked_at", "-pk")
    return Subquery(asked.values(field)[:1])


MEASURES = (
    Measure(
        "tanpa-nib", "Belum lengkap", "Belum punya NIB",
        "Catatan sah, tetapi belum tampil sebagai siap pengadaan. Bantu membuat NIB di OSS.",
        lambda now: Q(nib=""),
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
        lambda now: ~Q(activity__kbli_edition=CURRENT_KBLI),
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


def _register() -> models.QuerySet[BusinessEdition]:
    """Live editions of businesses not closed, merged or suspended; those hidden for silence still count."""
    return BusinessEdition.objects.filter(
        is_live=True,
        business__closed_at__isnull=True,
        business__merged_into__isnull=True,
        business__suspended_at__isnull=True,
    )


def _asked() -> models.QuerySet[BusinessEdition]:
    """With what was last asked and answered; only businesses that were ever asked."""
    ever = Exists(Pulse.objects.filter(business=OuterRef("business")))
    return (
        _register()
        .filter(ever)
        .annotate(last_answer=_last("answer"), last_channel=_last("channel"), last_prices=_last("prices_ok"))
    )


ABOUT_ANSWERS = ("mengaku-tutup", "tidak-terhubungi", "harga-lama")


def numbers(now: datetime) -> dict[str, int]:
    """Every measure's number, and `semua`: how many businesses were looked at; two statements."""
    plain = {m.key: Count("pk", filter=m.condition(now)) for m in MEASURES if m.key not in ABOUT_ANSWERS}
    named = {key.replace("-", "_"): count for key, count in plain.items()}
    counted = _register().order_by().aggregate(semua=Count("pk"), **named)
    asked = {key.replace("-", "_"): Count("pk", filter=BY_KEY[key].condition(now)) for key in ABOUT_ANSWERS}
    counted |= _asked().order_by().aggregate(**asked)
    return {key.replace("_", "-"): figure for key, figure in counted.items()}


def work_list(measure: Measure, now: datetime) -> models.QuerySet[BusinessEdition]:
    """The businesses behind a number, by kecamatan and name."""
    rows = _asked() if measure.key in ABOUT_ANSWERS else _register()
    return (
        rows.filter(measure.condition(now))
        .select_related("business__owner", "village__parent", "activity")
        .order_by("village__parent__name", "name", "pk")
    )
