"""A visit to a workshop: where, what was seen, and the photos; what was sent is never changed again."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from registry.models import Business, Region


def frozen_with_visit() -> pgtrigger.Trigger:
    """For rows that belong to a visit: frozen as soon as the visit is sent."""
    sent = "SELECT 1 FROM fieldwork_visit WHERE state = 'sent' AND id ="
    return pgtrigger.Trigger(
        name="frozen_with_visit",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF (TG_OP <> 'INSERT' AND EXISTS ({sent} OLD.visit_id))
               OR (TG_OP <> 'DELETE' AND EXISTS ({sent} NEW.visit_id)) THEN
                RAISE EXCEPTION 'frozen_with_visit: the visit is sent';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class Visit(models.Model):
    """One visit. `client_key` was made on the phone: however often the phone sends it, it is one visit."""

    class Purpose(models.TextChoices):
        REGISTRATION = "registration", "Pendaftaran usaha"
        DOMESTIC = "domestic", "Cek produk dalam negeri"
        STATISTICS = "statistics", "Pendataan statistik"

    class State(models.TextChoices):
        DRAFT = "draft", "Draf"
        SENT = "sent", "Terkirim"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    client_key = models.UUIDField(default=uuid.uuid4)
    business = models.ForeignKey(
        Business, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_comment="empty: not matched yet"
    )
    purpose = models.CharField(max_length=16, choices=Purpose)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    visited_at = models.DateTimeField()
    village = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True, db_comment="in words: street, landmark")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.PositiveIntegerField(null=True, blank=True, db_comment="metres, as the phone says")
    workers_male = models.PositiveIntegerField(null=True, blank=True)
    workers_female = models.PositiveIntegerField(null=True, blank=True)
    notes = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-visited_at", "-id"]
        permissions = [("record_visit", "Mencatat kunjungan")]
        indexes = [
            models.Index(fields=["officer", "-visited_at"], name="visit_by_officer"),
            models.Index(fields=["-visited_at", "-id"], name="visit_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["client_key"], name="visit_once_per_client_key"),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at__isnull=True)
                | Q(state="sent", sent_at__isnull=False, village__isnull=False),
                name="visit_sent_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, accuracy__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="visit_position_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'sent' AND (to_jsonb(OLD.*) - 'business_id') IS DISTINCT FROM "
                    "(to_jsonb(NEW.*) - 'business_id')"
                ),
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__state="sent")),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.code}"

    @property
    def is_draft(self) -> bool:
        """Whether its officer may still change it."""
        return self.state == self.State.DRAFT


class VisitPhoto(models.Model):
    """One photo, made from bare pixels: without the place and time the phone had put into it. Private files only."""

    class Kind(models.TextChoices):
        FRONT = "front", "Tampak depan"
        WORKSHOP = "workshop", "Ruang kerja"
        MACHINE = "machine", "Mesin"
        MATERIAL = "material", "Bahan baku"
        PRODUCT = "product", "Produk"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    client_key = models.UUIDField(default=uuid.uuid4, db_comment="made on the phone: sent twice, it is one photo")
    kind = models.CharField(max_length=8, choices=Kind)
    folder = models.CharField(max_length=80, db_comment="in the private storage: besar.jpg and kecil.webp")
    width = models.PositiveIntegerField(db_comment="pixels of besar.jpg")
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "client_key"], name="visit_photo_once")]
        triggers = [frozen_with_visit()]


class VisitMachine(models.Model):
    """Machines of one kind that were seen."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="machines")
    name = models.CharField(max_length=100)
    count = models.PositiveIntegerField(default=1)
    capacity = models.CharField(max_length=60, blank=True, db_comment="in words: 20 kg per jam")
    year = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="year it was made or bought")
    serial = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1) & ~Q(name=""), name="visit_machine_is_something")
        ]
        triggers = [frozen_with_visit()]


class VisitMaterial(models.Model):
    """A raw material that was seen, and where it comes from."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField(max_length=100)
    origin = models.CharField(max_length=100, blank=True, db_comment="where or from whom, in words")
    monthly_need = models.CharField(max_length=60, blank=True, db_comment="in words: 300 kg")

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="visit_material_has_a_name")]
        triggers = [frozen_with_visit()]
