"""The person behind a business, and what she agreed to."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from audit.codes import new_code


class Owner(models.Model):
    """A business owner (pelaku usaha). One from an old list has no account yet."""

    class Sex(models.TextChoices):
        FEMALE = "female", "Perempuan"
        MALE = "male", "Laki-laki"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("Nama pemilik", max_length=120, blank=True)
    nik_cipher = models.TextField(blank=True, editable=False, db_comment="encrypted; registry.secrets")
    nik_hash = models.CharField(max_length=64, null=True, blank=True, editable=False, db_comment="keyed hash")
    nik_last4 = models.CharField(max_length=4, blank=True, editable=False)
    sex = models.CharField(
        "Jenis kelamin", max_length=6, choices=Sex, blank=True, db_comment="from the NIK, for statistics; not shown"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, db_comment="her personal data was removed for good")

    class Meta:
        permissions = [("view_secret", "Melihat NIK lengkap")]
        indexes = [GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="owner_by_words")]
        constraints = [
            models.UniqueConstraint(fields=["nik_hash"], name="owner_nik_unique"),
            models.CheckConstraint(
                condition=Q(nik_hash__isnull=True, nik_cipher="", nik_last4="")
                | (Q(nik_hash__isnull=False) & ~Q(nik_cipher="") & Q(nik_last4__regex=r"^[0-9]{4}$")),
                name="owner_nik_whole",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", nik_hash__isnull=True, sex="", user__isnull=True),
                name="owner_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Consent(models.Model):
    """One answer of an owner to one consent text (UU 27/2022 art. 20-24). Withdrawing keeps the row."""

    class Purpose(models.TextChoices):
        NOTICE = "notice", "Pemberitahuan pemrosesan data pendaftaran"
        SHOW_NAME = "show_name", "Menampilkan nama pemilik"
        SHOW_CONTACT = "show_contact", "Menampilkan nomor telepon dan WhatsApp"
        SHOW_ADDRESS = "show_address", "Menampilkan alamat lengkap"
        SHOW_LOCATION = "show_location", "Menampilkan titik lokasi di peta"

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    text_version = models.CharField(max_length=20, db_comment="version of the text she read")
    channel = models.CharField(max_length=20, default="web")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "purpose"], condition=Q(withdrawn_at__isnull=True), name="consent_once_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.get_purpose_display()}"
