"""Whose data an account could see in a time, and what it opened: for the letters that a breach asks for (art. 46)."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import Permission
from django.db import models, transaction

from accounts.models import User
from accounts.roles import Role
from audit.models import ACCESS_VERBS, Event, Verb
from audit.record import record
from certification.models import Certificate
from claims.models import Claim
from fieldwork.models import Visit
from registry.models import Business, BusinessEdition, Member, Owner
from registry.queries import businesses_of
from registry.spreadsheet_out import safe_row

HEADER = ("kode_pemilik", "nama", "telepon", "surel", "usaha", "dapat_dilihat", "dibuka", "terakhir_dibuka")
SEES = {
    "review.view_queue": "isian pendaftaran dan kontak",
    "registry.view_secret": "NIK dan NPWP",
    "certification.view_any_scan": "pindaian sertifikat",
    "registry.import_businesses": "daftar yang diimpor",
    "fieldwork.view_any_work": "pendampingan dan kunjungan: telepon, titik lokasi, foto",
    "claims.decide_claim": "klaim usaha dan foto buktinya",
    "figures.compare_lists": "daftar instansi lain",
    "registry.merge_businesses": "perbandingan data ganda",
    "upkeep.see_upkeep": "jawaban “masih produksi”",
    "accounts.grant_role": "daftar pengguna berperan",
}


# whoever holds one of these can open the data of every owner
EVERYBODY = {
    "review.view_queue",
    "registry.view_secret",
    "registry.import_businesses",
    "registry.merge_businesses",
    "fieldwork.view_any_work",
    "claims.decide_claim",
    "figures.compare_lists",
    "upkeep.see_upkeep",
}


class NobodyKnown(LookupError):
    """No account has this code, e-mail address or phone."""


@dataclass
class Reach:
    """What one account could see from `begin` to `end`, and what it opened (owner id -> moments)."""

    user: User
    begin: datetime
    end: datetime
    roles: list[str] = field(default_factory=list)
    permissions: set[str] = field(default_factory=set)
    opened: dict[int, list[datetime]] = field(default_factory=dict)

    @property
    def sees(self) -> list[str]:
        """In words."""
        return [words for name, words in SEES.items() if name in self.permissions]

    @property
    def sees_everybody(self) -> bool:
        """Whether it could open the data of every owner."""
        return bool(EVERYBODY & self.permissions)


def account(text: str) -> User:
    """The account with this code, e-mail address or phone; raises NobodyKnown."""
    text = text.strip()
    found = User.objects.filter(models.Q(code=text) | models.Q(email=text.lower()) | models.Q(phone=text)).first()
    if found is None:
        raise NobodyKnown(text)
    return found


def roles_between(user: User, begin: datetime, end: datetime) -> list[str]:
    """The roles `user` held at any moment from `begin` to `end`, from the grants in the diary and from today."""
    today = set(user.groups.values_list("name", flat=True))
    verbs = [Verb.ROLE_GRANTED, Verb.ROLE_REVOKED]
    lines = Event.objects.filter(subject_kind="user", subject_code=user.code, verb__in=verbs).order_by("at", "pk")
    held: dict[str, bool] = {}
    during: set[str] = set()
    later: set[str] = set()
    for line in lines:
        role, granted = str(line.detail.get("role", "")), line.verb == Verb.ROLE_GRANTED
        if line.at > end:
            if role not in held and role not in later and not granted:
                during.add(role)  # taken away later, and given before the diary began
            later.add(role)
            continue
        if line.at >= begin and (granted or held.get(role, True)):
            during.add(role)
        held[role] = granted
    during |= {role for role, holds in held.items() if holds}
    during |= {role for role in today if not lines.filter(detail__role=role).exists()}  # granted without a line
    return [role.value for role in Role if role.value in during]


def permissions_of(user: User, roles: list[str]) -> set[str]:
    """The permissions that these roles carry today, with the account's own ones; all for a superuser."""
    rows = Permission.objects.select_related("content_type")
    if not user.is_superuser:
        rows = rows.filter(models.Q(group__name__in=roles) | models.Q(user=user))
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def reach_of(user: User, begin: datetime, end: datetime) -> Reach:
    """Everything about one account and one time."""
    roles = roles_between(user, begin, end)
    reach = Reach(user, begin, end, roles, permissions_of(user, roles))
    lines = Event.objects.filter(actor_code=user.code, at__gte=begin, at__lte=end, verb__in=ACCESS_VERBS)
    for line in lines.order_by("at").iterator():
        owner = _owner_of(line)
        if owner:
            reach.opened.setdefault(owner, []).append(line.at)
    return reach


def _owner_of(line: Event) -> int | None:
    """The id of the owner a diary line is about."""
    code = line.subject_code
    if line.subject_kind == "owner":
        return Owner.objects.filter(code=code).values_list("pk", flat=True).first()
    if line.subject_kind == "business":
        return Business.objects.filter(code=code).values_list("owner_id", flat=True).first()
    if line.subject_kind == "claim":  # the proof tells of whoever claims, and of whose record it is
        return Claim.objects.filter(code=code).values_list("business__owner_id", flat=True).first()
    if line.subject_kind == "visit":
        return Visit.objects.filter(code=code).values_list("business__owner_id", flat=True).first()
    if line.subject_kind == "certificate":
        return Certificate.objects.filter(code=code).values_list("business__owner_id", flat=True).first()
    return None


def owners_seen(reach: Reach) -> models.QuerySet[Owner]:
    """Whose data the account could see: everybody's for people of the desk, else those it works for or opened."""
    alive = Owner.objects.filter(erased_at__isnull=True, created_at__lte=reach.end)
    if reach.sees_everybody:
        return alive.order_by("pk")
    own = businesses_of(reach.user).values("owner_id")
    worked_for = Member.objects.filter(user=reach.user, accepted_at__lte=reach.end).exclude(ended_at__lt=reach.begin)
    helped = models.Q(businesses__assisted_by=reach.user)
    visited = Visit.objects.filter(officer=reach.user, created_at__lte=reach.end, business__isnull=False)
    which = models.Q(pk__in=own) | models.Q(pk__in=list(reach.opened)) | helped
    which |= models.Q(pk__in=worked_for.values("business__owner"))
    which |= models.Q(pk__in=visited.values("business__owner"))
    return alive.filter(which).distinct().order_by("pk")


def others_seen(reach: Reach) -> models.QuerySet[User]:
    """People without a business of their own whose data it could see: members, those who claim, and her own team."""
    people = User.objects.filter(is_active=True).exclude(pk__in=Owner.objects.filter(user__isnull=False).values("user"))
    members = Member.objects.filter(user__isnull=False, accepted_at__lte=reach.end).exclude(ended_at__lt=reach.begin)
    if reach.sees_everybody:
        claimants = Claim.objects.filter(created_at__lte=reach.end).values("claimant")
        found = people.filter(models.Q(pk__in=members.values("user")) | models.Q(pk__in=claimants))
    else:
        there = members.filter(user=reach.user).values("business")
        team = members.filter(models.Q(business__in=there) | models.Q(business__owner__user=reach.user))
        found = people.filter(pk__in=team.values("user"))
    return found.exclude(pk=reach.user.pk).order_by("pk")


def rows(reach: Reach) -> Iterator[list[str]]:
    """One line for each person to be told, with the contact for the letter."""
    newest = BusinessEdition.objects.filter(business__owner=models.OuterRef("pk")).order_by("-is_live", "-number")
    found = owners_seen(reach).select_related("user")
    found = found.annotate(
        first_business=models.Subquery(newest.values("name")[:1]),
        business_phone=models.Subquery(newest.values("phone")[:1]),
        business_email=models.Subquery(newest.values("email")[:1]),
    )
    sees = "; ".join(reach.sees) or "yang menyangkut pekerjaannya"
    for owner in found.iterator(chunk_size=1000):
        times = reach.opened.get(owner.pk, [])
        phone = (owner.user.phone if owner.user else None) or owner.business_phone or ""
        email = (owner.user.email if owner.user else None) or owner.business_email or ""
        last = times[-1].isoformat() if times else ""
        yield [owner.code, owner.name, phone, email, owner.first_business or "", sees, str(len(times)), last]
    for user in others_seen(reach).iterator(chunk_size=1000):
        yield [user.code, user.name, user.phone or "", user.email or "", "", sees, "0", ""]


def write(reach: Reach, path: Path) -> int:
    """Write the list to a new file that only its owner may read (0600); returns how many people.

    Raises FileExistsError: a list with names and phones never lands in a file that others may have open.
    """
    count = 0
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as page:
        writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        for row in rows(reach):
            writer.writerow(safe_row(row))
            count += 1
    with transaction.atomic():
        record(Verb.EXPORTED, reach.user, by=None, what="breach list", people=count)
    return count
