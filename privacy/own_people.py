"""The part of a person's copy that is about dealings with others: members, talks, visits, groups, claims.

Of others it names only what she wrote herself (whom she invited) or what everybody can read (a business on display).
"""

from datetime import datetime
from typing import Any

from accounts.models import User
from claims.models import Claim
from claims.queries import claims_of
from clusters.models import Membership
from fieldwork.models import Visit
from privacy.erasure import codes_of
from registry.invitations import public_name
from registry.models import Business, Member, Owner
from registry.queries import memberships_of
from review.models import Message
from upkeep.models import Pulse

Rows = list[dict[str, Any]]


def iso(moment: datetime | None) -> str | None:
    """A moment in ISO 8601, None for none."""
    return moment.isoformat() if moment else None


def _own(owner: Owner) -> list[int]:
    return list(Business.objects.filter(owner=owner).values_list("pk", flat=True))


def members(owner: Owner) -> Rows:
    """Whom she, or who acts for her, let into her businesses; the contact of an invitation is the invited one's."""
    found = Member.objects.filter(business__owner=owner).select_related("business")
    return [
        {
            "usaha": one.business.code,
            "nama": one.name,
            "peran": one.get_role_display(),
            "diundang": iso(one.invited_at),
            "diterima": iso(one.accepted_at),
            "berakhir": iso(one.ended_at),
            "karena": one.get_ending_display(),
        }
        for one in found.order_by("business", "invited_at")
    ]


def memberships(user: User) -> Rows:
    """What she is, or was, in businesses of others, with the names that everybody can read."""
    return [
        {
            "usaha": public_name(one.business) or "(belum tayang)",
            "peran": one.get_role_display(),
            "nama_tercatat": one.name,
            "diterima": iso(one.accepted_at),
            "berakhir": iso(one.ended_at),
            "karena": one.get_ending_display(),
        }
        for one in memberships_of(user)
    ]


def claims(user: User) -> Rows:
    """What she claimed and how it was decided, with the talk about it."""
    found = list(claims_of(user))
    talks: dict[str, list[str]] = {}
    for message in _talks([one.code for one in found]):
        who = "Petugas" if message.by_staff else "Anda"
        talks.setdefault(message.submission.subject_code, []).append(f"{who}: {message.text}")
    return [_claim(one) | {"percakapan": talks.get(one.code, [])} for one in found]


def _claim(one: Claim) -> dict[str, Any]:
    return {
        "kode": one.code,
        "kode_usaha": one.business.code,
        "dikirim": iso(one.submission.submitted_at) if one.submission else None,
        "penjelasan": one.note,
        "ada_foto_bukti": bool(one.scan_path),
        "nib_cocok": one.nib_matches,
        "nik_cocok": one.nik_matches,
        "telepon_cocok": one.phone_matches,
        "keadaan": one.submission.state_label if one.submission else "",
        "alasan": one.submission.reason if one.submission else "",
        "dibatalkan": iso(one.undone_at),
        "alasan_dibatalkan": one.undone_reason,
    }


def _talks(codes: list[str]) -> list[Message]:
    rows = Message.objects.filter(submission__subject_code__in=codes).select_related("submission")
    return list(rows.order_by("at", "pk"))


def messages(owner: Owner) -> Rows:
    """What was written about her submissions; officers are named by their office, others by what they are."""
    return [
        {
            "pengajuan": one.submission.code,
            "kapan": iso(one.at),
            "dari": "Petugas" if one.by_staff else "Anda" if one.author_id == owner.user_id else "Anggota usaha",
            "tulisan": one.text,
        }
        for one in _talks(codes_of(_own(owner)))
    ]


def clusters(owner: Owner) -> Rows:
    """The sentra and groups of her businesses, asked for, joined and left."""
    found = Membership.objects.filter(business__owner=owner).select_related("cluster", "business")
    return [
        {
            "usaha": one.business.code,
            "sentra": one.cluster.name,
            "peran": one.get_role_display(),
            "diminta": iso(one.asked_at),
            "masuk": iso(one.joined_at),
            "keluar": iso(one.ended_at),
            "alasan": one.ended_reason,
        }
        for one in found.order_by("asked_at", "pk")
    ]


def visits(owner: Owner) -> Rows:
    """What officers wrote down when they came to her; the photos can be seen at the office."""
    found = Visit.objects.filter(business__owner=owner, state=Visit.State.SENT).select_related(
        "business", "village__parent"
    )
    rows = found.prefetch_related("photos", "machines", "materials").order_by("visited_at", "pk")
    return [
        {
            "usaha": one.business.code if one.business else "",
            "tujuan": one.get_purpose_display(),
            "kapan": iso(one.visited_at),
            "desa": str(one.village or ""),
            "tempat": one.place,
            "titik": f"{one.latitude}, {one.longitude}" if one.latitude is not None else "",
            "pekerja_laki": one.workers_male,
            "pekerja_perempuan": one.workers_female,
            "mesin": [f"{row.count} {row.name}" for row in one.machines.all()],
            "bahan": [row.name for row in one.materials.all()],
            "foto": len(one.photos.all()),
            "catatan": one.notes,
        }
        for one in rows
    ]


def pulses(owner: Owner) -> Rows:
    """When she was asked whether she still produces, and what was answered."""
    found = Pulse.objects.filter(business__owner=owner).select_related("business").order_by("asked_at", "pk")
    return [
        {
            "usaha": one.business.code,
            "ditanya": iso(one.asked_at),
            "dijawab": iso(one.answered_at),
            "jawaban": one.get_answer_display(),
            "harga_masih_benar": one.prices_ok,
        }
        for one in found
    ]
