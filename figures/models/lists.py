"""Lists of other offices, compared with the register row by row."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code


class ComparedList(models.Model):
    """One list of another office. It may be thrown away as a whole, for it holds other people's data."""

    class State(models.TextChoices):
        LOADED = "loaded", "Menunggu dicocokkan"
        MATCHED = "matched", "Sudah dicocokkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField("Nama daftar", max_length=120)
    office = models.CharField("Pemilik daftar", max_length=120)
    year = models.PositiveSmallIntegerField("Tahun daftar", null=True, blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict, db_comment="our field -> title of the column that was read")
    unread = models.JSONField(default=list, db_comment="titles of columns that were not read")
    notes = models.JSONField(default=list, db_comment="what the reader noticed about the file")
    district_code = models.CharField(max_length=6, blank=True, db_comment="the list covers this kecamatan only")
    state = models.CharField(max_length=10, choices=State, default=State.LOADED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    matched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        permissions = [("compare_lists", "Mencocokkan daftar instansi lain")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="loaded") | Q(matched_at__isnull=False), name="compared_match_is_dated"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ComparedRow(models.Model):
    """One line of such a list, and what it is in our register. A NIK is kept as a keyed hash only."""

    class State(models.TextChoices):
        PENDING = "pending", "Belum dicocokkan"
        BOTH = "both", "Ada di keduanya"
        UNSURE = "unsure", "Perlu dipastikan"
        ONLY_THERE = "only_there", "Hanya di daftar mereka"

    class By(models.TextChoices):
        NIB = "nib", "NIB sama"
        NIK = "nik", "NIK sama"
        PHONE = "phone", "Nomor telepon sama"
        NAME = "name", "Nama dan desa sama"
        PERSON = "person", "Dipastikan petugas"

    of_list = models.ForeignKey(ComparedList, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(db_comment="line in the file, as a spreadsheet shows it")
    name = models.CharField(max_length=150)
    owner_name = models.CharField(max_length=120, blank=True)
    nib = models.CharField(max_length=13, blank=True)
    nik_hash = models.CharField(max_length=64, blank=True, db_comment="keyed hash")
    phone = models.CharField(max_length=20, blank=True, db_comment="E.164")
    village_code = models.CharField(max_length=10, blank=True)
    district_code = models.CharField(max_length=6, blank=True)
    place = models.CharField(max_length=120, blank=True, db_comment="desa and kecamatan as typed")
    problems = models.JSONField(default=list, db_comment="sentences about cells that could not be used")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    by = models.CharField(max_length=6, choices=By, blank=True)
    business_code = models.CharField(max_length=16, blank=True)
    candidates = models.JSONField(default=list, db_comment="[code, why, likeness 0-100], the likeliest first")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["of_list", "state", "number"], name="compared_by_state"),
            models.Index(fields=["of_list", "business_code"], name="compared_by_business"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["of_list", "number"], name="compared_row_once"),
            models.CheckConstraint(
                condition=Q(state="both", business_code__gt="", by__gt="") | (~Q(state="both") & Q(business_code="")),
                name="compared_match_names_business",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, state__in=["both", "only_there"]),
                name="compared_decision_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_list_id}:{self.number}"
