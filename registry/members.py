"""The verbs about the people of a business: invite, answer, change a role, remove, bring back, leave."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.contacts import Contact
from accounts.messages import NotSent, deliver, tell
from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.invitations import LIVES, contact_of, hash_of, masked, public_name, token_of, words_of
from registry.membership import GIVEN, Right, may, words_for
from registry.models import Business, Member
from registry.queries import role_in
from review.actions import Refused

log = logging.getLogger(__name__)
MOST_PEOPLE = 20  # members and open invitations of one business
MOST_A_DAY = 20  # invitations one person sends in 24 hours: each is a message that costs money
PAUSE = timedelta(minutes=10)  # between two messages of one invitation
BRING_BACK = timedelta(days=30)
GONE = "Undangan ini tidak berlaku lagi. Minta undangan baru kepada yang mengundang Anda."
OLD = "Undangan ini sudah lewat 14 hari. Minta undangan baru kepada yang mengundang Anda."
ALREADY = "Orang ini sudah menjadi anggota usaha ini."


def _locked(business: Business | int) -> Business:
    """The business, locked: who acts for it is decided one after the other."""
    key = business if isinstance(business, int) else business.pk
    return Business.objects.select_for_update(of=("self",)).select_related("owner__user").get(pk=key)


def _require(business: Business, by: User) -> None:
    """Raises Refused unless `by` may invite, change and remove people of the business today."""
    if not may(role_in(business, by), Right.MEMBERS):
        raise Refused(f"Hanya {words_for(Right.MEMBERS)} yang bisa mengatur anggota usaha ini.")


def _reread(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("business", "user").get(pk=member.pk)


def _check_role(role: str) -> None:
    if role not in GIVEN:
        raise Refused("Pilih peran: penanggung jawab, pengelola, atau pembantu.")


def _fresh_link(member: Member) -> None:
    member.sent_at = timezone.now()
    member.expires_at = member.sent_at + LIVES
    member.token_hash = hash_of(token_of(member))


def _check_room(business: Business, contact: Contact, by: User) -> None:
    """Raises Refused when this contact is there already, the business is full, or `by` has sent too many today."""
    owner = business.owner.user
    if owner is not None and contact.value in (owner.phone, owner.email):
        raise Refused("Kontak itu milik pemilik usaha ini.")
    there = Member.objects.filter(business=business, ended_at__isnull=True)
    if there.filter(contact=contact.value).exists():
        raise Refused("Kontak itu sudah diundang. Kirim ulang undangannya dari daftar di bawah.")
    if there.filter(accepted_at__isnull=False, **{f"user__{contact.kind}": contact.value}).exists():
        raise Refused(ALREADY)
    if there.count() >= MOST_PEOPLE:
        raise Refused(f"Satu usaha paling banyak {MOST_PEOPLE} anggota dan undangan. Keluarkan atau tarik satu dulu.")
    today = timezone.now() - timedelta(days=1)
    if Member.objects.filter(invited_by=by, invited_at__gt=today).count() >= MOST_A_DAY:
        raise Refused("Anda sudah mengundang banyak orang hari ini. Coba lagi besok.")


@transaction.atomic
def invite(business: Business, *, contact: Contact, name: str, role: str, by: User) -> Member:
    """An open invitation for whoever proves `contact`; it is told after the commit by `send`.

    Raises Refused: no right, a role that is not given away, known already, too many.
    """
    locked = _locked(business)
    _require(locked, by)
    if locked.merged_into_id or locked.erased_at:
        raise Refused("Usaha ini sudah digabungkan atau dihapus, jadi tidak bisa mengundang anggota lagi.")
    _check_role(role)
    _check_room(locked, contact, by)
    member = Member(business=locked, name=name, role=role, contact=contact.value, invited_by=by)
    _fresh_link(member)
    member.save()
    record(Verb.CHANGED, locked, by=by, what="invited", member=member.code, role=role)
    return member


def send(member: Member) -> bool:
    """Text or mail an open invitation; False when the channel did not take it (the page shows the link anyway)."""
    try:
        deliver(contact_of(member), subject=f"Undangan di {settings.SITE_NAME}", text=words_of(member))
    except NotSent:
        log.warning("invitation %s could not be sent", member.code)
        return False
    return True


@transaction.atomic
def renew(member: Member, *, by: User) -> Member:
    """A new link with 14 new days; the old one opens nothing. Raises Refused."""
    _require(_locked(member.business_id), by)
    locked = _reread(member)
    if not locked.is_invited:
        raise Refused("Undangan ini sudah dijawab atau ditarik. Muat ulang daftar anggota.")
    if timezone.now() - locked.sent_at < PAUSE:
        raise Refused("Undangan ini baru saja dikirim. Tunggu sepuluh menit, atau bagikan sendiri tautannya.")
    _fresh_link(locked)
    locked.save(update_fields=["sent_at", "expires_at", "token_hash"])
    return locked


def _end(member: Member, ending: str, by: User) -> None:
    member.ended_at, member.ended_by, member.ending = timezone.now(), by, ending
    member.contact = member.token_hash = ""
    member.save(update_fields=["ended_at", "ended_by", "ending", "contact", "token_hash"])


def _open_invitation(member: Member) -> tuple[Business, Member]:
    business, locked = _locked(member.business_id), _reread(member)
    if not locked.is_invited or business.merged_into_id or business.erased_at:
        raise Refused(GONE)
    if locked.expires_at < timezone.now():
        raise Refused(OLD)
    return business, locked


def fits(member: Member, user: User) -> bool:
    """Whether the invitation went to a contact that `user` has proven."""
    contact = contact_of(member)
    return contact.value == (user.email if contact.kind == "email" else user.phone if user.phone_verified else None)


@transaction.atomic
def accept(member: Member, *, by: User) -> Member:
    """Join. Raises Refused: another contact, too late, withdrawn, or in already."""
    business, locked = _open_invitation(member)
    if not fits(locked, by):
        raise Refused(f"Undangan ini untuk {masked(contact_of(locked))}. Masuk dengan nomor atau surel itu.")
    if role_in(business, by):
        raise Refused("Anda sudah menjadi bagian dari usaha ini.")
    locked.user, locked.accepted_at, locked.name = by, timezone.now(), by.name or locked.name
    locked.contact = locked.token_hash = ""
    try:
        with transaction.atomic():
            locked.save(update_fields=["user", "accepted_at", "name", "contact", "token_hash"])
    except IntegrityError:
        raise Refused("Anda sudah menjadi bagian dari usaha ini.") from None
    record(Verb.MEMBER_ADDED, business, by=by, member=locked.code, role=locked.role)
    owner = business.owner.user
    if owner is not None:
        words = f"{locked.name} menerima undangan dan sekarang {locked.get_role_display()} {_named(business)}."
        _tell_later(owner, "Undangan Anda diterima", words)
    return locked


@transaction.atomic
def refuse(member: Member, *, by: User) -> None:
    """Say no to an invitation of one's own. Raises Refused."""
    business, locked = _open_invitation(member)
    if not fits(locked, by):
        raise Refused("Hanya yang diundang bisa menolak undangan ini.")
    _end(locked, Member.Ending.REFUSED, by)
    record(Verb.CHANGED, business, by=by, what="invitation refused", member=locked.code)


@transaction.atomic
def withdraw_invitation(member: Member, *, by: User) -> None:
    """Take an open invitation back; its contact is forgotten. Raises Refused."""
    business = _locked(member.business_id)
    _require(business, by)
    locked = _reread(member)
    if not locked.is_invited:
        raise Refused("Undangan ini sudah dijawab atau ditarik. Muat ulang daftar anggota.")
    _end(locked, Member.Ending.WITHDRAWN, by)
    record(Verb.CHANGED, business, by=by, what="invitation withdrawn", member=locked.code)


def _active(member: Member) -> Member:
    locked = _reread(member)
    if not locked.is_active:
        raise Refused("Orang ini sudah bukan anggota. Muat ulang daftar anggota.")
    return locked


@transaction.atomic
def change_role(member: Member, role: str, *, by: User) -> None:
    """Give a member, or an open invitation, another role. Nobody changes her own. Raises Refused."""
    business = _locked(member.business_id)
    _require(business, by)
    _check_role(role)
    locked = _reread(member)
    if not (locked.is_active or locked.is_invited):
        raise Refused("Orang ini sudah bukan anggota. Muat ulang daftar anggota.")
    if locked.user_id == by.pk:
        raise Refused("Peran sendiri tidak bisa diubah sendiri. Minta pemilik usaha.")
    if locked.role != role:
        before, locked.role = locked.role, role
        locked.save(update_fields=["role"])
        record(Verb.MEMBER_CHANGED, business, by=by, member=locked.code, before=before, after=role)


@transaction.atomic
def remove(member: Member, *, by: User) -> None:
    """End a membership at once; it can be brought back for 30 days. Raises Refused."""
    business = _locked(member.business_id)
    _require(business, by)
    locked = _active(member)
    if locked.user_id == by.pk:
        raise Refused("Untuk keluar dari usaha ini, pakai tombol “Keluar dari usaha ini”.")
    _end(locked, Member.Ending.REMOVED, by)
    record(Verb.MEMBER_REMOVED, business, by=by, member=locked.code, role=locked.role)
    if locked.user is not None:
        words = f"Anda bukan lagi {locked.get_role_display()} {_named(business)}. Hubungi pemiliknya bila ini keliru."
        _tell_later(locked.user, "Peran Anda berakhir", words)


@transaction.atomic
def leave(member: Member, *, by: User) -> None:
    """Give up one's own membership. Raises Refused for somebody else's."""
    business, locked = _locked(member.business_id), _active(member)
    if locked.user_id != by.pk:
        raise Refused("Anda hanya bisa keluar untuk diri sendiri.")
    _end(locked, Member.Ending.LEFT, by)
    record(Verb.MEMBER_REMOVED, business, by=by, member=locked.code, role=locked.role, left=True)
    if business.owner.user is not None:
        words = f"{locked.name} berhenti sebagai {locked.get_role_display()} {_named(business)}."
        _tell_later(business.owner.user, "Seorang anggota keluar", words)


def can_come_back(member: Member) -> bool:
    """Whether a removal may still be taken back."""
    ended = member.ended_at
    return member.ending == Member.Ending.REMOVED and ended is not None and timezone.now() - ended < BRING_BACK


@transaction.atomic
def bring_back(member: Member, *, by: User) -> Member:
    """Take a removal of the last 30 days back: a new membership of the same person with the same role."""
    business = _locked(member.business_id)
    _require(business, by)
    old = _reread(member)
    if not can_come_back(old) or old.user is None:
        raise Refused("Anggota ini tidak bisa dikembalikan lagi. Undang sekali lagi.")
    if role_in(business, old.user):
        raise Refused(ALREADY)
    if Member.objects.filter(business=business, ended_at__isnull=True).count() >= MOST_PEOPLE:
        raise Refused(f"Satu usaha paling banyak {MOST_PEOPLE} anggota dan undangan. Keluarkan atau tarik satu dulu.")
    now = timezone.now()
    again = Member.objects.create(
        business=business,
        user=old.user,
        name=old.name,
        role=old.role,
        invited_by=by,
        sent_at=now,
        expires_at=now,
        accepted_at=now,
    )
    record(Verb.MEMBER_ADDED, business, by=by, member=again.code, role=again.role, back=True)
    words = f"Anda kembali menjadi {again.get_role_display()} {_named(business)}."
    _tell_later(old.user, "Peran Anda kembali", words)
    return again


def end_all(business: Business, *, by: User) -> int:
    """End every membership and invitation of a business whose owner turned out to be the wrong one; how many."""
    there = list(Member.objects.select_for_update().filter(business=business, ended_at__isnull=True))
    for member in there:
        _end(member, Member.Ending.CLAIM_UNDONE, by)
        record(Verb.MEMBER_REMOVED, business, by=by, member=member.code, role=member.role)
    return len(there)


def _named(business: Business) -> str:
    name = public_name(business)
    return f"usaha “{name[:80]}” di {settings.SITE_NAME}" if name else f"sebuah usaha di {settings.SITE_NAME}"


def _tell_later(user: User, subject: str, body: str) -> None:
    def send_it() -> None:
        try:
            tell(user, subject=subject, body=body)
        except NotSent:
            log.warning("news about a membership could not be sent to %s", user.code)

    transaction.on_commit(send_it)
