"""Putting a NIK right that its owner can no longer change herself (UU 27/2022 art. 6 and 30)."""

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry import secrets
from registry.identifiers import sex_in_nik
from registry.models import Owner
from review import actions as review
from review.actions import Refused


@transaction.atomic
def correct_nik(owner: Owner, *, nik: str, by: User) -> None:
    """Write another NIK (canonical 16 digits) over the one of `owner`, for an officer who saw the card.

    Raises Refused without registry.view_secret, and when another owner has that NIK.
    """
    review.require("registry.view_secret", by)
    locked = Owner.objects.select_for_update().get(pk=owner.pk)
    try:
        with transaction.atomic():
            Owner.objects.filter(pk=locked.pk).update(
                nik_cipher=secrets.encrypt(nik),
                nik_hash=secrets.keyed_hash(nik),
                nik_last4=nik[-4:],
                sex=sex_in_nik(nik),
            )
    except IntegrityError:
        raise Refused("NIK ini sudah dipakai pemilik lain. Periksa dulu apakah keduanya orang yang sama.") from None
    record(Verb.CHANGED, locked, by=by, what="nik")
    owner.refresh_from_db()
