"""Every page of the portal with the person who opens it. A new address must be put on the tour or explained here."""

# (name of the address, who opens it, the address); the codes come from tests.journeys.scene
PUBLIC = [
    ("home", "", "/"),
    ("help", "", "/bantuan/"),
    ("privacy", "", "/privasi/"),
    ("accessibility", "", "/aksesibilitas/"),
    ("account_login", "", "/akun/masuk/"),
    ("account_signup", "", "/akun/daftar/"),
    ("account_inactive", "", "/akun/tidak-aktif/"),
    ("registry:register", "", "/daftar-usaha/"),
    ("registry:directory", "", "/usaha/"),
    ("registry:directory", "", "/usaha/?q=helikopter"),
    ("catalog:products", "", "/produk/"),
    ("catalog:products", "", "/produk/?q=gula+smut"),
    ("catalog:products", "", "/produk/?q=helikopter&siap=1"),
    ("catalog:category", "", "/kategori/gula-semut/"),
    ("catalog:category", "", "/kategori/furnitur-perlengkapan-ruang/"),
    ("catalog:district", "", "/kecamatan/sobang/"),
    ("catalog:product", "", "/produk/{slug}-{product}/"),
    ("catalog:product", "", "/produk/{long_product_slug}-{long_product}/"),
    ("catalog:business", "", "/usaha/{long_slug}-{long_business}/"),
    ("catalog:short", "", "/p/{product}"),
    ("catalog:check_paper", "", "/sertifikat/cek/"),
    ("catalog:check_paper", "", "/sertifikat/cek/?nomor=2063602999999"),
    ("catalog:paper", "", "/sertifikat/{paper}/"),
]
OWNER = [
    ("owner_centre", "sari", "/pusat-usaha/"),
    ("catalog:mine", "sari", "/pusat-usaha/produk/"),
    ("catalog:edit", "sari", "/pusat-usaha/produk/{product}/ubah/"),
    ("catalog:edit", "sari", "/pusat-usaha/produk/{returned}/ubah/"),
    ("catalog:edit", "sari", "/pusat-usaha/produk/{draft}/ubah/"),
    ("catalog:price", "sari", "/pusat-usaha/produk/{product}/harga/"),
    ("catalog:unpublish", "sari", "/pusat-usaha/produk/{product}/tayang/"),
    ("certification:mine", "sari", "/pusat-usaha/sertifikat/"),
    ("certification:new", "sari", "/pusat-usaha/sertifikat/baru/"),
    ("certification:edit", "sari", "/pusat-usaha/sertifikat/{paper_ending}/"),
    ("certification:edit", "sari", "/pusat-usaha/sertifikat/{paper_draft}/"),
    ("certification:edit", "sari", "/pusat-usaha/sertifikat/{paper_waiting}/"),
    ("registry:profile", "sari", "/pusat-usaha/profil/"),
    ("registry:register", "sari", "/daftar-usaha/"),
    ("accounts:home", "sari", "/akun/"),
    ("accounts:new_contact", "sari", "/akun/kontak/"),
    ("account_logout", "sari", "/akun/keluar/"),
    ("mfa_index", "sari", "/akun/langkah-kedua/"),
    ("owner_centre", "dede", "/pusat-usaha/"),
    ("catalog:mine", "dede", "/pusat-usaha/produk/"),
    ("catalog:edit", "dede", "/pusat-usaha/produk/{long_product}/ubah/"),
    ("certification:mine", "dede", "/pusat-usaha/sertifikat/"),
    ("registry:register", "baru", "/daftar-usaha/"),
    ("catalog:mine", "baru", "/pusat-usaha/produk/"),
    ("certification:mine", "baru", "/pusat-usaha/sertifikat/"),
    ("registry:register", "enok", "/daftar-usaha/"),
    *(
        ("registry:part", "enok", f"/daftar-usaha/{part}/")
        for part in ("pemilik", "usaha", "bidang", "nib", "alamat", "tenaga-kerja", "persetujuan")
    ),
    ("registry:check", "enok", "/daftar-usaha/periksa/"),
    ("registry:sent", "tuti", "/daftar-usaha/terkirim/"),
]
STAFF = [
    ("desk", "rina", "/petugas/"),
    ("review:queue", "rina", "/petugas/antrean/"),
    ("review:queue", "rina", "/petugas/antrean/?q=helikopter"),
    ("review:tasks", "rina", "/petugas/tugas/"),
    ("review:decisions", "rina", "/petugas/selesai/"),
    ("registry:review", "rina", "/petugas/tinjau/usaha/{business_review}/"),
    ("catalog:review", "rina", "/petugas/tinjau/produk/{product_review}/"),
    ("catalog:review", "rina", "/petugas/tinjau/produk/{long_review}/"),
    ("certification:review", "rina", "/petugas/tinjau/sertifikat/{paper_review}/"),
    ("registry:office", "ratna", "/petugas/usaha/{business}/"),
    ("registry:office", "ratna", "/petugas/usaha/{long_business}/"),
    ("certification:office", "ratna", "/petugas/sertifikat/{paper}/"),
    ("registry:imports", "rina", "/petugas/impor/"),
    ("registry:import", "rina", "/petugas/impor/{batch}/"),
    ("accounts:roles", "nining", "/akun/peran/"),
    ("style", "rina", "/gaya/"),
]
EVERYBODY = [*PUBLIC, *OWNER, *STAFF]

ONLY_POST = "answers a pressed button only"
SECOND_FACTOR = "asks for the second factor of this session: tests/accounts/test_second_factor.py"
CODE = "lives only while a code is on its way: tests/accounts and the journey of an owner"
NO_PAGE = "a file or a redirect, not a page"
ELSEWHERE = {
    **dict.fromkeys(
        (
            "accounts:revoke registry:start registry:edit registry:withdraw registry:full-nik registry:suspend "
            "registry:resume registry:import-columns registry:import-duplicates registry:import-apply "
            "registry:import-undo registry:import-send review:assign review:take-oldest catalog:new catalog:change "
            "catalog:withdraw certification:fix certification:withdraw certification:discard "
            "certification:note-check certification:revoke"
        ).split(),
        ONLY_POST,
    ),
    **dict.fromkeys(
        (
            "mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes "
            "mfa_generate_recovery_codes mfa_download_recovery_codes"
        ).split(),
        SECOND_FACTOR,
    ),
    **dict.fromkeys("account_confirm_login_code accounts:prove_contact".split(), CODE),
    **dict.fromkeys(
        (
            "robots sitemap sitemap-pages sitemap-products own_data catalog:qr certification:scan media health "
            "registry:import-problems"
        ).split(),
        NO_PAGE,
    ),
    **dict.fromkeys(
        "registry:owner-page catalog:owner-page certification:owner-page".split(), "another name of a page on the tour"
    ),
}
