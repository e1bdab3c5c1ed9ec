"""A report that something on a page is wrong, from the visitor's words to the office's answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from catalog.models import Product
from certification.models import Certificate
from registry.models import Business

ENDED = ("answered", "rejected")


class Report(models.Model):
    """One report. About a product or a certificate (then its business too), or about the business itself.

    The contact is optional, given with consent, seen by the office alone, and erased some days after the answer.
    """

    class Kind(models.TextChoices):
        CLAIM = "claim", "Klaim halal, izin, atau sertifikat diragukan"
        DANGER = "danger", "Berbahaya atau tidak boleh dijual"
        COPIED = "copied", "Foto atau merek milik orang lain"
        PRICE = "price", "Harga salah"
        PHOTO = "photo", "Foto bukan barangnya"
        GONE = "gone", "Sudah tidak dijual atau sudah tutup"
        CONTACT = "contact", "Kontak atau alamat salah"
        WORDS = "words", "Keterangan salah"
        OTHER = "other", "Hal lain"

    class State(models.TextChoices):
        NEW = "new", "Baru"
        LOOKING = "looking", "Sedang diperiksa"
        ANSWERED = "answered", "Dijawab"
        REJECTED = "rejected", "Tidak terbukti"

    FIRST = (Kind.CLAIM, Kind.DANGER, Kind.COPIED)  # somebody may be harmed: before all others
    NEED_WORDS = (Kind.CLAIM, Kind.DANGER, Kind.COPIED, Kind.WORDS, Kind.OTHER)

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_name = models.CharField(max_length=200, db_comment="as it was called that day")
    kind = models.CharField("Yang salah", max_length=8, choices=Kind)
    text = models.TextField("Penjelasan", max_length=1500, blank=True)
    contact = models.CharField(max_length=254, blank=True, db_comment="E.164 or lower-case e-mail")
    may_contact = models.BooleanField(default=False, db_comment="agreed that the office writes to her")
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField(db_comment="the promise in working days")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    told_owner_at = models.DateTimeField(null=True, blank=True, db_comment="from then on the owner reads it")
    owner_words = models.TextField("Tanggapan pemilik", max_length=1500, blank=True)
    owner_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    owner_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("Jawaban", max_length=1500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    public_line = models.CharField("Kalimat untuk umum", max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        permissions = [("answer_report", "Menjawab laporan kesalahan")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["new", "looking"]), name="report_open_due"),
            models.Index(fields=["business", "-reported_at"], name="report_of_business"),
            models.Index(fields=["-answered_at"], condition=~Q(public_line=""), name="report_with_public_line"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(product__isnull=True) | Q(certificate__isnull=True), name="report_about_one_thing"
            ),
            models.CheckConstraint(condition=~Q(subject_name=""), name="report_names_its_subject"),
            models.CheckConstraint(condition=Q(contact="") | Q(may_contact=True), name="report_contact_with_consent"),
            models.CheckConstraint(
                condition=Q(state="new", taken_by__isnull=True, taken_at__isnull=True)
                | Q(state="looking", taken_by__isnull=False, taken_at__isnull=False)
                | Q(state__in=ENDED),
                name="report_looking_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "looking"], answered_by__isnull=True, answered_at__isnull=True, answer="")
                | (Q(state__in=ENDED, answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="report_answer_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(owner_words="", owner_by__isnull=True, owner_at__isnull=True)
                | (Q(owner_by__isnull=False, owner_at__isnull=False, told_owner_at__isnull=False) & ~Q(owner_words="")),
                name="report_reply_is_signed",
            ),
            models.CheckConstraint(condition=Q(public_line="") | Q(state__in=ENDED), name="report_public_after_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_name}"

    @property
    def is_over(self) -> bool:
        """Whether the office answered."""
        return self.state in ENDED

    @property
    def comes_first(self) -> bool:
        """Whether somebody may be harmed."""
        return self.kind in self.FIRST
