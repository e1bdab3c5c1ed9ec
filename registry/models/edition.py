"""The numbered editions of a business: everything a reviewer reads and (a part of it) the public sees."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.text import slugify

from registry.coordinates import point_of
from registry.models.business import Business, LegalForm
from registry.models.region import BusinessActivity, Region
from review.models import Edition, edition_constraints, frozen_once_submitted

CURRENT = Q(is_live=True) | Q(is_open=True)  # on display, being typed or waiting
IN_ORDER = ["village", "name", "id"]
GAPS: dict[str, dict[str, str | bool]] = {  # what an office asks owners to complete (upkeep.quality)
    "nib": {"nib_status": "none"},
    "scale": {"capital_range": "", "sales_range": ""},
    "workers": {"workers_male__isnull": True, "workers_female__isnull": True},
    "contact": {"phone": "", "whatsapp": "", "email": ""},
}


class BusinessEdition(Edition):
    """Everything about a business that a reviewer reads and the public sees (a part of)."""

    class Range(models.TextChoices):
        """Money in ranges, since owners refuse exact sums; the upper bound is in rupiah."""

        UP_TO_50M = "50000000", "sampai Rp50 juta"
        UP_TO_300M = "300000000", "di atas Rp50 juta sampai Rp300 juta"
        UP_TO_1B = "1000000000", "di atas Rp300 juta sampai Rp1 miliar"
        UP_TO_2B = "2000000000", "di atas Rp1 miliar sampai Rp2 miliar"
        UP_TO_5B = "5000000000", "di atas Rp2 miliar sampai Rp5 miliar"
        UP_TO_10B = "10000000000", "di atas Rp5 miliar sampai Rp10 miliar"
        UP_TO_15B = "15000000000", "di atas Rp10 miliar sampai Rp15 miliar"
        UP_TO_50B = "50000000000", "di atas Rp15 miliar sampai Rp50 miliar"
        ABOVE = "50000000001", "di atas Rp50 miliar"

    class NibStatus(models.TextChoices):
        HAS = "has", "Sudah punya NIB"
        NONE = "none", "Belum punya NIB"

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="editions")
    name = models.CharField("Nama usaha", max_length=150, blank=True)
    legal_form = models.CharField("Bentuk usaha", max_length=20, choices=LegalForm, blank=True)
    owner_name = models.CharField("Nama pemilik", max_length=120, blank=True)
    nib_status = models.CharField("Status NIB", max_length=4, choices=NibStatus, blank=True)
    nib = models.CharField("NIB", max_length=13, blank=True)
    activity = models.ForeignKey(
        BusinessActivity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Bidang usaha"
    )
    village = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Desa/kelurahan"
    )
    street = models.CharField("Jalan atau kampung", max_length=200, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    postal_code = models.CharField("Kode pos", max_length=5, blank=True)
    phone = models.CharField("Nomor telepon", max_length=20, blank=True, db_comment="E.164")
    whatsapp = models.CharField("Nomor WhatsApp", max_length=20, blank=True, db_comment="E.164, mobile")
    email = models.EmailField("Surel usaha", blank=True)
    founded_year = models.PositiveSmallIntegerField("Tahun berdiri", null=True, blank=True)
    workers_male = models.PositiveIntegerField("Tenaga kerja laki-laki", null=True, blank=True)
    workers_female = models.PositiveIntegerField("Tenaga kerja perempuan", null=True, blank=True)
    capital_range = models.CharField("Modal usaha", max_length=12, choices=Range, blank=True)
    investment_range = models.CharField(
        "Nilai investasi",
        max_length=12,
        choices=Range,
        blank=True,
        db_comment="machines and equipment, without land and building",
    )
    sales_range = models.CharField("Omzet per tahun", max_length=12, choices=Range, blank=True)
    sales_year = models.PositiveSmallIntegerField("Tahun omzet", null=True, blank=True)
    is_vat_registered = models.BooleanField("PKP", default=False)
    responsible_person = models.CharField("Penanggung jawab", max_length=120, blank=True)
    responsible_phone = models.CharField("Telepon penanggung jawab", max_length=20, blank=True, db_comment="E.164")
    deed_number = models.CharField("Nomor akta", max_length=60, blank=True)
    deed_date = models.DateField("Tanggal akta", null=True, blank=True)
    ministry_number = models.CharField("Nomor pengesahan Kementerian Hukum", max_length=60, blank=True)
    ministry_date = models.DateField("Tanggal pengesahan", null=True, blank=True)
    production_capacity = models.PositiveIntegerField("Kapasitas produksi", null=True, blank=True)
    capacity_unit = models.CharField("Satuan kapasitas", max_length=30, blank=True, db_comment="per month")
    latitude = models.DecimalField("Lintang", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("Bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    description = models.TextField("Cerita usaha", max_length=2000, blank=True)
    draft_notes = models.JSONField(
        default=dict,
        blank=True,
        db_comment="while a draft: raw = field -> text as typed but not valid yet; saved = parts looked through",
    )

    PLATE: ClassVar[str] = "business"

    class Meta:
        indexes = [
            # the work lists of the office, village by village: all, and what is not complete; a list reads its
            # first rows from here and stops, and an edition that is complete costs the last four nothing
            models.Index(fields=IN_ORDER, condition=Q(is_live=True), name="business_live_by_village"),
            *(
                models.Index(fields=IN_ORDER, condition=Q(is_live=True, **gap), name=f"business_live_no_{name}")
                for name, gap in GAPS.items()
            ),
            models.Index(fields=["name"], condition=Q(is_live=True), name="business_live_by_name"),
            models.Index(fields=["changed_at"], condition=Q(submission__isnull=True), name="business_drafts"),
            # words in work lists; editions of the past too, for a business is also found by the name it had
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="business_by_words"),
            # who else has this? asked before a business is created (registry.duplicates)
            *(
                models.Index(fields=[field], condition=CURRENT & ~Q(**{field: ""}), name=f"business_current_{field}")
                for field in ("nib", "phone", "whatsapp")
            ),
            # what an old list may name again
            models.Index(Lower("name"), name="business_by_plain_name"),
            models.Index(fields=["nib"], condition=~Q(nib=""), name="business_by_nib"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="business_by_phone"),
        ]
        constraints = [
            *edition_constraints("business"),
            models.UniqueConstraint(fields=["nib"], condition=Q(is_live=True) & ~Q(nib=""), name="business_nib_unique"),
            models.CheckConstraint(condition=Q(nib="") | Q(nib__regex=r"^[0-9]{13}$"), name="business_nib_13_digits"),
            models.CheckConstraint(
                condition=~Q(nib_status="none") | Q(nib=""), name="business_without_nib_has_no_number"
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+62[0-9]{7,13}$"), name="business_phone_e164"
            ),
            models.CheckConstraint(
                condition=Q(whatsapp="") | Q(whatsapp__regex=r"^\+628[0-9]{7,12}$"), name="business_whatsapp_mobile"
            ),
            models.CheckConstraint(
                condition=Q(responsible_phone="") | Q(responsible_phone__regex=r"^\+62[0-9]{7,13}$"),
                name="business_responsible_phone_e164",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True)
                | Q(production_capacity__isnull=True)
                | (Q(production_capacity__gte=1) & ~Q(capacity_unit="")),
                name="business_capacity_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-11, 6.5),
                    longitude__range=(94, 142),
                ),
                name="business_in_the_country",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True)
                | (
                    ~Q(name="")
                    & ~Q(legal_form="")
                    & ~Q(owner_name="")
                    & ~Q(nib_status="")
                    & (Q(nib_status="none") | ~Q(nib=""))
                    & Q(activity__isnull=False)
                    & Q(village__isnull=False)
                ),
                name="business_submitted_is_whole",
            ),
        ]
        triggers = frozen_once_submitted()

    def __str__(self) -> str:
        return self.name or "Usaha baru"

    @property
    def raw(self) -> dict[str, str]:
        """What was typed into this draft but is not valid yet, by field; never a NIK."""
        return self.draft_notes.get("raw", {})

    @property
    def nib_words(self) -> str:
        """What its owner reads while its NIB is missing."""
        return f"{self} belum punya NIB, jadi produknya baru tampil setelah NIB Anda tambahkan dan disetujui."

    @property
    def point(self) -> str:
        """Where it is on the map, as two numbers; empty when unknown."""
        return str(point_of(self) or "")

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slugify(self.name)[:60].strip("-") or "usaha"

    @property
    def workers(self) -> int | None:
        """All workers, None when nothing was filled in."""
        counts = [n for n in (self.workers_male, self.workers_female) if n is not None]
        return sum(counts) if counts else None
