"""The verbs of the register: start, fill in, submit, withdraw, decide, suspend."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry import secrets
from registry.bells import business_changed, business_sent
from registry.consents import OPTIONAL
from registry.details import Rows, bring_forward, copy_rows, drop_main_from_others, replace_rows
from registry.identifiers import sex_in_nik
from registry.models import Business, BusinessEdition, Consent, Owner
from registry.queries import role_in
from registry.wizard import Part, gaps
from review import actions as review
from review.actions import Refused
from review.models import Kind, Reason, State, Submission
from review.purposes import Purpose

NIK_USED = (
    "NIK ini sudah dipakai akun lain atau ada di daftar dinas. Masuk dengan akun itu, klaim usahanya, atau "
    "hubungi petugas bila ini memang NIK Anda."
)
NIK_USED_OF_ANOTHER = (
    "NIK ini sudah terdaftar. Kosongkan saja bila pemiliknya sama: usaha ini tersambung ke akunnya saat ia "
    "mengonfirmasi."
)


@transaction.atomic
def start_business(*, by: User, notice: str = "") -> BusinessEdition:
    """Begin a registration: an owner record if she has none, a name plate, and an empty draft.

    `notice` is the version of the notice on personal data she read before the first field.
    """
    owner, _ = Owner.objects.select_for_update().get_or_create(user=by, defaults={"name": by.name})
    business = Business.objects.create(owner=owner, created_by=by)
    edition, _ = review.open_edition(BusinessEdition, business, "business", by=by)
    if not edition.owner_name:
        review.type_into(edition, {"owner_name": owner.name, "phone": by.phone or ""}, by=by)
    if notice:
        set_consent(owner, Consent.Purpose.NOTICE, True, version=notice, by=by)
    return edition


def refuse_merged(business: Business) -> None:
    """Raise Refused when a (locked) business was merged into another: nothing new belongs to it."""
    if business.merged_into_id:
        raise Refused("Usaha ini sudah digabungkan ke usaha lain, jadi datanya tidak diubah lagi di sini.")


def _lock(business_id: int) -> None:
    refuse_merged(Business.objects.select_for_update().get(pk=business_id))


@transaction.atomic
def open_draft(business: Business, *, by: User) -> BusinessEdition:
    """The open edition, else a new draft from the newest round. Raises Refused when the business was merged."""
    _lock(business.pk)
    return _open(business, by)


def _open(business: Business, by: User) -> BusinessEdition:
    """The open edition, else a new draft with the rows of the newest round; old KBLI codes with one heir are moved on.

    The caller holds a lock on the business.
    """
    draft, base = review.open_edition(BusinessEdition, business, "business", by=by)
    if base is not None:
        copy_rows(base, draft)
        if moved := bring_forward(draft):
            draft.draft_notes = {**draft.draft_notes, "moved": moved}
            draft.save(update_fields=["activity", "draft_notes"])
    return draft


@transaction.atomic
def save_draft(edition: BusinessEdition, values: Mapping[str, Any], *, by: User, rows: Rows | None = None) -> None:
    """Keep what was typed; nothing public changes. `rows` (list -> rows) replaces the lists it names.

    Raises Refused when it was already sent.
    """
    review.type_into(edition, values, by=by)
    replace_rows(edition, rows or {})
    if "activity" in values:
        drop_main_from_others(edition)


@transaction.atomic
def save_part(
    edition: BusinessEdition,
    part: Part,
    values: Mapping[str, Any],
    raw: Mapping[str, str],
    *,
    done: bool,
    by: User,
    rows: Rows | None = None,
) -> None:
    """Keep one part of the registration: valid `values` and `rows` as they are, and `raw` text that is not valid yet.

    `done` says that the owner went on, not just away. Raises Refused when the draft was already sent.
    """
    now = BusinessEdition.objects.select_for_update().get(pk=edition.pk)
    others = {name: text for name, text in now.raw.items() if name not in (*part.fields, *part.extra)}
    saved = set(now.draft_notes.get("saved", ())) | ({part.slug} if done else set())
    notes = {**now.draft_notes, "raw": {**others, **raw}, "saved": sorted(saved)}
    save_draft(edition, {**values, "draft_notes": notes}, by=by, rows=rows)


def _require_herself(owner: Owner, by: User) -> None:
    """NIK and consents are the owner's own: raises Refused for members; an officer may type for her."""
    if by.pk != owner.user_id and not by.has_perm("review.view_queue"):
        raise Refused("NIK dan izin data pribadi hanya bisa diisi pemiliknya sendiri.")


def _release_nik(digest: str) -> None:
    """An owner without account and without any business left (all were claimed) gives up her NIK to who types it."""
    empty = Owner.objects.filter(nik_hash=digest, user__isnull=True, businesses__isnull=True)
    Owner.objects.filter(pk__in=empty.values("pk")).update(nik_cipher="", nik_hash=None, nik_last4="", sex="")


@transaction.atomic
def set_identity(owner: Owner, *, nik: str, by: User) -> None:
    """Store the NIK (canonical 16 digits): encrypted, with a keyed hash and the last four digits.

    Raises Refused when another owner has it, for anybody but herself and officers, or when a registration was already
    sent (staff correct it then); one that was never stored can still be added.
    """
    _require_herself(owner, by)
    locked = Owner.objects.select_for_update().get(pk=owner.pk)
    digest = secrets.keyed_hash(nik)
    if locked.nik_hash == digest:
        return
    sent = BusinessEdition.objects.filter(business__owner=locked, submission__state__in=["submitted", "approved"])
    if locked.nik_hash and sent.exists():
        raise Refused("NIK tidak bisa diubah setelah pendaftaran dikirim. Hubungi petugas Disperindag.")
    try:
        with transaction.atomic():
            _release_nik(digest)
            Owner.objects.filter(pk=locked.pk).update(
                nik_cipher=secrets.encrypt(nik), nik_hash=digest, nik_last4=nik[-4:], sex=sex_in_nik(nik)
            )
    except IntegrityError:
        raise Refused(NIK_USED if owner.user_id else NIK_USED_OF_ANOTHER) from None
    owner.refresh_from_db()


@transaction.atomic
def reveal_nik(owner: Owner, *, by: User, purpose: str, note: str = "") -> str:
    """The full NIK for a reviewer who needs it; every look stands in the diary with its purpose (UU 27/2022 art. 16).

    `purpose` is one of review.purposes.Purpose, `note` holds no personal data. Raises Refused without either right.
    """
    review.require("registry.view_secret", by)
    if purpose not in Purpose.values:
        raise Refused("Pilih keperluan melihat NIK ini.")
    record(Verb.SECRET_VIEWED, owner, by=by, what="nik", purpose=purpose, **({"note": note} if note else {}))
    return secrets.decrypt(owner.nik_cipher) if owner.nik_cipher else ""


@transaction.atomic
def set_consent(owner: Owner, purpose: str, agrees: bool, *, version: str, by: User, channel: str = "web") -> None:
    """Give or withdraw one consent; both keep their date. What it showed is hidden at once.

    Raises Refused for anybody but the owner herself and officers who type for her.
    """
    _require_herself(Owner.objects.select_for_update().get(pk=owner.pk), by)
    current = Consent.objects.filter(owner=owner, purpose=purpose, withdrawn_at__isnull=True).first()
    if agrees and current is None:
        Consent.objects.create(owner=owner, purpose=purpose, text_version=version, channel=channel, given_by=by)
        record(Verb.CONSENT_GIVEN, owner, by=by, purpose=purpose, version=version)
    elif not agrees and current is not None:
        current.withdrawn_at = timezone.now()
        current.save(update_fields=["withdrawn_at"])
        record(Verb.CONSENT_WITHDRAWN, owner, by=by, purpose=purpose)


@transaction.atomic
def answer_consents(owner: Owner, answers: Mapping[str, bool], *, by: User, channel: str = "web") -> None:
    """Keep her answers to the optional consents (registry.consents.OPTIONAL); the texts of today were read."""
    for text in OPTIONAL:
        if text.purpose in answers:
            set_consent(owner, text.purpose, answers[text.purpose], version=text.version, by=by, channel=channel)


def _refuse_used_nib(edition: BusinessEdition) -> None:
    used = BusinessEdition.objects.filter(nib=edition.nib, is_live=True).exclude(business=edition.business)
    live = used.select_related("business__owner").first() if edition.nib else None
    if live is not None and live.business.owner.user_id is None:
        raise Refused("NIB ini sudah tercatat di daftar dinas. Bila usaha itu milik Anda, klaim dulu di halaman Klaim.")
    if live is not None:
        raise Refused("NIB ini sudah dipakai usaha lain. Periksa nomornya, atau hubungi petugas bila ini milik Anda.")


def _refuse_unfinished(edition: BusinessEdition) -> None:
    """What the database asks of a submitted edition, as a sentence; the owner's pages ask more (registry.wizard)."""
    if missing := gaps(edition):
        raise Refused(f"Pendaftaran belum lengkap: {', '.join(missing)}.")


@transaction.atomic
def submit(edition: BusinessEdition, *, by: User) -> Submission:
    """Send the registration (or its edit) to Disperindag; from here the edition is frozen.

    Raises Refused when the NIB belongs to another business, the NIK is missing, or it was already sent.
    """
    _lock(edition.business_id)
    BusinessEdition.objects.select_for_update().get(pk=edition.pk)  # nobody types between the look and the sending
    edition.refresh_from_db()
    owner = edition.business.owner
    if not owner.nik_hash and role_in(edition.business_id, by):
        raise Refused("NIK pemilik belum diisi. Pemilik melengkapinya di bagian Pemilik.")
    if edition.business.closed_at:
        raise Refused("Usaha ini sudah ditutup. Buka lagi usahanya dulu.")
    _refuse_unfinished(edition)
    _refuse_used_nib(edition)
    is_first = not BusinessEdition.objects.filter(business=edition.business, is_live=True).exists()
    submission = review.submit(edition, by=by, plate=edition.business, about=told_in_queue(edition, is_first=is_first))
    business_sent.send(sender=Business, business=edition.business, by=by)
    return submission


def told_in_queue(edition: BusinessEdition, *, is_first: bool) -> dict[str, Any]:
    """What the queue tells about an edition without asking for it."""
    village = edition.village
    return {
        "room": "registry",
        "kind": Kind.BUSINESS,
        "title": edition.name,
        "business_name": edition.name,
        "region_code": village.parent_id if village else "",
        "region_name": village.parent.name if village and village.parent else "",
        "is_first": is_first,
    }


@transaction.atomic
def withdraw(edition: BusinessEdition, *, by: User) -> BusinessEdition:
    """Pull back a waiting edition and open a fresh draft from it."""
    if edition.submission is None:
        raise Refused("Belum ada yang dikirim.")
    Business.objects.select_for_update().get(pk=edition.business_id)
    review.withdraw(edition.submission, by=by, plate=edition.business)
    review.close(edition)
    return _open(edition.business, by)


def _refuse_own(business: Business, by: User) -> None:
    """An officer may own a business that a colleague typed for her: she still does not decide about it."""
    if business.owner.user_id == by.pk:
        raise Refused("Ini usaha Anda sendiri. Petugas lain yang harus memutuskan.")


@transaction.atomic
def approve(submission: Submission, *, by: User) -> None:
    """Approve: the edition goes live. Raises Refused (role, four eyes, NIB used) and AlreadyDecided."""
    review.require("registry.decide_business", by)
    edition = BusinessEdition.objects.select_related("business__owner").get(submission=submission)
    _refuse_own(edition.business, by)
    _lock(edition.business_id)
    review.decide(submission, State.APPROVED, by=by, plate=edition.business)
    try:
        with transaction.atomic():
            review.put_live(edition, "business")
    except IntegrityError:
        raise Refused("NIB ini sudah dipakai usaha lain yang sudah tayang. Minta pemilik memeriksa NIB-nya.") from None
    business_changed.send(sender=Business, business=edition.business)


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    by: User,
    state: State = State.NEEDS_CHANGES,
    reason: Reason | None = None,
    words: str = "",
    findings: Mapping[str, str] | None = None,
) -> None:
    """Ask for changes (or refuse, with `state=State.REJECTED`); what is live stays public."""
    review.require("registry.decide_business", by)
    edition = BusinessEdition.objects.select_related("business__owner").get(submission=submission)
    _refuse_own(edition.business, by)
    review.decide(submission, state, by=by, plate=edition.business, reason=reason, words=words, findings=findings)
    review.close(edition)


@transaction.atomic
def suspend(business: Business, *, by: User, reason: str) -> None:
    """Hide a business and all its products from the public until it is resumed."""
    review.require("registry.suspend_business", by)
    if not reason.strip():
        raise Refused("Tulis alasan menonaktifkan usaha ini.")
    Business.objects.filter(pk=business.pk).update(suspended_at=timezone.now(), suspended_reason=reason.strip()[:400])
    record(Verb.SUSPENDED, business, by=by)
    business_changed.send(sender=Business, business=business)


@transaction.atomic
def resume(business: Business, *, by: User) -> None:
    """Show a suspended business again."""
    review.require("registry.suspend_business", by)
    Business.objects.filter(pk=business.pk).update(suspended_at=None, suspended_reason="")
    record(Verb.RESUMED, business, by=by)
    business_changed.send(sender=Business, business=business)
