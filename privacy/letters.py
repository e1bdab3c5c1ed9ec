"""The letters that UU 27/2022 article 46 asks for within 3 x 24 hours: to the people, and to the authority."""

from accounts.templatetags.portal import datetime_id, number
from privacy.models import Breach


def to_people(breach: Breach, office: str) -> str:
    """To the people whose data it was: what, when and how, what is done, what they can do, whom to ask."""
    return f"""Pemberitahuan kegagalan pelindungan data pribadi

Yth. Bapak/Ibu pemilik data,

Kami memberitahukan bahwa data pribadi Anda yang tersimpan pada kami terdampak kejadian berikut.

Kejadian: {breach.title}
Diketahui: {datetime_id(breach.discovered_at)}

Data yang terungkap, kapan, dan bagaimana:
{breach.what}

Yang sudah dan akan kami lakukan:
{breach.remedy}

Yang sebaiknya Anda lakukan: waspadai pesan atau telepon yang memakai nama kami. Petugas tidak pernah meminta
kode masuk atau biaya. Bila ada yang mencurigakan, hubungi {office}.

Kami mohon maaf. Anda berhak bertanya dan meminta penjelasan kepada {office}.

{office}
"""


def to_authority(breach: Breach, office: str) -> str:
    """To the body that supervises the protection of personal data."""
    return f"""Laporan kegagalan pelindungan data pribadi (UU Nomor 27 Tahun 2022 pasal 46)

Kepada Yth. lembaga pelindungan data pribadi

Pengendali data: {office}
Nomor catatan: {breach.code}
Kejadian: {breach.title}
Diketahui: {datetime_id(breach.discovered_at)}
Batas pemberitahuan (3 x 24 jam): {datetime_id(breach.due_at)}
Jumlah pemilik data terdampak: {number(breach.affected)}
Pemilik data diberi tahu: {datetime_id(breach.people_told_at) or "belum"}

Data yang terungkap, kapan, dan bagaimana:
{breach.what}

Upaya penanganan dan pemulihan:
{breach.remedy}

{office}
"""
