"""What a category asks of its products: forms with typed fields, in versions, kept as data that staff edit."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from catalog.models.category import Category


class SpecificationForm(models.Model):
    """One version of the questions of a category; its descendants ask them too, before their own."""

    class State(models.TextChoices):
        DRAFT = "draft", "Rancangan"
        ACTIVE = "active", "Dipakai"
        RETIRED = "retired", "Tidak dipakai lagi"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["category__path", "-version"]
        permissions = [("edit_specification", "Mengubah isian spesifikasi kategori")]
        constraints = [
            models.UniqueConstraint(fields=["category", "version"], name="specification_version_once"),
            models.UniqueConstraint(
                fields=["category"], condition=Q(state="active"), name="specification_one_active_version"
            ),
            models.UniqueConstraint(fields=["category"], condition=Q(state="draft"), name="specification_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(activated_at__isnull=False), name="specification_activation_dated"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="never_a_draft_again",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__state="draft") & ~pgtrigger.Q(old__state="draft"),
            ),
            pgtrigger.Protect(
                name="kept_once_used", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__state="draft")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} v{self.version}"


class SpecificationField(models.Model):
    """One question: typed, with its unit, choices or bounds. `key` stays the same from version to version."""

    class Kind(models.TextChoices):
        TEXT = "text", "Tulisan"
        NUMBER = "number", "Angka"
        CHOICE = "choice", "Satu pilihan"
        CHOICES = "choices", "Beberapa pilihan"
        YES_NO = "yes_no", "Ya atau tidak"

    form = models.ForeignKey(SpecificationForm, on_delete=models.CASCADE, related_name="fields")
    key = models.SlugField(max_length=40)
    label = models.CharField("Pertanyaan", max_length=80)
    kind = models.CharField("Jenis isian", max_length=8, choices=Kind, default=Kind.TEXT)
    unit = models.CharField("Satuan", max_length=20, blank=True, db_comment="behind a number: cm, gram, watt")
    choices = models.JSONField("Pilihan", default=list, blank=True, db_comment="list of texts, in order")
    lowest = models.DecimalField("Paling kecil", max_digits=14, decimal_places=3, null=True, blank=True)
    highest = models.DecimalField("Paling besar", max_digits=14, decimal_places=3, null=True, blank=True)
    is_needed = models.BooleanField("Wajib diisi saat dikirim", default=False)
    help = models.CharField("Petunjuk", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="specification_key_once"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(label=""), name="specification_field_is_named"),
            models.CheckConstraint(
                condition=(Q(kind__in=["choice", "choices"]) & ~Q(choices=[]))
                | (~Q(kind__in=["choice", "choices"]) & Q(choices=[])),
                name="specification_choices_where_asked",
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(lowest__lte=models.F("highest")),
                name="specification_bounds_in_order",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_active",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM catalog_specificationform
                        WHERE id = OLD.form_id AND state <> 'draft'))
                       OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM catalog_specificationform
                        WHERE id = NEW.form_id AND state <> 'draft')) THEN
                        RAISE EXCEPTION 'frozen_once_active: only a draft of a form can be changed';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.label
