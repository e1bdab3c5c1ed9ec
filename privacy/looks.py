"""Who looked at a person's data, from the diary: her NIK, her papers, downloads with her in them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from audit.models import Event, Verb
from certification.models import Certificate
from claims.models import Claim
from registry.models import Business, Owner
from review.purposes import purpose_words

MOST = 100
WORDS = {
    Verb.SECRET_VIEWED: "NIK lengkap dilihat",
    Verb.SCAN_VIEWED: "Berkas sertifikat dibuka",
    Verb.EXPORTED: "Daftar yang memuat data Anda diunduh",
    Verb.DATA_DOWNLOADED: "Salinan data diunduh",
}

FILES = {"claim": "Foto bukti klaim dibuka", "business": "Lembar persetujuan Anda dibuka"}


@dataclass(frozen=True)
class Look:
    """One look: when, who in which role, at what, and why."""

    at: datetime
    who: str
    role: str
    what: str
    subject: str
    why: str
    note: str


def events_about(owner: Owner) -> Q:
    """The diary lines of looks at this owner, her businesses and her certificates."""
    businesses = Business.objects.filter(owner=owner)
    papers = Certificate.objects.filter(business__in=businesses)
    claims = Claim.objects.filter(claimant=owner.user_id) if owner.user_id else Claim.objects.none()
    return (
        Q(subject_kind="owner", subject_code=owner.code)
        | Q(subject_kind="business", subject_code__in=list(businesses.values_list("code", flat=True)))
        | Q(subject_kind="certificate", subject_code__in=list(papers.values_list("code", flat=True)))
        | Q(subject_kind="claim", subject_code__in=list(claims.values_list("code", flat=True)))
    )


def looks_at(owner: Owner, limit: int = MOST) -> list[Look]:
    """The newest looks of other people, and her own downloads; the newest first."""
    lines = Event.objects.filter(events_about(owner), verb__in=list(WORDS))
    own = owner.user.code if owner.user else ""
    if own:
        lines = lines.exclude(Q(actor_code=own) & ~Q(verb=Verb.DATA_DOWNLOADED))
    found = list(lines.order_by("-at", "-pk")[:limit])
    roles = _roles({event.actor_code for event in found})
    papers = {paper.code: str(paper) for paper in _papers(found)}
    return [
        Look(
            event.at,
            "Anda" if own and event.actor_code == own else event.actor_name,
            "" if own and event.actor_code == own else roles.get(event.actor_code, "Petugas"),
            _what(event),
            papers.get(event.subject_code, ""),
            "Permintaan Anda sendiri" if event.actor_code == own else purpose_words(event.detail.get("purpose")),
            str(event.detail.get("note", "")),
        )
        for event in found
    ]


def _what(event: Event) -> str:
    """What was looked at, in words."""
    if event.verb == Verb.SCAN_VIEWED and event.subject_kind in FILES:
        return FILES[event.subject_kind]
    if event.verb == Verb.SECRET_VIEWED and event.detail.get("what") == "npwp":
        return "NPWP lengkap dilihat"
    return WORDS[Verb(event.verb)]


def _roles(codes: set[str]) -> dict[str, str]:
    """The words of today's roles, by the code of the person."""
    people = User.objects.filter(code__in=codes).prefetch_related("groups")
    found = {}
    for person in people:
        names = {group.name for group in person.groups.all()}
        found[person.code] = ", ".join(str(role.label) for role in Role if role.value in names)
    return {code: words for code, words in found.items() if words}


def _papers(events: list[Event]) -> list[Certificate]:
    codes = [event.subject_code for event in events if event.subject_kind == "certificate"]
    return list(Certificate.objects.filter(code__in=codes).select_related("kind"))
