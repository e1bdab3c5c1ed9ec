"""/pusat-usaha/: where one's businesses, products and certificates stand, and a copy of one's own data."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.models import User
from catalog import comparison as product_words
from catalog.models import ProductEdition
from catalog.queries import newest_editions as newest_products
from certification.models import Certificate
from certification.queries import of_owner
from certification.validity import EXPIRED, EXPIRING, LABELS, NEEDS_CONFIRMATION, status_of
from claims.queries import open_claims_of
from lebak_catalog.menu import exists
from registry import comparison as business_words
from registry.membership import Right, may
from registry.models import BusinessEdition, MemberRole, Owner
from registry.queries import (
    acts_for,
    consents_given,
    findings_of,
    last_rounds,
    live_editions,
    memberships_of,
    newest_editions_for,
    owner_of,
)
from review.models import State, Submission
from review.timeline import Step, steps_of

SENT_BACK = (State.NEEDS_CHANGES, State.REJECTED)


@dataclass(frozen=True)
class Card:
    """One business of hers: where it stands, what the reviewer asked, and the address everybody can see."""

    edition: BusinessEdition
    steps: list[Step]
    reason: str
    findings: list[tuple[str, str, str]]  # (label, note, field)
    public_address: str
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
    address = f"/usaha/{live.slug}-{edition.business.code}/" if live and edition.business.is_shown else ""
    return Card(
        edition=edition,
        steps=steps_of(edition.submission or sent_back),
        reason=sent_back.reason if sent_back else "",
        findings=[(labels.get(field, ""), note, field) for field, note in findings_of(sent_back).items()],
        public_address=address if address and exists(address) else "",
        role=edition.acting_role,  # type: ignore[attr-defined]
        may_edit=may_edit,
    )


def _business_todos(editions: list[BusinessEdition]) -> list[Todo]:
    editions = [one for one in editions if _may(one, Right.EDIT_BUSINESS)]
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
    return sent_back + drafts


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
        "todos": _todos(shown, products, papers),
        "products": _by_state(products),
        "products_total": len(products),
        "papers": _by_state([paper for paper, _ in papers]),
        "papers_total": len(papers),
        "office": settings.OFFICE_NAME,
    }
    return render(request, "lebak_catalog/owner_centre.html", context)


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _editions(editions: list[Any], fields: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [
        {
            "versi": edition.number,
            "keadaan": edition.state_label,
            "tayang": edition.is_live,
            "dibuat": _iso(edition.created_at),
            "isi": {field.label: field.show(edition) for field in fields},
        }
        for edition in editions
    ]


def _businesses(owner: Owner | None) -> list[dict[str, Any]]:
    rows = BusinessEdition.objects.filter(business__owner=owner).select_related(
        "business__owner", "activity", "village__parent", "submission"
    )
    codes = dict.fromkeys(row.business.code for row in rows.order_by("business__created_at"))
    return [
        {
            "kode": code,
            "versi": _editions(
                [row for row in rows.order_by("number") if row.business.code == code], business_words.FIELDS
            ),
        }
        for code in codes
    ]


def _products(user: User) -> list[dict[str, Any]]:
    rows = (
        ProductEdition.objects.filter(acts_for(user, "product__business", Right.OWN))
        .select_related("product", "category", "submission")
        .prefetch_related("claims__certificate__kind")
        .order_by("product__created_at", "number")
    )
    grouped: dict[str, list[ProductEdition]] = {}
    for row in rows:
        grouped.setdefault(row.product.code, []).append(row)
    return [
        {
            "kode": code,
            "harga": editions[0].product.price_before_vat,
            "versi": _editions(editions, product_words.FIELDS),
        }
        for code, editions in grouped.items()
    ]


def _papers(user: User) -> list[dict[str, Any]]:
    return [
        {
            "kode": paper.code,
            "jenis": paper.kind.name,
            "nomor": paper.number,
            "penerbit": paper.issuer,
            "terbit": _iso(paper.issued_on),
            "berlaku_sampai": _iso(paper.expires_on),
            "keadaan": _paper_words(paper),
        }
        for paper in Certificate.objects.filter(acts_for(user, "business", Right.OWN)).select_related(
            "kind", "submission"
        )
    ]


@signed_in
@require_safe
def own_data(request: PersonRequest) -> HttpResponse:
    """A copy of all that is stored about her (UU 27/2022 art. 32). The NIK stays masked: the file may get lost."""
    user, owner = request.user, owner_of(request.user)
    joined = list(memberships_of(user))
    if owner is None and not joined:
        return redirect("registry:register")
    copy = {
        "keterangan": f"Salinan data Anda di {settings.SITE_NAME}. NIK disamarkan; yang lengkap bisa diminta ke "
        f"{settings.OFFICE_NAME}.",
        "diunduh": _iso(timezone.localtime()),
        "akun": {"nama": user.name, "telepon": user.phone, "surel": user.email, "dibuat": _iso(user.joined_at)},
        "pemilik": {"nama": owner.name, "nik": business_words.masked_nik(owner.nik_last4)} if owner else None,
        "keanggotaan": [
            {
                "kode_usaha": one.business.code,
                "nama": one.name,
                "peran": MemberRole(one.role).label,
                "sejak": _iso(one.accepted_at),
                "berakhir": _iso(one.ended_at),
            }
            for one in joined
        ],
        "izin": [
            {
                "tentang": one.get_purpose_display(),
                "versi_teks": one.text_version,
                "diberikan": _iso(one.given_at),
                "ditarik": _iso(one.withdrawn_at),
            }
            for one in (consents_given(owner) if owner else ())
        ],
        "usaha": _businesses(owner),
        "produk": _products(user),
        "sertifikat": _papers(user),
    }
    answer = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="data-saya-{timezone.localdate():%Y-%m-%d}.json"'
    return answer
