"""The diary: one line for each act, kept by the database against change and removal."""

import pgtrigger
from django.db import models

PSEUDONYM = "Pengguna "  # + the public code: what stands in the place of the name of an erased person


class Verb(models.TextChoices):
    """Every act the diary knows, with the words a person reads in the history."""

    ROLE_GRANTED = "role_granted", "memberi peran"
    ROLE_REVOKED = "role_revoked", "mencabut peran"
    DRAFT_OPENED = "draft_opened", "mulai mengisi"
    SUBMITTED = "submitted", "mengajukan"
    DISCARDED = "discarded", "membuang draf"
    WITHDRAWN = "withdrawn", "membatalkan pengajuan"
    ASSIGNED = "assigned", "mengambil pengajuan"
    RELEASED = "released", "melepas pengajuan"
    APPROVED = "approved", "menyetujui"
    CHANGES_ASKED = "changes_asked", "meminta perbaikan"
    REJECTED = "rejected", "menolak"
    SUSPENDED = "suspended", "menonaktifkan"
    RESUMED = "resumed", "mengaktifkan lagi"
    PRICE_CHANGED = "price_changed", "mengubah harga"
    AVAILABILITY_CHANGED = "availability_changed", "mengubah ketersediaan"
    UNPUBLISHED = "unpublished", "menurunkan dari tayangan"
    PUBLISHED = "published", "menayangkan"
    PUBLISHED_AGAIN = "published_again", "menayangkan lagi"
    CONSENT_GIVEN = "consent_given", "memberi persetujuan"
    CONSENT_WITHDRAWN = "consent_withdrawn", "mencabut persetujuan"
    SECRET_VIEWED = "secret_viewed", "melihat data rahasia"
    SCAN_VIEWED = "scan_viewed", "membuka berkas"
    PORTAL_CHECKED = "portal_checked", "mencatat hasil cek portal"
    REVOKED = "revoked", "mencabut sertifikat"
    IMPORTED = "imported", "mengimpor"
    IMPORT_UNDONE = "import_undone", "membatalkan impor"
    PHOTO_ADDED = "photo_added", "menambah foto"
    PHOTO_REMOVED = "photo_removed", "menghapus foto"
    CLOSED = "closed", "menutup usaha"
    REOPENED = "reopened", "membuka lagi usaha"
    MERGED = "merged", "menggabungkan"
    MERGE_UNDONE = "merge_undone", "membatalkan penggabungan"
    NOT_A_DUPLICATE = "not_a_duplicate", "menyatakan bukan ganda"
    CLAIM_UNDONE = "claim_undone", "membatalkan klaim"
    OWNER_CONFIRMED = "owner_confirmed", "mengonfirmasi isian petugas"
    MEMBER_ADDED = "member_added", "menambah anggota"
    MEMBER_REMOVED = "member_removed", "mengeluarkan anggota"
    MEMBER_CHANGED = "member_changed", "mengubah peran anggota"
    VISITED = "visited", "mencatat kunjungan"
    ASKED_ALIVE = "asked_alive", "menanyakan masih produksi"
    STILL_ALIVE = "still_alive", "menjawab masih produksi"
    WENT_DORMANT = "went_dormant", "menyembunyikan karena tidak ada jawaban"
    AWOKE = "awoke", "menampilkan lagi"
    SNAPSHOT_TAKEN = "snapshot_taken", "membekukan angka"
    FIGURE_ENTERED = "figure_entered", "mencatat angka bersumber"
    LIST_LOADED = "list_loaded", "memuat daftar pembanding"
    MATCHED = "matched", "mencocokkan"
    EXPORTED = "exported", "mengunduh data"
    DATA_DOWNLOADED = "data_downloaded", "mengunduh data sendiri"
    ANONYMISED = "anonymised", "menghapus data pribadi"
    KEYS_ROTATED = "keys_rotated", "mengganti kunci sandi"
    COMMENTED = "commented", "menulis pesan"
    REASON_CHANGED = "reason_changed", "mengubah alasan siap pakai"
    BATCH_SAMPLED = "batch_sampled", "memeriksa sampel"
    BATCH_DECIDED = "batch_decided", "memutuskan sekaligus"
    FOUNDED = "founded", "membentuk"
    CHANGED = "changed", "mengubah"


# Looks at personal data: kept for a shorter time than decisions (docs/decisions/0021).
ACCESS_VERBS = (Verb.SECRET_VIEWED, Verb.SCAN_VIEWED, Verb.DATA_DOWNLOADED, Verb.EXPORTED)

# The diary never changes and never shrinks, but for two doors, each opened for one transaction by audit.forgetting:
# the name of an erased person becomes her pseudonym, and lines past their retention go. The floors (1 and 5 years)
# stand in the database: no setting, and no mistake in one, takes a younger line away.
APPEND_ONLY = f"""
    IF TG_OP = 'UPDATE' THEN
        IF OLD.actor_code <> '' AND current_setting('audit.pseudonym', true) = OLD.actor_code
           AND NEW.actor_name = '{PSEUDONYM}' || OLD.actor_code
           AND (to_jsonb(OLD.*) - 'actor_name') = (to_jsonb(NEW.*) - 'actor_name') THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.at < nullif(current_setting('audit.forget_before', true), '')::timestamptz
        AND OLD.at < now() - (CASE WHEN OLD.verb IN ({", ".join(f"'{verb.value}'" for verb in ACCESS_VERBS)})
                              THEN interval '1 year' ELSE interval '5 years' END) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'append_only: the diary is neither changed nor shortened';
"""


class Event(models.Model):
    """One line of the diary. Text on purpose: it outlives the account and the thing it tells of."""

    at = models.DateTimeField(auto_now_add=True, db_comment="when, UTC")
    actor_code = models.CharField(max_length=16, blank=True, db_comment="public code of the user; empty = system")
    actor_name = models.CharField(max_length=120, db_comment="name at that time")
    verb = models.CharField(max_length=32, choices=Verb)
    subject_kind = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=40)
    detail = models.JSONField(default=dict, blank=True, db_comment="no personal data")
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_code", "-at"], name="audit_event_by_subject"),
            models.Index(fields=["-at"], name="audit_event_by_time"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=APPEND_ONLY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.get_verb_display()} {self.subject_kind} {self.subject_code}"
