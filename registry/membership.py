"""Who may do what for a business: the one table of roles and rights. Pure: it asks no database."""

from collections.abc import Mapping
from enum import StrEnum

from registry.models import MemberRole


class Right(StrEnum):
    """One thing a person may do for a business."""

    VIEW = "view"
    EDIT_PRODUCTS = "edit_products"
    SEND_PRODUCTS = "send_products"
    CERTIFICATES = "certificates"
    EDIT_BUSINESS = "edit_business"
    MEMBERS = "members"
    OWN = "own"  # NIK, consents, the end of the business: nobody but the owner


WORDS: Mapping[Right, str] = {
    Right.VIEW: "Melihat keadaan usaha, produk, dan sertifikat",
    Right.EDIT_PRODUCTS: "Mengisi dan mengubah produk, foto, harga, dan stok",
    Right.SEND_PRODUCTS: "Mengirim produk ke petugas, menurunkan, dan menayangkannya lagi",
    Right.CERTIFICATES: "Mengisi dan mengirim sertifikat",
    Right.EDIT_BUSINESS: "Mengubah dan mengirim data usaha",
    Right.MEMBERS: "Mengundang, mengubah peran, dan mengeluarkan anggota",
    Right.OWN: "Mengisi NIK dan mengatur izin tampil data pribadi",
}
_HELPER = (Right.VIEW, Right.EDIT_PRODUCTS)
_MANAGER = (*_HELPER, Right.SEND_PRODUCTS, Right.CERTIFICATES)
_RESPONSIBLE = (*_MANAGER, Right.EDIT_BUSINESS, Right.MEMBERS)
RIGHTS: Mapping[str, tuple[Right, ...]] = {
    MemberRole.OWNER: (*_RESPONSIBLE, Right.OWN),
    MemberRole.RESPONSIBLE_PERSON: _RESPONSIBLE,
    MemberRole.MANAGER: _MANAGER,
    MemberRole.HELPER: _HELPER,
}
GIVEN = (MemberRole.RESPONSIBLE_PERSON, MemberRole.MANAGER, MemberRole.HELPER)  # the owner's role is not given away
ABOUT: Mapping[str, str] = {
    MemberRole.RESPONSIBLE_PERSON: "Boleh semuanya, kecuali NIK, izin data pribadi, dan mengeluarkan pemilik.",
    MemberRole.MANAGER: "Mengurus produk dan sertifikat sampai dikirim ke petugas.",
    MemberRole.HELPER: "Mengisi produk, foto, harga, dan stok. Tidak bisa mengirim ke petugas.",
}


def may(role: str, right: Right) -> bool:
    """Whether `role` (a MemberRole value, or empty for a stranger) holds `right`."""
    return right in RIGHTS.get(role, ())


def roles_with(right: Right) -> list[str]:
    """The values of the roles that hold `right`, the owner first."""
    return [role for role in MemberRole.values if may(role, right)]


def words_for(right: Right) -> str:
    """Who may do it, in words: "pemilik, penanggung jawab, atau pengelola"."""
    words = [MemberRole(role).label.lower() for role in roles_with(right)]
    return " atau ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, atau {words[-1]}"


def table() -> list[tuple[str, list[str]]]:
    """For the page that explains: each right in words, and the words of the roles that hold it."""
    return [(WORDS[right], [str(MemberRole(role).label) for role in roles_with(right)]) for right in Right]
