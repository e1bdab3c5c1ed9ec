"""Stories of makers: told by the business or by the office, agreed to by its owner word for word, then reviewed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from audit.codes import new_code
from catalog.models.photo import ProductPhoto
from registry.models import Business

CONSENT_VERSION = "2026-11"
WITH_CONSENT = ("waiting", "live")
OPEN = ("draft", "asked", "waiting", "returned")


def slug_of(title: str) -> str:
    """The readable part of the address of a story."""
    return slugify(title)[:60].strip("-") or "cerita"


class Story(models.Model):
    """One telling. A new telling replaces the live one when it is published; until then the live one stays."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draf"
        ASKED = "asked", "Menunggu izin pemilik"
        WAITING = "waiting", "Menunggu pemeriksaan"
        RETURNED = "returned", "Perlu perbaikan"
        LIVE = "live", "Tayang"
        HIDDEN = "hidden", "Tidak tayang"
        REPLACED = "replaced", "Diganti yang baru"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("Judul", max_length=100)
    text = models.TextField("Cerita", max_length=4000)
    photo = models.ForeignKey(ProductPhoto, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    is_by_office = models.BooleanField(default=False, db_comment="typed by an officer, not by the business")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    consent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    consent_at = models.DateTimeField(null=True, blank=True, db_comment="the owner agreed to exactly these words")
    consent_version = models.CharField(max_length=10, blank=True, db_comment="of the sentence she agreed to")
    consent_withdrawn_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("Catatan", max_length=400, blank=True, db_comment="what must be put right, or why hidden")

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        permissions = [("tell_story", "Menulis cerita pembuat")]
        constraints = [
            models.UniqueConstraint(fields=["business"], condition=Q(state="live"), name="story_one_live"),
            models.UniqueConstraint(fields=["business"], condition=Q(state__in=OPEN), name="story_one_open"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="story_is_told"),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_CONSENT)
                | Q(consent_by__isnull=False, consent_at__isnull=False, consent_withdrawn_at__isnull=True),
                name="story_shown_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(consent_at__isnull=True, consent_by__isnull=True, consent_version="")
                | (Q(consent_at__isnull=False, consent_by__isnull=False) & ~Q(consent_version="")),
                name="story_consent_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="story_live_is_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("written_by")), name="story_has_four_eyes"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(note=""), name="story_return_has_reason"),
        ]
        triggers = [
            # she agreed to these words: other words need another consent
            pgtrigger.Protect(
                name="agreed_words_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__consent_at__isnull=False, new__consent_at__isnull=False)
                & (
                    pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slug_of(self.title)

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way."""
        return self.state in OPEN

    @property
    def has_consent(self) -> bool:
        """Whether its owner agrees to it now."""
        return self.consent_at is not None and self.consent_withdrawn_at is None
