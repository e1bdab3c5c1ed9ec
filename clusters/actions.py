"""The verbs of sentra and groups: found, change, dissolve; ask to join, take in, leave."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from clusters.bells import members_changed
from clusters.models import Cluster, Membership
from registry.actions import refuse_merged
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import Refused

PERMISSION = "clusters.manage_cluster"
TWICE = "Sudah ada {kind} dengan nama ini di tempat itu. Buka yang sudah ada, atau pakai nama lain."


@transaction.atomic
def found(values: Mapping[str, Any], *, by: User) -> Cluster:
    """A new sentra or group without members. Raises Refused when one of this name is there already."""
    review.require(PERMISSION, by)
    cluster = Cluster(created_by=by, **values)
    _save(cluster)
    record(Verb.FOUNDED, cluster, by=by, kind=cluster.kind)
    return cluster


@transaction.atomic
def change(cluster: Cluster, values: Mapping[str, Any], *, by: User) -> None:
    """Write new values; the diary names the fields. Raises Refused."""
    review.require(PERMISSION, by)
    locked = _locked(cluster)
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    for name, value in values.items():
        setattr(locked, name, value)
    _save(locked)
    if changed:
        record(Verb.CHANGED, locked, by=by, fields=changed)


def _save(cluster: Cluster) -> None:
    try:
        with transaction.atomic():
            cluster.save()
    except IntegrityError:
        raise Refused(TWICE.format(kind=cluster.get_kind_display().lower())) from None


def _locked(cluster: Cluster) -> Cluster:
    locked = Cluster.objects.select_for_update().get(pk=cluster.pk)
    if locked.ended_at:
        raise Refused(f"{locked.name} sudah dibubarkan. Aktifkan lagi dulu bila ingin mengubahnya.")
    return locked


@transaction.atomic
def dissolve(cluster: Cluster, *, reason: str, by: User) -> None:
    """End a cluster; its public page goes, members and history stay readable for the office. Raises Refused."""
    review.require(PERMISSION, by)
    if not reason.strip():
        raise Refused("Tulis alasan membubarkannya, supaya riwayatnya jelas.")
    locked = _locked(cluster)
    locked.ended_at, locked.ended_reason = timezone.now(), reason.strip()[:400]
    locked.save(update_fields=["ended_at", "ended_reason"])
    record(Verb.CLOSED, locked, by=by)
    _tell_all(locked)


@transaction.atomic
def revive(cluster: Cluster, *, by: User) -> None:
    """Undo `dissolve`: the members are the same as before. Raises Refused when its name was given to another."""
    review.require(PERMISSION, by)
    locked = Cluster.objects.select_for_update().get(pk=cluster.pk)
    if locked.ended_at is None:
        return
    locked.ended_at, locked.ended_reason = None, ""
    _save(locked)
    record(Verb.REOPENED, locked, by=by)
    _tell_all(locked)


def _tell_all(cluster: Cluster) -> None:
    """Ring for every member."""
    inside = Membership.objects.filter(cluster=cluster, joined_at__isnull=False, ended_at=None)
    members_changed.send(sender=Cluster, businesses=list(inside.values_list("business", flat=True)))


@transaction.atomic
def take_in(cluster: Cluster, business: Business, *, by: User) -> Membership:
    """Put a business into a cluster; one whose owner asked is thereby accepted. Raises Refused."""
    review.require(PERMISSION, by)
    _not_merged(business)
    locked = _locked(cluster)
    if not BusinessEdition.objects.filter(business=business, is_live=True).exists():
        raise Refused("Usaha ini belum disetujui. Tunggu sampai disetujui, lalu masukkan.")
    membership = _open(locked, business, by)
    if membership.joined_at:
        return membership
    membership.joined_at, membership.joined_by = timezone.now(), by
    membership.save(update_fields=["joined_at", "joined_by"])
    record(Verb.MEMBER_ADDED, locked, by=by, business=business.code)
    members_changed.send(sender=Cluster, businesses=[business.pk])
    return membership


@transaction.atomic
def ask(cluster: Cluster, business: Business, *, by: User) -> Membership:
    """The owner's side asks to belong to a cluster; the caller has checked that `by` may act for the business."""
    _not_merged(business)
    return _open(_locked(cluster), business, by)


def _not_merged(business: Business) -> None:
    """Lock the plate, before the cluster as a merge does. Raises Refused for one that was merged into another."""
    refuse_merged(Business.objects.select_for_update(of=("self",), no_key=True).get(pk=business.pk))


def _open(cluster: Cluster, business: Business, by: User) -> Membership:
    """The open membership, made when there is none; the lock on the cluster lets only one be made."""
    found = Membership.objects.select_for_update().filter(cluster=cluster, business=business, ended_at=None).first()
    return found or Membership.objects.create(cluster=cluster, business=business, asked_by=by)


@transaction.atomic
def set_chair(membership: Membership, *, by: User) -> None:
    """Make this member the chair; the chair before becomes a member. Raises Refused for one who has not joined."""
    review.require(PERMISSION, by)
    cluster = _locked(membership.cluster)
    now = Membership.objects.select_for_update().get(pk=membership.pk)
    if now.joined_at is None or now.ended_at:
        raise Refused("Hanya anggota yang bisa menjadi ketua. Terima dulu sebagai anggota.")
    inside = Membership.objects.filter(cluster=cluster, ended_at=None)
    inside.filter(role=Membership.Role.CHAIR).update(role=Membership.Role.MEMBER)
    Membership.objects.filter(pk=now.pk).update(role=Membership.Role.CHAIR)
    record(Verb.MEMBER_CHANGED, cluster, by=by, business=membership.business.code, role="chair")


@transaction.atomic
def remove(membership: Membership, *, reason: str, by: User) -> None:
    """The office takes a business out, or refuses one that asked; the owner can read why. Raises Refused."""
    review.require(PERMISSION, by)
    if not reason.strip():
        raise Refused("Tulis alasannya. Pemilik usaha bisa membacanya.")
    _end(membership, reason=reason.strip()[:400], by=by)


@transaction.atomic
def leave(membership: Membership, *, by: User) -> None:
    """The owner's side leaves, or takes back what it asked; the caller has checked that `by` may act for it."""
    _end(membership, reason="", by=by)


def _end(membership: Membership, *, reason: str, by: User) -> None:
    now = Membership.objects.select_for_update().get(pk=membership.pk)
    if now.ended_at:
        return
    now.ended_at, now.ended_by, now.ended_reason = timezone.now(), by, reason
    now.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    record(Verb.MEMBER_REMOVED, membership.cluster, by=by, business=membership.business.code)
    if now.joined_at:
        members_changed.send(sender=Cluster, businesses=[now.business_id])
