"""/pusat-usaha/: an owner or member sees where the businesses, products and certificates stand."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.models import User
from catalog.models import ProductEdition
from catalog.queries import newest_editions as newest_products
from certification.models import Certificate
from certification.queries import of_owner
from certification.validity import EXPIRED, EXPIRING, LABELS, NEEDS_CONFIRMATION, status_of
from claims.queries import open_claims_of
from faults.queries import unanswered_by_owner
from lebak_catalog.menu import exists
from registry import comparison as business_words
from registry.crosswalk import is_settled
from registry.membership import Right, may
from registry.models import BusinessEdition
from registry.queries import findings_of, goal_of, knowing_businesses, last_rounds, live_editions, newest_editions_for
from review.conversation import talk_address, unread_for_owner
from review.models import State, Submission
from review.timeline import Step, steps_of
from upkeep.product_links import dead_of
from upkeep.queries import asked_of, dead_links_of

SENT_BACK = (State.NEEDS_CHANGES, State.REJECTED)


@dataclass(frozen=True)
class Card:
    """One business of hers: where it stands, what the reviewer asked, and the address everybody can see."""

    edition: BusinessEdition
    steps: list[Step]
    reason: str
    findings: list[tuple[str, str, str]]  # (label, note, field)
    public_address: str
    lacks_nib: bool  # registered, and a private record until its NIB comes
    role: str  # MemberRole of the person who looks
    may_edit: bool


@dataclass(frozen=True)
class Todo:
    """One thing to do now."""

    icon: str
    title: str
    words: str
    address: str
    button: str


def _may(edition: BusinessEdition, right: Right) -> bool:
    """Whether the person who looks holds `right`; the editions come with `acting_role`."""
    return may(edition.acting_role, right)  # type: ignore[attr-defined]


def _card(edition: BusinessEdition, last: Submission | None, live: BusinessEdition | None) -> Card:
    may_edit = _may(edition, Right.EDIT_BUSINESS)
    sent_back = last if may_edit and last is not None and last.state in SENT_BACK else None
    labels = {field.name: field.label for field in business_words.FIELDS}
    shown = live is not None and edition.business.is_shown
    lacks_nib = live is not None and shown and live.nib_status == BusinessEdition.NibStatus.NONE
    address = f"/usaha/{live.slug}-{edition.business.code}/" if live and shown and not lacks_nib else ""
    return Card(
        edition=edition,
        steps=steps_of(edition.submission or sent_back, goal=goal_of(edition)),
        reason=sent_back.reason if sent_back else "",
        findings=[(labels.get(field, ""), note, field) for field, note in findings_of(sent_back).items()],
        public_address=address if address and exists(address) else "",
        lacks_nib=lacks_nib,
        role=edition.acting_role,  # type: ignore[attr-defined]
        may_edit=may_edit,
    )


def _business_todos(editions: list[BusinessEdition]) -> list[Todo]:
    editions = [one for one in editions if _may(one, Right.EDIT_BUSINESS) and not one.business.merged_into_id]
    drafts = [
        Todo(
            "edit",
            f"Lanjutkan pendaftaran “{one}”",
            "Belum dikirim.",
            reverse("registry:register", kwargs={"code": one.business.code}),
            "Lanjutkan",
        )
        for one in editions
        if one.is_draft
    ]
    sent_back = [
        Todo("edit", f"Perbaiki data “{one}”", "Ada catatan petugas.", f"#usaha-{one.business.code}", "Lihat catatan")
        for one in editions
        if one.state in SENT_BACK
    ]
    old_codes = [
        Todo(
            "edit",
            f"Pilih kode KBLI yang baru untuk “{one}”",
            "Kode lamanya terbagi di KBLI 2025. Tekan “Ubah data”, lalu buka Bidang usaha.",
            f"#usaha-{one.business.code}",
            "Lihat",
        )
        for one in editions
        if not one.is_open and not is_settled(one.activity)
    ]
    return sent_back + drafts + old_codes


def _product_todos(products: list[ProductEdition]) -> list[Todo]:
    return [
        Todo(
            "edit",
            f"Perbaiki “{one}”",
            one.submission.reason if one.submission else "",
            reverse("catalog:edit", args=[one.product.code]),
            "Perbaiki",
        )
        for one in products
        if one.state == State.NEEDS_CHANGES
    ]


def _paper_todos(papers: list[tuple[Certificate, str]]) -> list[Todo]:
    return [
        Todo(
            "badge",
            f"{paper.kind.short_name}: {LABELS[status].lower()}",
            "Unggah sertifikat yang baru atau tanda terimanya.",
            reverse("certification:mine"),
            "Buka",
        )
        for paper, status in papers
        if may(paper.acting_role, Right.CERTIFICATES)  # type: ignore[attr-defined]
        and paper.is_live
        and status in (EXPIRING, EXPIRED, NEEDS_CONFIRMATION)
    ]


def _talk_todos(user: User) -> list[Todo]:
    return [
        Todo("chat", f"Pesan petugas tentang “{one.title}”", "Belum Anda baca.", talk_address(one), "Baca")
        for one in unread_for_owner(user)
    ]


def _alive_todos(user: User) -> list[Todo]:
    return (
        [
            Todo("clock", f"Masih produksi? “{name}”", "Satu ketukan cukup.", reverse("upkeep:mine"), "Jawab")
            for _, name in asked_of(user)
        ]
        + [
            Todo("alert", f"Tautan {link.host} tidak bisa dibuka", f"Di halaman “{link.edition}”.", address, "Perbaiki")
            for address in [reverse("upkeep:dead-links")]
            for link in dead_links_of(user)
        ]
        + [
            Todo("alert", f"{many} tautan produk tidak bisa dibuka", words, reverse("upkeep:dead-links"), "Lihat")
            for many in [dead_of(user)]
            for words in ["Di lokapasar atau Katalog V6."]
            if many
        ]
        + [
            Todo(
                "flag",
                f"Laporan tentang “{one.subject_name}”",
                one.get_kind_display(),
                reverse("faults:mine"),
                "Tanggapi",
            )
            for one in unanswered_by_owner(user)
        ]
    )


def _todos(
    editions: list[BusinessEdition], products: list[ProductEdition], papers: list[tuple[Certificate, str]]
) -> list[Todo]:
    """What she should do now, the most pressing first."""
    found = [*_business_todos(editions), *_product_todos(products), *_paper_todos(papers)]
    if any(one.submission and _may(one, Right.EDIT_PRODUCTS) for one in editions) and not products:
        words = "Mulai dengan satu produk terlaris Anda; perlu 1 foto dan harga."
        found.append(Todo("box", "Tambah produk pertama", words, reverse("catalog:mine"), "Tambah produk"))
    return found


def _by_state(rows: list[Any]) -> list[tuple[str, int]]:
    """How many stand where, in the words of the states, the live ones first."""
    counts = Counter(row.state_label if isinstance(row, ProductEdition) else _paper_words(row) for row in rows)
    return sorted(counts.items(), key=lambda pair: (pair[0] not in ("Disetujui", "Berlaku"), pair[0]))


def _paper_words(paper: Certificate) -> str:
    return LABELS[status_of(paper)] if paper.is_live else (paper.submission.state_label if paper.submission else "Draf")


@signed_in
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Her businesses with their way so far, what to do now, and how many products and certificates stand where."""
    with knowing_businesses(request.user):
        return _overview(request)


def _overview(request: PersonRequest) -> HttpResponse:
    user, editions = request.user, list(newest_editions_for(request.user))
    if not editions:
        return redirect("claims:start" if open_claims_of(user).exists() else "registry:register")
    chosen = next((one for one in editions if one.business.code == request.GET.get("usaha")), None)
    shown = [chosen] if chosen else editions
    rounds, live = last_rounds(shown), live_editions(one.business_id for one in shown)
    code = chosen.business.code if chosen else ""
    products = list(newest_products(user, code).prefetch_related(None))
    papers = [(paper, status_of(paper)) for paper in of_owner(user, code)]
    context = {
        "cards": [_card(one, rounds.get(one.business.code), live.get(one.business_id)) for one in shown],
        "businesses": [
            {"code": one.business.code, "newest_name": one.name, "acting_role": one.acting_role} for one in editions
        ],
        "chosen": code,
        "owns": any(_may(one, Right.OWN) for one in editions),
        "todos": [*_talk_todos(user), *_alive_todos(user), *_todos(shown, products, papers)],
        "products": _by_state(products),
        "products_total": len(products),
        "papers": _by_state([paper for paper, _ in papers]),
        "papers_total": len(papers),
        "office": settings.OFFICE_NAME,
    }
    return render(request, "lebak_catalog/owner_centre.html", context)
