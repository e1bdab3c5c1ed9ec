"""The name plate of a business."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.codes import new_code
from registry.models.owner import Owner


class LegalForm(models.TextChoices):
    """Legal forms (rules section 4)."""

    SOLE = "sole", "Perseorangan"
    UD = "ud", "UD/PD"
    CV = "cv", "CV"
    FIRMA = "firma", "Firma"
    CIVIL = "civil", "Persekutuan Perdata"
    PT = "pt", "PT"
    PT_SOLO = "pt_solo", "PT Perorangan"
    COOP = "coop", "Koperasi"
    BUMDES = "bumdes", "BUM Desa"
    FOUNDATION = "foundation", "Yayasan"
    GROUP = "group", "Kelompok usaha bersama"
    OTHER = "other", "Lainnya"


def confirmation_constraints() -> list[models.BaseConstraint]:
    """What always holds of a business that an officer typed for its owner."""
    unconfirmed = Q(confirmed_at__isnull=True, confirmed_by__isnull=True, confirmed_how="")
    confirmed = Q(confirmed_at__isnull=False, confirmed_by__isnull=False, confirmed_how__in=["code", "counter"])
    return [
        models.CheckConstraint(condition=unconfirmed | confirmed, name="business_confirmation_whole"),
        models.CheckConstraint(
            condition=Q(confirmed_at__isnull=True) | Q(assisted_by__isnull=False),
            name="business_only_assisted_is_confirmed",
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("assisted_by")),
            name="business_officer_never_confirms",
        ),
        models.CheckConstraint(
            condition=~Q(confirmed_how="counter") | ~Q(confirmed_note=""), name="business_counter_has_reason"
        ),
        models.CheckConstraint(
            condition=Q(disputed_at__isnull=True) | ~Q(dispute_note=""), name="business_dispute_has_note"
        ),
        models.CheckConstraint(
            condition=Q(disputed_at__isnull=True) | Q(confirmed_at__isnull=True), name="business_disputed_or_confirmed"
        ),
    ]


class Business(models.Model):
    """The name plate: never changes, except that it can be suspended, closed, left dormant, or merged into another.

    A field officer may begin it for an owner (`assisted_by`); then it also keeps who confirmed for the owner, or what
    the owner says is wrong.
    """

    class ConfirmedHow(models.TextChoices):
        CODE = "code", "dengan kode di HP-nya"
        COUNTER = "counter", "di loket"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="businesses")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_reason = models.CharField(max_length=400, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="the business ended")
    closed_reason = models.CharField(max_length=400, blank=True)
    quiet_at = models.DateTimeField(null=True, blank=True, db_comment="did not answer twice; still shown")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="the owner may open again what she closed herself",
    )
    erased_at = models.DateTimeField(null=True, blank=True, db_comment="personal data in it was removed for good")
    dormant_at = models.DateTimeField(null=True, blank=True, db_comment="hidden: nobody answered whether it lives")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    assisted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="the officer who began it for an owner; empty: the owner herself, or an old list",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, db_comment="the owner agreed to what was typed for her")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="the owner, or the officer at the counter",
    )
    confirmed_how = models.CharField(max_length=8, choices=ConfirmedHow, blank=True, default="", db_default="")
    confirmed_note = models.CharField(
        max_length=400, blank=True, default="", db_default="", db_comment="at the counter: how the owner was known"
    )
    disputed_at = models.DateTimeField(null=True, blank=True, db_comment="the owner says that something is wrong")
    dispute_note = models.CharField(max_length=1000, blank=True, default="", db_default="")
    npwp_cipher = models.TextField(
        blank=True, default="", db_default="", editable=False, db_comment="encrypted; a person's NPWP is her NIK"
    )
    npwp_last4 = models.CharField(max_length=4, blank=True, default="", db_default="", editable=False)
    is_shown = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(suspended_at__isnull=True, closed_at__isnull=True, dormant_at__isnull=True, merged_into__isnull=True),
            output_field=models.BooleanField(),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
        db_comment="whether its live edition may be seen by everybody",
    )

    class Meta:
        permissions = [
            ("decide_business", "Memutuskan pendaftaran usaha"),
            ("suspend_business", "Menonaktifkan usaha"),
        ]
        indexes = [
            models.Index(fields=["code"], condition=Q(is_shown=False), name="business_hidden"),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="business_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=True) | ~Q(suspended_reason=""), name="business_suspension_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="business_not_merged_into_itself"
            ),
            *confirmation_constraints(),
            models.CheckConstraint(
                condition=Q(npwp_cipher="", npwp_last4="") | (~Q(npwp_cipher="") & Q(npwp_last4__regex=r"^[0-9]{4}$")),
                name="business_npwp_whole",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(closed_at__isnull=False), name="business_erased_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def awaits_owner(self) -> bool:
        """Whether an officer typed it for an owner who has not said yet that it is true.

        Whoever claimed it and was believed has an account: from then on she fills it in, not the officer.
        """
        return self.assisted_by_id is not None and self.confirmed_at is None and self.owner.user_id is None
