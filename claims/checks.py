"""What the machine looked up about a claim before an officer decides; it never decides anything itself."""

import difflib
import re

from claims.models import Claim
from claims.queries import also_of, edition_of, others
from registry.models import BusinessEdition, Owner
from review.automatic import FAIL, OK, WARN, Check
from review.models import State

ALIKE = 0.75  # from here on two names are taken for one person's, for the officer to judge
TITLES = re.compile(r"\b(ibu|bu|bapak|pak|hj?|haji|hajah|nyi|ny|tn|ir|drs?|dra|s\.?[a-z]{1,3})\b\.?")


def plain_name(name: str) -> str:
    """A name without titles, marks and case, its words in order: "H. Sari, S.Pd" -> "sari"."""
    words = re.findall(r"\w+", TITLES.sub(" ", name.casefold()))
    return " ".join(sorted(words))


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; 0 when one of them is empty."""
    first, second = plain_name(one)[:120], plain_name(other)[:120]
    return difflib.SequenceMatcher(None, first, second).ratio() if first and second else 0.0


def automatic(claim: Claim) -> list[Check]:
    """All look-ups for this claim, the weightiest first."""
    edition = edition_of(claim.business)
    return [
        *_owner_today(claim),
        *_numbers(claim),
        *_phone(claim),
        *_names(claim, edition),
        *_own_record(claim),
        *_together(claim),
        *_others(claim),
    ]


def _owner_today(claim: Claim) -> list[Check]:
    if claim.business.owner.user_id is None or claim.is_live:
        return []
    return [Check(FAIL, "Usaha ini sekarang sudah punya pemilik dengan akun; klaim tidak bisa disetujui.")]


def _numbers(claim: Claim) -> list[Check]:
    found = []
    if claim.nib_matches:
        found.append(Check(OK, "NIB yang diketik sama dengan NIB usaha ini."))
    if claim.nik_matches:
        found.append(Check(OK, "NIK yang diketik sama dengan NIK pemilik di daftar."))
    elif claim.nik_matches is False:
        found.append(Check(FAIL, "NIK yang diketik berbeda dari NIK pemilik, atau NIK pemilik belum tercatat."))
    else:
        found.append(Check(WARN, "NIK tidak diketik. NIB bisa diketahui orang lain: mintalah bukti."))
    return found


def _phone(claim: Claim) -> list[Check]:
    if claim.phone_matches:
        return [Check(OK, "Nomor HP akun ini, yang sudah dibuktikan dengan kode, sama dengan nomor usaha.")]
    return [Check(WARN, "Nomor HP akun ini berbeda dari nomor usaha di daftar. Telepon nomor di daftar bila bisa.")]


def _names(claim: Claim, edition: BusinessEdition | None) -> list[Check]:
    owner = (edition.owner_name if edition else "") or claim.business.owner.name
    if claim.is_live and claim.from_owner is not None:
        owner = (edition.owner_name if edition else "") or claim.from_owner.name
    if not owner:
        return [Check(WARN, "Nama pemilik di daftar kosong.")]
    alike = likeness(claim.claimant.name, owner)
    words = f"Nama di akun “{claim.claimant.name}”, nama di daftar “{owner}”: {round(alike * 100)}% mirip."
    return [Check(OK if alike >= ALIKE else WARN, words)]


def _own_record(claim: Claim) -> list[Check]:
    own = Owner.objects.filter(user=claim.claimant).first()
    if own is None or claim.is_live:
        return []
    count = own.businesses.count()
    found = [Check(OK, f"Pengklaim sudah punya {count} usaha di portal.")] if count else []
    if claim.nik_matches and own.nik_hash:
        found.append(
            Check(FAIL, "NIK di akun pengklaim berbeda dari NIK pemilik usaha ini. Hanya usaha ini yang pindah.")
        )
    return found


def _together(claim: Claim) -> list[Check]:
    if not claim.nik_matches or not claim.submission or claim.submission.state != State.SUBMITTED:
        return []
    rest = [str(one) for one in also_of(claim.business.owner, claim.business_id)[:10]]
    if not rest:
        return []
    return [Check(WARN, f"NIK sama: bila disetujui, ikut menjadi miliknya: {', '.join(rest)}.")]


def _others(claim: Claim) -> list[Check]:
    found = []
    for one in others(claim)[:5]:
        if one.is_open:
            found.append(Check(WARN, f"{one.claimant} juga mengklaim usaha ini dan masih menunggu."))
        elif one.undone_at:
            found.append(Check(WARN, f"Klaim {one.claimant} atas usaha ini pernah disetujui lalu dibatalkan."))
    return found or [Check(OK, "Tidak ada orang lain yang mengklaim usaha ini.")]
