"""Every page tried by everybody: by those who may, and by those who must not."""

import uuid
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from audit.models import Event, Verb
from tests.attack.routes import routes
from tests.attack.world import NIK, World
from tests.fieldwork.conftest import visit_form

# Who, in the order of the letters below. "rina-" is a reviewer whose session has not shown the second factor; Pak Tono
# (field officer) may look at the desk but not decide, open scans or see a NIK; Pak Joko (administrator) gives roles.
WHO = ("visitor", "sari", "dede", "wulan", "tono", "rina-", "rina", "ratna", "joko")
# o open, i must sign in, 2 must show the second factor, 3 forbidden (403), 4 not found (404), m no such method (405)
ALL, NONE, NEVER = "o" * 9, "4" * 9, "m" * 9
OWN_POST, HERS, LOOK = "immmm2mmm", "io4442444", "i333o2oo3"  # HERS: what is Sari's
HIS = "i4o442444"
NOT_HIS = "i33342oo3"  # of the desk, but not Pak Tono's
# Bu Rina and Bu Ratna see the figures of the office, Bu Ratna enters those of other sources
FIGURES, ENTER = "i33332oo3", "i333323o3"
SIGNED_IN, DECIDE, LEAD, GRANT = "ioooo2ooo", "i33332oo3", "i333333o3", "i3333333o"
INCIDENTS = "i333333oo"

MANY = ("buka", "tandai", "setujui", "lanjutkan", "batalkan")
TABLE: dict[str, tuple[str, str]] = {
    # everybody
    "/": (ALL, NEVER),
    "/robots.txt": (ALL, NEVER),
    "/sitemap.xml": (ALL, NEVER),
    "/sitemap-halaman.xml": (ALL, NEVER),
    "/sitemap-produk-1.xml": (ALL, NEVER),
    "/produk/": (ALL, NEVER),
    "/produk/{product_slug}-{product}/": (ALL, NEVER),
    "/produk/gula-cair-{product_sent}/": (NONE, NEVER),
    "/produk/gula-kawung-{product_draft}/": (NONE, NEVER),
    "/p/{product}/": (ALL, NEVER),
    "/p/{product}/qr.svg": (ALL, NEVER),
    "/p/{product_draft}/qr.svg": (NONE, NEVER),
    "/kategori/{category}/": (ALL, NEVER),
    "/kecamatan/{district}/": (ALL, NEVER),
    "/usaha/": (ALL, NEVER),
    "/usaha/{business_slug}-{business}/": (ALL, NEVER),
    "/konfirmasi/{link}/": (ALL, ALL),
    "/konfirmasi/{link}/kode/": (ALL, ALL),
    "/konfirmasi/{link}/jawab/": (ALL, ALL),
    "/sertifikat/cek/": (ALL, NEVER),
    "/sertifikat/{paper}/": (ALL, NEVER),
    "/sertifikat/{paper_draft}/": (NONE, NEVER),
    "/sertifikat/{paper_sent}/": (NONE, NEVER),
    "/bantuan/": (ALL, NEVER),
    "/privasi/": (ALL, NEVER),
    "/aksesibilitas/": (ALL, NEVER),
    "/sehat/": (ALL, NEVER),
    "/media/tidak/ada.jpg": (NONE, NEVER),
    # the entrance and the account
    "/akun/masuk/": (ALL, ALL),
    "/akun/daftar/": (ALL, ALL),
    "/akun/kode/": (ALL, ALL),
    "/akun/keluar/": (ALL, ALL),
    "/akun/tidak-aktif/": (ALL, NEVER),
    "/akun/": (SIGNED_IN, SIGNED_IN),
    "/akun/kontak/": (SIGNED_IN, SIGNED_IN),
    "/akun/kontak/kode/": (SIGNED_IN, SIGNED_IN),
    "/akun/langkah-kedua/": ("ioooooooo", "immmmmmmm"),
    "/akun/langkah-kedua/kode/": (ALL, ALL),
    "/akun/langkah-kedua/ulang/": ("i33oooooo", "i33oooooo"),
    "/akun/langkah-kedua/pasang/": ("ioo222222", "ioo222222"),
    "/akun/langkah-kedua/lepas/": ("i44222222", "i44222222"),
    "/akun/langkah-kedua/cadangan/": ("i44222222", "immmmmmmm"),
    "/akun/langkah-kedua/cadangan/baru/": ("ioo222222", "ioo222222"),
    "/akun/langkah-kedua/cadangan/unduh/": ("i44222222", "i44222222"),
    "/akun/perangkat/": (SIGNED_IN, SIGNED_IN),
    "/akun/hapus/": (SIGNED_IN, SIGNED_IN),
    "/akun/peran/": (GRANT, GRANT),
    "/akun/peran/{dede}/reviewer/cabut/": ("i3333333m", GRANT),
    # registering a business
    "/daftar-usaha/": ("ooooo2ooo", NEVER),
    "/daftar-usaha/mulai/": (OWN_POST, SIGNED_IN),
    "/daftar-usaha/periksa/": (SIGNED_IN, SIGNED_IN),
    "/daftar-usaha/terkirim/": (SIGNED_IN, SIGNED_IN),
    "/daftar-usaha/pemilik/": (SIGNED_IN, SIGNED_IN),
    "/daftar-usaha/{business}/": (HERS, HERS),
    "/daftar-usaha/{business}/periksa/": (HERS, HERS),
    "/daftar-usaha/{business}/terkirim/": (HERS, HERS),
    "/daftar-usaha/{business}/pemilik/": (HERS, HERS),
    "/daftar-usaha/{business}/ubah/": (OWN_POST, HERS),
    "/daftar-usaha/{business}/mirip/": (OWN_POST, HERS),
    "/daftar-usaha/{business}/batalkan/": (OWN_POST, HERS),
    # the owner centre
    "/pusat-usaha/": (SIGNED_IN, OWN_POST),
    "/pusat-usaha/data-saya.json": (SIGNED_IN, OWN_POST),
    "/pusat-usaha/data-saya.zip": (SIGNED_IN, OWN_POST),
    "/pusat-usaha/data-pribadi/": (SIGNED_IN, OWN_POST),
    "/pusat-usaha/data-pribadi/izin/show_name/tarik/": (OWN_POST, "ioo442444"),  # Dede owns a business too
    "/pusat-usaha/data-pribadi/permintaan/": (SIGNED_IN, SIGNED_IN),
    "/pusat-usaha/data-pribadi/permintaan/{request}/batal/": (OWN_POST, HERS),
    "/pusat-usaha/data-pribadi/tutup/{business}/": (HERS, HERS),
    "/pusat-usaha/data-pribadi/buka/{business}/": (OWN_POST, HERS),
    "/pusat-usaha/data-pribadi/hapus/": (SIGNED_IN, SIGNED_IN),
    "/pusat-usaha/data-pribadi/hapus/batal/": (OWN_POST, "ioo442444"),
    "/pusat-usaha/profil/": (SIGNED_IN, SIGNED_IN),
    "/pusat-usaha/produk/": (SIGNED_IN, OWN_POST),
    "/pusat-usaha/produk/baru/": (OWN_POST, "io4442444"),
    "/pusat-usaha/produk/{product_draft}/ubah/": (HERS, HERS),
    "/pusat-usaha/produk/{product}/buka/": (OWN_POST, HERS),
    "/pusat-usaha/produk/{product_sent}/batalkan/": (OWN_POST, HERS),
    "/pusat-usaha/produk/{product}/harga/": (HERS, HERS),
    "/pusat-usaha/produk/{product}/tayang/": (HERS, HERS),
    "/pusat-usaha/sertifikat/": (SIGNED_IN, OWN_POST),
    "/pusat-usaha/sertifikat/baru/": (SIGNED_IN, "io4oo2ooo"),  # who has no business is led to the registration
    "/pusat-usaha/sertifikat/{paper_draft}/": (HERS, HERS),
    "/pusat-usaha/sertifikat/{paper}/perbaiki/": (OWN_POST, HERS),
    "/pusat-usaha/sertifikat/{paper_sent}/batalkan/": (OWN_POST, HERS),
    "/pusat-usaha/sertifikat/{paper_draft}/buang/": (OWN_POST, HERS),
    # sentra and groups
    "/sentra/": (ALL, NEVER),
    "/sentra/sentra-gula-{cluster}/": (ALL, NEVER),
    "/pusat-usaha/sentra/": (SIGNED_IN, SIGNED_IN),
    "/pusat-usaha/sentra/{cluster}/minta/": (OWN_POST, "io4442444"),
    "/pusat-usaha/sentra/keluar/{membership}/": (OWN_POST, "io4442444"),
    "/petugas/sentra/": (LOOK, NEVER),
    "/petugas/sentra/baru/": (LOOK, LOOK),
    "/petugas/sentra/{cluster}/": (LOOK, NEVER),
    "/petugas/sentra/{cluster}/ubah/": (LOOK, LOOK),
    "/petugas/sentra/{cluster}/masukkan/": (NEVER, LOOK),
    "/petugas/sentra/{cluster}/ketua/{membership}/": (NEVER, LOOK),
    "/petugas/sentra/{cluster}/keluarkan/{membership}/": (NEVER, LOOK),
    "/petugas/sentra/{cluster}/bubarkan/": (NEVER, LOOK),
    "/petugas/sentra/{cluster}/aktifkan/": (NEVER, LOOK),
    # is it still alive, and what needs care
    "/masih-produksi/{alive_token}/": (ALL, ALL),
    "/pusat-usaha/masih-produksi/": (SIGNED_IN, SIGNED_IN),
    "/pusat-usaha/masih-produksi/{business}/": (OWN_POST, HERS),
    "/pusat-usaha/tautan-mati/": (SIGNED_IN, NEVER),
    "/petugas/mutu-data/": (LOOK, NEVER),
    "/petugas/mutu-data/hitung/": (NEVER, LOOK),
    "/petugas/mutu-data/tanpa-nib/": (LOOK, NEVER),
    "/petugas/mutu-data/tanpa-nib/unduh.csv": (LOOK, NEVER),
    "/petugas/mutu-data/jawab/{business}/": (NEVER, LOOK),
    # background work: only who ordered it
    "/pekerjaan/{job}/": (HERS, OWN_POST),
    "/pekerjaan/{job}/keadaan/": (HERS, OWN_POST),
    "/pusat-usaha/usaha/{business}/anggota/": (HERS, HERS),
    "/pusat-usaha/usaha/{business}/anggota/{member}/": (HERS, HERS),
    "/pusat-usaha/usaha/{business}/anggota/{member}/keluarkan/": (HERS, HERS),
    "/undangan/{invitation}/": (ALL, SIGNED_IN),
    # claiming: Pak Dede has claimed a business of the old list
    "/klaim/": (SIGNED_IN, SIGNED_IN),
    "/klaim/usaha/": (SIGNED_IN, SIGNED_IN),
    "/klaim/{claim}/": (HIS, NEVER),
    "/klaim/{claim}/lagi/": (OWN_POST, HIS),
    "/klaim/{claim}/batalkan/": (OWN_POST, HIS),
    "/klaim/{claim}/berkas/": ("i4o442oo4", NEVER),
    # the desk
    "/petugas/": (LOOK, NEVER),
    "/petugas/antrean/": (LOOK, NEVER),
    "/petugas/antrean/petugas/": (NEVER, DECIDE),
    "/petugas/antrean/ambil/": (NEVER, DECIDE),
    "/petugas/tugas/": (LOOK, NEVER),
    "/petugas/selesai/": (LOOK, NEVER),
    "/petugas/pintasan/": (LOOK, NEVER),
    "/petugas/sekaligus/": (DECIDE, NEVER),
    "/petugas/sekaligus/baru/": (NEVER, DECIDE),
    "/petugas/sekaligus/{many}/": (DECIDE, NEVER),  # Bu Rina's; Bu Ratna supervises
    **{f"/petugas/sekaligus/{{many}}/{verb}/": (NEVER, DECIDE) for verb in MANY},
    "/petugas/beban/": (LEAD, NEVER),
    "/petugas/beban/beban.csv": (LEAD, NEVER),
    "/petugas/beban/beban.xlsx": (LEAD, NEVER),
    "/petugas/beban/serahkan/": (NEVER, LEAD),
    "/petugas/hari-libur/": (LEAD, LEAD),
    "/petugas/hari-libur/2026-12-24/hapus/": (NEVER, LEAD),
    "/petugas/alasan/": (LEAD, NEVER),
    "/petugas/alasan/baru/": (LEAD, LEAD),
    "/petugas/alasan/{reason}/": (LEAD, LEAD),
    "/petugas/alasan/{reason}/urutan/": (NEVER, LEAD),
    "/pengajuan/{product_waiting}/pesan/": ("io44o2oo4", "io44o2oo4"),
    "/petugas/tinjau/usaha/{business_waiting}/": (LOOK, DECIDE),
    "/petugas/tinjau/produk/{product_waiting}/": (LOOK, DECIDE),
    "/petugas/tinjau/sertifikat/{paper_waiting}/": (LOOK, DECIDE),
    "/petugas/tinjau/klaim/{claim_waiting}/": (LOOK, DECIDE),
    "/petugas/tinjau/klaim/{claim_waiting}/batalkan/": ("i33332mm3", DECIDE),
    "/petugas/tinjau/usaha/{business_waiting}/nik/": ("i33332mm3", DECIDE),
    "/petugas/tinjau/sertifikat/{paper_waiting}/cek/": (NEVER, DECIDE),
    "/petugas/usaha/{business}/": (LOOK, NEVER),
    "/petugas/usaha/{business}/nonaktif/": (NEVER, LEAD),
    "/petugas/usaha/{business}/aktif/": (NEVER, LEAD),
    "/petugas/sertifikat/{paper}/": (LOOK, NEVER),
    "/petugas/sertifikat/{paper_draft}/": ("i33342443", NEVER),
    "/petugas/sertifikat/{paper}/cabut/": (NEVER, DECIDE),
    "/petugas/usaha/{business}/tutup/": (LEAD, LEAD),
    "/petugas/permintaan-data/": (DECIDE, NEVER),
    "/petugas/permintaan-data/baru/": (DECIDE, DECIDE),
    "/petugas/permintaan-data/{request}/": (DECIDE, DECIDE),
    "/petugas/permintaan-data/hapus/{erasure}/": (LEAD, LEAD),
    "/petugas/data-pribadi/inventaris/": (INCIDENTS, NEVER),
    "/petugas/data-pribadi/masa-simpan/": (INCIDENTS, NEVER),
    "/petugas/insiden/": (INCIDENTS, INCIDENTS),
    "/petugas/insiden/{breach}/": (INCIDENTS, INCIDENTS),
    "/petugas/insiden/{breach}/diberitahu/": (NEVER, INCIDENTS),
    "/sertifikat/{paper}/berkas/buka/": (NEVER, DECIDE),
    "/sertifikat/{paper}/berkas/": ("io4442oo4", NEVER),
    "/sertifikat/{paper_sent}/berkas/": ("io4442oo4", NEVER),
    "/sertifikat/{paper_draft}/berkas/": (HERS, NEVER),  # never sent: hers alone
    "/gaya/": (LOOK, NEVER),
    # field work: a field officer sees her own, reviewers all; Pak Tono began {assisted} and made {visit}
    "/petugas/lapangan/": (LOOK, NEVER),
    "/petugas/lapangan/baru/": (LOOK, LOOK),
    "/petugas/lapangan/{assisted}/": (LOOK, NEVER),
    "/petugas/lapangan/{assisted_by_rina}/": (NOT_HIS, NEVER),
    "/petugas/lapangan/{assisted}/tautan/": (NEVER, LOOK),
    "/petugas/lapangan/{assisted}/loket/": (NEVER, LOOK),
    "/petugas/lapangan/{assisted}/persetujuan/": ("i33342443", NEVER),
    "/daftar-usaha/{assisted}/pemilik/": ("i444o24o4", "i444o24o4"),
    "/petugas/kunjungan/": (LOOK, NEVER),
    "/petugas/kunjungan/baru/": (LOOK, LOOK),
    "/petugas/kunjungan/luring/": (LOOK, NEVER),
    "/petugas/kunjungan/sw.js": (ALL, NEVER),
    "/petugas/kunjungan/tanda/": (LOOK, NEVER),
    "/petugas/kunjungan/kirim/": (NEVER, LOOK),
    "/petugas/kunjungan/kirim/foto/": (NEVER, "i333?2??3"),  # ?: 422, there is no photo in it
    "/petugas/kunjungan/kirim/selesai/": (NEVER, "i33342443"),
    "/petugas/kunjungan/{visit}/": (LOOK, NEVER),
    "/petugas/kunjungan/{visit_of_rina}/": (NOT_HIS, NEVER),
    "/petugas/kunjungan/{visit}/ubah/": ("i333o2443", "i333o2443"),
    "/petugas/kunjungan/{visit}/hubungkan/": (NEVER, LOOK),
    "/petugas/kunjungan/{visit_of_rina}/hubungkan/": (NEVER, NOT_HIS),
    "/petugas/kunjungan/{visit}/pakai/": (NEVER, LOOK),
    "/petugas/kunjungan/{visit}/buang/": (NEVER, "i333o2443"),
    "/petugas/kunjungan/{visit}/foto/{visit_photo}/": (LOOK, NEVER),
    "/petugas/kunjungan/{visit}/foto/{visit_photo}/kecil/": (LOOK, NEVER),
    "/pusat-usaha/kunjungan/": (SIGNED_IN, NEVER),
    # doubles: not for field officers
    "/petugas/ganda/": (DECIDE, NEVER),
    "/petugas/ganda/cari/": (NEVER, DECIDE),
    "/petugas/ganda/usaha-ganda.csv": (DECIDE, NEVER),
    "/petugas/ganda/{pair}/": (DECIDE, NEVER),
    "/petugas/ganda/{pair}/bukan/": (NEVER, DECIDE),
    "/petugas/ganda/{pair}/lagi/": (NEVER, DECIDE),
    "/petugas/ganda/{pair}/gabung/": (NEVER, DECIDE),
    "/petugas/ganda/{pair}/pisah/": (NEVER, DECIDE),
    "/petugas/usaha/{business}/banding/": (NEVER, DECIDE),
    # old lists: whoever imports may look, the one who uploaded it (Bu Rina) and the head of the section may change it
    "/petugas/impor/": (LOOK, LOOK),
    "/petugas/impor/{list}/": (LOOK, NEVER),
    "/petugas/impor/{list}/bermasalah.csv": (LOOK, NEVER),
    "/petugas/impor/{list}/bermasalah.xlsx": (LOOK, NEVER),
    "/petugas/impor/kosong/business.xlsx": (LOOK, NEVER),
    "/petugas/impor/pemetaan/": (LOOK, NEVER),
    "/petugas/impor/pemetaan/{mapping}/hapus/": (NEVER, LOOK),
    "/petugas/impor/{list}/baca/": (NEVER, DECIDE),
    "/petugas/impor/{list}/sampel/": (DECIDE, DECIDE),
    "/petugas/impor/{list}/sampel/ambil/": (NEVER, DECIDE),
    "/petugas/impor/{list}/sampel/lanjutkan/": (NEVER, DECIDE),
    "/petugas/impor/{list}/sampel/{round}/batalkan/": (NEVER, LEAD),
    "/petugas/impor/{list}/kolom/": (NEVER, DECIDE),
    "/petugas/impor/{list}/ganda/": (NEVER, DECIDE),
    "/petugas/impor/{list}/draf/": (NEVER, DECIDE),
    "/petugas/impor/{list}/batalkan/": (NEVER, DECIDE),
    "/petugas/impor/{list}/kirim/": (NEVER, DECIDE),
    # figures: public ones with small cells hidden, everything for the office
    "/angka/": (ALL, NEVER),
    "/angka/usaha/": (ALL, NEVER),
    "/angka/usaha/data.csv": (ALL, NEVER),
    "/pimpinan/": (FIGURES, NEVER),
    "/pimpinan/angka/usaha/": (FIGURES, NEVER),
    "/pimpinan/data/kecamatan.csv": (FIGURES, NEVER),
    "/pimpinan/potret/": (FIGURES, NEVER),
    "/pimpinan/potret/ambil/": (NEVER, LEAD),
    "/pimpinan/potret/{snapshot}/": (FIGURES, NEVER),
    "/pimpinan/perubahan/": (FIGURES, NEVER),
    "/pimpinan/perubahan/usaha/?apa=closed": (FIGURES, NEVER),
    "/pimpinan/perubahan/usaha.csv?apa=closed": (FIGURES, NEVER),
    "/petugas/angka/sumber/": (FIGURES, ENTER),
    "/petugas/angka/sumber/{sourced}/": (FIGURES, ENTER),
    "/petugas/padanan/": (FIGURES, FIGURES),
    "/petugas/padanan/{compared}/": (FIGURES, NEVER),
    "/petugas/padanan/{compared}/baris/2/": (NEVER, FIGURES),
    "/petugas/padanan/{compared}/ulang/": (NEVER, FIGURES),
    "/petugas/padanan/{compared}/hapus/": (NEVER, FIGURES),
    "/petugas/padanan/{compared}/hanya-kami.csv": (FIGURES, NEVER),
}
SAME_FOR_ALL = (ALL, NONE, NEVER)
ASKED = ("visitor", "dede", "rina")  # who tries what is the same for everybody


def outcome(response: HttpResponseBase) -> str:
    """The letter of an answer."""
    target = response.headers.get("Location", "")
    if target.startswith("/akun/masuk/?next="):
        return "i"
    if target.startswith(("/akun/langkah-kedua/ulang/?next=", "/akun/langkah-kedua/pasang/?next=")):
        return "2"
    return {403: "3", 404: "4", 405: "m"}.get(response.status_code, "o" if response.status_code < 400 else "?")


def form_of(address: str, world: World) -> dict[str, str]:
    """A post that a page takes: a one-time key, and what begins a product or a certificate of Sari."""
    key = {"form_key": str(uuid.uuid4()), "purpose": "review"}
    if address.startswith("/petugas/kunjungan/") and "kirim" in address:
        return visit_form()
    return key | (
        {"business": world.codes["business"], "kind": "pirt"}
        if address.endswith("/baru/")
        else {"usaha": world.codes["business"]}
    )


def tried(client: Client, method: str, address: str, data: dict[str, str]) -> HttpResponseBase:
    """The answer; nothing it changed stays, neither in the database nor in the cookies."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        response = getattr(client, method)(address, data)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def test_every_page_has_a_line_in_the_table(world):
    walked = {resolve(address.format(**world.codes).partition("?")[0]).route for address in TABLE}
    assert routes() - walked == set(), "write who may open the new page"


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(world, who):
    client, wrong = world.client(who), []
    for address, row in TABLE.items():
        for method, letters in zip(("get", "post"), row, strict=True):
            if letters in SAME_FOR_ALL and who not in ASKED:
                continue
            expected = letters[WHO.index(who)]
            data = form_of(address, world) if method == "post" else {}
            response = tried(client, method, address.format(**world.codes), data)
            if outcome(response) != expected:
                wrong.append(f"{method} {address}: {outcome(response)} ({response.status_code}), expected {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_post_without_a_token_is_taken(world):
    clients = {who: world.client(who, enforce_csrf_checks=True) for who in WHO}
    for address, (_, letters) in TABLE.items():
        if "o" in letters:
            who = WHO[letters.rindex("o")]
            response = tried(clients[who], "post", address.format(**world.codes), form_of(address, world))
            assert response.status_code == 403, f"{who} {address}: {response.status_code}"


def test_a_post_from_another_site_is_not_taken_in_spite_of_a_token(world):
    client = world.client("sari", enforce_csrf_checks=True)
    token = client.get("/akun/").context["csrf_token"]
    data = {"csrfmiddlewaretoken": str(token), "name": "Diganti"}
    assert client.post("/akun/", data, HTTP_ORIGIN="https://jahat.example").status_code == 403
    assert client.post("/akun/", data, HTTP_ORIGIN="null").status_code == 403
    assert client.post("/akun/", data).status_code == 302, "the token itself was good"


@pytest.mark.parametrize("who", ["joko-", "ratna-", "wulan-", "tono-"])
def test_a_role_without_the_second_factor_opens_nothing(world, who):
    client = world.client(who)
    scan = f"/sertifikat/{world.codes['paper']}/berkas/"
    for address in ("/akun/peran/", "/petugas/", "/pusat-usaha/", "/akun/", scan):
        assert outcome(client.get(address)) in "23", address


def test_only_the_press_of_an_officer_shows_the_nik_and_the_diary_knows(world):
    address = f"/petugas/tinjau/usaha/{world.codes['business_waiting']}/nik/"
    for who in ("tono", "joko", "wulan", "dede", "sari", "rina-"):
        assert NIK not in world.client(who).post(address, {"purpose": "review"}).content.decode()
    assert NIK not in world.client("ratna").post(address).content.decode(), "no look without a purpose"
    assert not Event.objects.filter(verb=Verb.SECRET_VIEWED).exists()
    assert NIK in world.client("ratna").post(address, {"purpose": "review"}).content.decode()
    assert Event.objects.get(verb=Verb.SECRET_VIEWED).actor_code == world.people["ratna"].code


def test_a_closed_account_is_out_at_the_next_click(world):
    client = world.client("rina")
    assert client.get("/petugas/").status_code == 200
    type(world.people["rina"]).objects.filter(pk=world.people["rina"].pk).update(is_active=False)
    assert outcome(client.get("/petugas/")) == "i"


def test_a_role_taken_away_closes_the_desk_at_the_next_click(world):
    client = world.client("rina")
    world.people["rina"].groups.clear()
    assert outcome(client.get("/petugas/antrean/")) == "3"
