"""Questions: who must be asked, who did not answer, what an owner has to say."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from catalog.models import PriceChange
from registry.membership import Right
from registry.models import Business, BusinessEdition, MarketplaceLink
from registry.queries import businesses_of
from upkeep.models import LinkCheck, Pulse
from upkeep.rhythm import EVERY

OPEN = Q(answered_at__isnull=True, missed_at__isnull=True)


def open_pulses() -> models.QuerySet[Pulse]:
    """Questions without an answer that are not missed yet."""
    return Pulse.objects.filter(OPEN).select_related("business__owner__user")


def to_ask(now: datetime) -> models.QuerySet[Business]:
    """Shown businesses without any sign of life for half a year, that are not being asked already.

    A sign of life: the live edition was sent, the owner answered, or a price was changed.
    """
    live = BusinessEdition.objects.filter(business=OuterRef("pk"), is_live=True)
    answered = Pulse.objects.filter(business=OuterRef("pk")).order_by().values("business")
    priced = PriceChange.objects.filter(product__business=OuterRef("pk")).order_by().values("product__business")
    sent = Subquery(live.values("submission__submitted_at")[:1])
    return (
        Business.objects.filter(is_shown=True, quiet_at__isnull=True)
        .annotate(sent_at=sent)
        .filter(sent_at__lt=now - EVERY)
        .filter(~Exists(Pulse.objects.filter(OPEN, business=OuterRef("pk"))))
        .annotate(
            sign_at=Greatest(
                "sent_at",
                Coalesce(Subquery(answered.annotate(at=Max("answered_at")).values("at")), "sent_at"),
                Coalesce(Subquery(priced.annotate(at=Max("changed_at")).values("at")), "sent_at"),
            )
        )
        .filter(sign_at__lt=now - EVERY)
        .select_related("owner__user")
        .order_by("pk")
    )


def asked_of(user: User) -> list[tuple[Business, str]]:
    """Businesses she may act for that wait for her answer, or are quiet or hidden for want of one, with their names."""
    waiting = Exists(Pulse.objects.filter(OPEN, business=OuterRef("pk")))
    name = BusinessEdition.objects.filter(business=OuterRef("pk")).order_by("-is_live", "-number").values("name")[:1]
    found = businesses_of(user).filter(closed_at=None, merged_into=None).annotate(shown_name=Subquery(name))
    found = found.filter(waiting | Q(quiet_at__isnull=False) | Q(dormant_at__isnull=False))
    return [(one, one.shown_name or "Usaha Anda") for one in found]


def said_closed() -> models.QuerySet[Business]:
    """Businesses whose owner said that they ended, while the register still holds them open."""
    last = Pulse.objects.filter(business=OuterRef("pk"), answered_at__isnull=False).order_by("-answered_at", "-pk")
    return (
        Business.objects.filter(closed_at=None, merged_into=None, dormant_at__isnull=False)
        .annotate(last_answer=Subquery(last.values("answer")[:1]))
        .filter(last_answer=Pulse.Answer.CLOSED)
    )


def shown_links() -> models.QuerySet[MarketplaceLink]:
    """The links of live editions whose business is neither closed, merged nor suspended."""
    return MarketplaceLink.objects.filter(
        edition__is_live=True,
        edition__business__closed_at=None,
        edition__business__merged_into=None,
        edition__business__suspended_at=None,
    )


def dead_links() -> models.QuerySet[MarketplaceLink]:
    """Links of registered businesses that were found gone twice, with `dead_since`."""
    dead = LinkCheck.objects.filter(url=OuterRef("url"), state=LinkCheck.State.DEAD)
    return (
        shown_links()
        .filter(edition__business__is_shown=True, url__in=LinkCheck.objects.filter(state="dead").values("url"))
        .annotate(dead_since=Subquery(dead.values("failed_since")[:1]))
    )


def dead_links_of(user: User) -> list[MarketplaceLink]:
    """The dead links of businesses whose data she may change."""
    mine = businesses_of(user, Right.EDIT_BUSINESS).order_by().values("pk")
    found = dead_links().filter(edition__business__in=mine)
    return list(found.select_related("edition__business").order_by("edition__name", "pk"))
