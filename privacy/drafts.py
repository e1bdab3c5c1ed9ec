"""Drafts that nobody goes on with: their owners are told, and after that the draft goes, whole."""

import logging
from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.urls import reverse
from django.utils import timezone

from accounts.messages import NotSent, tell
from accounts.templatetags.portal import date_id
from audit.models import Verb
from audit.record import record
from catalog.models import Product, ProductEdition
from certification.models import Certificate
from clusters.models import Membership
from fieldwork.models import Assistance, Visit
from privacy.belongings import forget_field_work
from privacy.erasure import WORD, remove_photos, remove_scans
from privacy.inventory import field_guards
from privacy.models import RetentionNotice
from registry.models import Business, BusinessEdition, Member, Owner

log = logging.getLogger(__name__)


def untouched_drafts(edge: datetime) -> models.QuerySet[Business]:
    """Registrations that were never sent and not touched since `edge`: of people with an account, or typed for one.

    What came from an old list has neither and is not meant.
    """
    editions = BusinessEdition.objects.filter(business=OuterRef("pk"))
    sent_papers = Certificate.objects.filter(business=OuterRef("pk"), submission__isnull=False)
    return Business.objects.filter(
        Exists(editions.filter(submission__isnull=True, changed_at__lt=edge)),
        ~Exists(editions.filter(submission__isnull=False)),
        ~Exists(editions.filter(changed_at__gte=edge)),
        ~Exists(sent_papers),
        Q(owner__user__isnull=False) | Q(assisted_by__isnull=False),
        erased_at__isnull=True,
    )


def tell_owner(business: Business, warn: timedelta) -> bool:
    """Tell her, or the officer who types for her, that the draft goes in `warn` days, and remember that.

    False when the message did not leave.
    """
    user = business.owner.user or business.assisted_by
    edition = BusinessEdition.objects.filter(business=business).order_by("-number").first()
    last_day = date_id(timezone.localtime() + warn)
    address = f"{settings.SITE_URL}{reverse('registry:register', kwargs={'code': business.code})}"
    body = (
        f"Draf pendaftaran “{edition}” belum dikirim dan lama tidak dibuka. Draf ini kami hapus setelah {last_day}, "
        f"supaya data Anda tidak tersimpan tanpa guna. Lanjutkan di {address} bila masih diperlukan."
    )
    try:
        tell(user, subject=f"Draf “{edition}” akan dihapus", body=body)  # type: ignore[arg-type]  # the query asks for one
    except NotSent:
        log.warning("the owner of draft %s could not be told", business.code)
        return False
    RetentionNotice.objects.get_or_create(business=business)
    return True


def remove_draft(business_id: int, edge: datetime) -> int:
    """Take one untouched draft away with everything that hangs on it; 1, or 0 when somebody touched it meanwhile.

    What a room above keeps about it wins: then the draft stays, and the log says so.
    """
    try:
        with transaction.atomic():
            business = Business.objects.select_for_update(of=("self",)).filter(pk=business_id).first()
            if business is None or not untouched_drafts(edge).filter(pk=business_id).exists():
                return 0
            record(Verb.DISCARDED, business, by=None, why="retention")
            _remove(business)
            _remove_owner(business.owner_id)
    except ProtectedError:
        log.warning("draft %s is needed by another room and stays", business_id)
        return 0
    return 1


def _remove(business: Business) -> None:
    _part_from_others(business)
    remove_scans(Certificate.objects.filter(business=business))
    remove_photos({business.pk})
    Certificate.objects.filter(business=business).delete()
    ProductEdition.objects.filter(product__business=business).delete()
    with pgtrigger.ignore("catalog.PriceChange:append_only"):  # prices that nobody ever saw
        Product.objects.filter(business=business).delete()
    BusinessEdition.objects.filter(business=business).delete()
    business.delete()


def _part_from_others(business: Business) -> None:
    """Members, groups, and field work: what was seen on a visit and sent stays, without whom it was about."""
    with pgtrigger.ignore(*field_guards()):
        forget_field_work([business.pk], WORD)
    Visit.objects.filter(business=business).update(business=None)
    Assistance.objects.filter(business=business).delete()
    Member.objects.filter(business=business).delete()
    Membership.objects.filter(business=business).delete()


def _remove_owner(owner_id: int) -> None:
    """The record of somebody who has no business left: her NIK is not needed any more; the account stays."""
    owner = Owner.objects.filter(pk=owner_id).first()
    if owner is None or Business.objects.filter(owner=owner).exists():
        return
    try:
        with transaction.atomic():
            owner.delete()
    except ProtectedError:  # a request of hers tells of it
        Owner.objects.filter(pk=owner_id).update(nik_cipher="", nik_hash=None, nik_last4="", sex="")
