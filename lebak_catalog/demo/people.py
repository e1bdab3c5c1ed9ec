"""The people of the demo: fictional names, phones with prefix 0860 that no operator has."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from accounts.actions import grant_role, sign_up
from accounts.contacts import Contact
from accounts.models import User
from accounts.queries import needs_second_factor
from accounts.roles import Role


@dataclass(frozen=True)
class Person:
    """Somebody a stranger can be: key in the address, name, contact, role, and what to try."""

    key: str
    name: str
    contact: str
    role: Role
    about: str


OWNER, REVIEWER, BUYER = Role.OWNER, Role.REVIEWER, Role.PROCUREMENT_OFFICER
BUYERS = "perangkat-daerah.example"
PEOPLE = (
    Person("sari", "Sari Nuraeni", "+6286012345601", OWNER, "Isi data usaha, ajukan produk, ikuti hasil pemeriksaan."),
    Person("dede", "Dede Kurniawan", "+6286012345602", OWNER, "Pelaku usaha lain. Tidak melihat data Ibu Sari."),
    Person("ujang", "Ujang Saepudin", "+6286012345603", OWNER, "Membantu usaha Sari; klaimnya menunggu petugas."),
    Person("rina", "Rina Marlina", "+6286012345611", REVIEWER, "Ambil pengajuan, setujui, atau minta perbaikan."),
    Person("asep", "Asep Hidayat", "+6286012345612", REVIEWER, "Dua petugas menekan Setujui: hanya satu yang menang."),
    Person("yuli", "Yuli Handayani", "+6286012345613", REVIEWER, "Petugas ketiga, untuk membagi antrean."),
    Person("ratna", "Ratna Dewi", "+6286012345621", Role.SUPERVISOR, "Lihat yang terlambat, nonaktifkan usaha."),
    Person("wulan", "Wulan Lestari", f"wulan@{BUYERS}", BUYER, "Cari produk menurut sertifikat, harga, kecamatan."),
    Person("bayu", "Bayu Pratama", f"bayu@{BUYERS}", BUYER, "Pejabat Pengadaan dari kantor lain."),
    Person("nining", "Nining Suryani", "+6286012345631", Role.ADMINISTRATOR, "Beri dan cabut peran."),
)
BY_KEY = {person.key: person for person in PEOPLE}


def contact_of(person: Person) -> Contact:
    """Phone or e-mail of a demo person."""
    return Contact("email" if "@" in person.contact else "phone", person.contact)


@transaction.atomic
def make_people() -> dict[str, User]:
    """Sign up everybody and grant the roles, as the real verbs do; safe to repeat. Key -> user."""
    if settings.PRODUCTION:
        raise ImproperlyConfigured("demo people have no place in production")
    return {person.key: make_person(person) for person in PEOPLE}


def make_person(person: Person) -> User:
    """One demo person, with an authenticator app where the role needs it."""
    user = sign_up(name=person.name, contact=contact_of(person))
    if person.role is not Role.OWNER:
        grant_role(user, person.role, by=None)
    if needs_second_factor(user) and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    return user
