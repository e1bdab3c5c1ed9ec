"""Verbs about people: sign up, change a name or contact, grant and revoke roles."""

import logging

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.contacts import Contact
from accounts.messages import NotSent, deliver
from accounts.models import FormKey, SignIn, User
from accounts.queries import holders_of, sign_ins_of, user_with
from accounts.roles import GRANTABLE, Role
from accounts.sessions import digest
from audit.forgetting import pseudonymise
from audit.models import Verb
from audit.record import record

log = logging.getLogger(__name__)
ERASED_DOMAIN = "akun-dihapus.invalid"  # RFC 2606: no mail ever goes there
TAKEN = {
    "phone": "Nomor HP ini sudah dipakai akun lain. Masuk dengan nomor itu atau pakai nomor lain.",
    "email": "Surel ini sudah dipakai akun lain. Masuk dengan surel itu atau pakai surel lain.",
}


class AccountRefused(Exception):
    """An expected refusal; the text is the Indonesian sentence for the person."""


def sign_up(*, name: str, contact: Contact) -> User:
    """The account of `contact`, which has just been proven by a code; made when there is none.

    Two sign-ups of one contact at the same moment give one account.
    """
    existing = user_with(contact)
    if existing:
        return existing
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                name=name, phone=contact.phone, email=contact.email, phone_verified=contact.kind == "phone"
            )
            _note_email(user)
    except IntegrityError:
        return User.objects.get(**{contact.kind: contact.value})
    return user


def _note_email(user: User) -> None:
    """Keep allauth's list of proven addresses equal to the one address of the account."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email or "").delete()
    if user.email:
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def change_name(user: User, name: str, *, by: User) -> None:
    """Write a new name; a person changes only their own."""
    if by.pk != user.pk:
        raise PermissionDenied("Nama hanya bisa diubah oleh pemilik akun.")
    user.name = name
    user.save(update_fields=["name"])


@transaction.atomic
def change_contact(user: User, contact: Contact, *, by: User) -> None:
    """Put a proven contact in the place of the old one and tell the old one; raises AccountRefused when taken."""
    if by.pk != user.pk:
        raise PermissionDenied("Kontak hanya bisa diubah oleh pemilik akun.")
    old = getattr(user, contact.kind)
    try:
        with transaction.atomic():
            setattr(user, contact.kind, contact.value)
            if contact.phone:
                user.phone_verified = True
            user.save(update_fields=["phone", "phone_verified", "email"])
            _note_email(user)
    except IntegrityError:
        setattr(user, contact.kind, old)
        raise AccountRefused(TAKEN[contact.kind]) from None
    if old and old != contact.value:
        transaction.on_commit(lambda: _tell_old_contact(Contact(contact.kind, old)))


def _tell_old_contact(contact: Contact) -> None:
    text = "Kontak akun Anda baru saja diganti. Bila bukan Anda yang mengganti, hubungi kantor dinas hari ini."
    try:
        deliver(contact, subject="Kontak akun Anda diganti", text=text)
    except NotSent:
        log.warning("the old contact could not be told of a change")


def sign_out_others(user: User, *, keep: str, only: str = "") -> int:
    """End the sessions of `user` except the one with the key `keep`, or only the one with the digest `only`.

    Returns how many ended. The digest is that of accounts.sessions.digest: a session key never leaves the server.
    """
    others = sign_ins_of(user).exclude(session_key=keep)
    keys = [one.session_key for one in others if not only or digest(one.session_key) == only]
    return SignIn.objects.filter(session_key__in=keys).delete()[0]


@transaction.atomic
def close_account(user: User, *, by: User | None) -> None:
    """End an account for good: nobody signs in with it again, and it holds no name and no contact any more.

    The row stays, since decisions and the diary point to its code. `by` is None for work in the background.
    Raises AccountRefused for somebody with a role: an administrator takes that first.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.groups.exists() or locked.is_superuser:
        raise AccountRefused("Akun ini memegang peran. Minta Admin mencabut perannya dulu.")
    User.objects.filter(pk=locked.pk).update(
        name="",
        phone=None,
        phone_verified=False,
        email=f"{locked.code}@{ERASED_DOMAIN}",
        is_active=False,
        password=make_password(None),
        last_login=None,
    )
    EmailAddress.objects.filter(user=locked).delete()
    Authenticator.objects.filter(user=locked).delete()
    FormKey.objects.filter(user=locked).delete()
    SignIn.objects.filter(user=locked).delete()
    record(Verb.ANONYMISED, locked, by=by if by is None or by.pk != locked.pk else None, what="account")
    pseudonymise(locked.code)
    user.refresh_from_db()


def _check_granter(user: User, role: str, by: User | None) -> None:
    if by is not None and not by.has_perm("accounts.grant_role"):
        raise PermissionDenied("Hanya Admin yang bisa mengatur peran.")
    if role not in GRANTABLE:
        raise AccountRefused("Peran ini tidak bisa diberikan. Pelaku Usaha cukup mendaftarkan usahanya.")
    if by is not None and by.pk == user.pk:
        raise AccountRefused("Anda tidak bisa mengatur peran sendiri. Minta Admin lain.")


@transaction.atomic
def grant_role(user: User, role: str, *, by: User | None) -> bool:
    """Give `role` to `user`; True when it is new. `by` is None for the command of the server's keeper.

    Raises PermissionDenied without the right, AccountRefused for oneself, for "owner" and for a closed account.
    """
    _check_granter(user, role, by)
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        raise AccountRefused("Akun ini tidak aktif.")
    if locked.groups.filter(name=role).exists():
        return False
    locked.groups.add(Group.objects.get_or_create(name=role)[0])
    record(Verb.ROLE_GRANTED, locked, by=by, role=role)
    _forget(user)
    return True


@transaction.atomic
def revoke_role(user: User, role: str, *, by: User | None) -> bool:
    """Take `role` from `user`; True when it was held. The last administrator stays. Raises as `grant_role`."""
    _check_granter(user, role, by)
    group = Group.objects.select_for_update().filter(name=role).first()
    if group is None or not user.groups.filter(pk=group.pk).exists():
        return False
    if role == Role.ADMINISTRATOR and not holders_of(role).exclude(pk=user.pk).exists():
        raise AccountRefused("Ini Admin terakhir. Beri peran Admin kepada orang lain dulu.")
    user.groups.remove(group)
    record(Verb.ROLE_REVOKED, user, by=by, role=role)
    _forget(user)
    return True


def _forget(user: User) -> None:
    """Drop what the object remembers of its roles and permissions."""
    for name in ("_granted_roles", "_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(name, None)
