"""The pages of the room: what they say, what they hide, what they refuse."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import Event, Verb
from bench.register import fill_register
from figures import queries
from figures.definitions import FIGURES, PUBLIC
from figures.models import ComparedList, Snapshot
from figures.working import INTERIM, MATCH
from jobs.models import Job
from jobs.work import perform
from registry.loading import load_activities, load_home, load_national
from registry.models import Business
from tests import build
from tests.figures.moments import plate, shot
from tests.people import person, sign_in
from tests.registry.conftest import key, words

pytestmark = pytest.mark.django_db
ALL = "review.view_queue figures.view_figures figures.compare_lists figures.take_snapshot figures.enter_figure"


@pytest.fixture
def head(db):
    """Bu Ratna, head of the section, at her desk."""
    user = person("Bu Ratna", email="ratna.kepala@contoh.example", permissions=ALL)
    client = sign_in(Client(), user)
    client.user = user
    return client


@pytest.fixture
def many(db):
    """Two hundred businesses in all kecamatan, frozen once, then some closed and some new."""
    load_national()
    load_home("3602")
    load_activities()
    fill_register(200)
    shot(2024)
    ids = list(Business.objects.values_list("pk", flat=True).order_by("pk"))
    Business.objects.filter(pk__in=ids[::9]).update(closed_at=timezone.now())
    fill_register(30, seed=4)
    shot(2025)


def test_an_empty_portal_says_so_and_nothing_falls(head):
    assert "Belum ada usaha yang disetujui" in words(head.get("/pimpinan/"))
    assert "Perlu dua potret" in words(head.get("/pimpinan/perubahan/"))
    assert "Belum ada potret" in words(head.get("/pimpinan/potret/"))
    assert "Belum ada daftar" in words(head.get("/petugas/padanan/"))
    for figure in PUBLIC:
        assert Client().get(f"/angka/{figure.key}/").status_code == 200
    for figure in FIGURES:
        assert head.get(f"/pimpinan/angka/{figure.key}/").status_code == 200


@pytest.mark.parametrize("measure", ["usaha", "ikm", "umkm", "tenaga-kerja", "usaha-perempuan", "ber-nib", "omong", ""])
def test_every_measure_has_map_trend_and_table(many, head, measure):
    page = head.get(f"/pimpinan/?ukuran={measure}").content.decode()
    assert page.count("<rect class=") == 28
    assert page.count('class="fig-dot"') == 4, "two snapshots, today, the legend"
    assert "<style" not in page
    assert ' style="' not in page


def test_a_snapshot_is_shown_as_frozen(many, head):
    first = Snapshot.objects.get(year=2024)
    page = words(head.get(f"/pimpinan/?potret={first.code}"))
    assert "Potret beku" in page
    assert "keadaan 31 Desember 2024" in page
    assert "Menunggu pemeriksaan" not in page, "the desk of today is not part of a frozen year"
    assert "200" in page


def test_the_page_asks_the_database_as_often_for_many_as_for_few(sari, rina, head):
    build.live_business(sari, rina)
    head.get("/pimpinan/")

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            head.get("/pimpinan/")
        return len(asked)

    few = statements()
    load_national()
    load_home("3602")
    load_activities()
    fill_register(150)
    queries.today(anew=True)
    assert statements() <= few
    assert few <= 14


def test_the_public_sees_no_small_cell_and_the_office_sees_all(sari, rina, head):
    for n in range(6):
        build.live_business(sari, rina, name=f"Gula {n}")
    build.live_business(sari, rina, name="Sendiri", village=build.village("Hariang", "Sobang"))
    public, office = words(Client().get("/angka/usaha/")), words(head.get("/pimpinan/angka/usaha/"))
    assert "Sobang disembunyikan" in public
    assert "Sobang 1" in office
    file = b"".join(Client().get("/angka/usaha/data.csv").streaming_content).decode()
    assert "Sobang;disembunyikan" in file


@pytest.mark.parametrize("figure", [one.key for one in FIGURES if not one.is_public] + ["tidak-ada"])
def test_figures_of_the_office_have_no_public_page(figure):
    assert Client().get(f"/angka/{figure}/").status_code == 404
    assert Client().get(f"/angka/{figure}/data.csv").status_code == 404


def test_every_table_of_the_page_comes_as_csv_and_xlsx(many, head):
    names = ["kecamatan", "tren", "tidak-aktif", "sumber-lain", "skala", "jenis", "golongan", "bidang", "pemilik"]
    names += ["bentuk", "omzet", "modal", *(f"angka-{one.key}" for one in FIGURES)]
    for name in names:
        csv = b"".join(head.get(f"/pimpinan/data/{name}.csv").streaming_content)
        assert csv.startswith(b"\xef\xbb\xbf")
        book = CalamineWorkbook.from_filelike(io.BytesIO(head.get(f"/pimpinan/data/{name}.xlsx").content))
        rows = book.get_sheet_by_index(0).to_python()
        assert len(rows) >= 2, name
    assert head.get("/pimpinan/data/rahasia.csv").status_code == 404
    assert head.get("/pimpinan/data/kecamatan.exe").status_code == 404


def test_the_sum_of_the_file_is_the_sum_of_the_page(many, head):
    rows = b"".join(head.get("/pimpinan/data/kecamatan.csv").streaming_content).decode().splitlines()
    first = [int(row.split(";")[2]) for row in rows[1:]]
    assert sum(first[:-1]) == first[-1] == queries.today().total["units"]


def test_every_number_of_the_explanation_leads_to_its_businesses(many, head):
    page = head.get("/pimpinan/perubahan/").content.decode()
    links = sorted(
        {part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:] if "apa=" in part[:120]}
    )
    assert links
    for link in links:
        answer = head.get(link)
        assert answer.status_code == 200
        assert "usaha, dari potret 31 Desember 2024" in words(answer)
    answer = head.get("/pimpinan/perubahan/usaha.csv?apa=closed")
    closed = b"".join(answer.streaming_content).decode().splitlines()
    assert len(closed) == 1 + 23
    assert head.get("/pimpinan/perubahan/usaha/?apa=omong").status_code == 404


def test_the_explanation_of_one_kecamatan(many, head):
    code = next(iter(Snapshot.objects.first().totals["names"]))
    page = words(head.get(f"/pimpinan/perubahan/?kecamatan={code}"))
    assert "Pindah masuk dari kecamatan lain" in page


def test_taking_one_by_the_button_and_pressing_twice(sari, rina, head):
    build.live_business(sari, rina)
    for _ in range(2):
        assert head.post("/pimpinan/potret/ambil/", {"kind": "interim"}).status_code == 302
    job = Job.objects.get(kind=INTERIM)
    perform.call(job.pk)
    taken = Snapshot.objects.get()
    assert taken.taken_by == head.user
    assert "sudah diambil" in words(head.get("/pimpinan/potret/"))
    page = words(head.get(f"/pimpinan/potret/{taken.code}/"))
    assert taken.fingerprint in page
    assert "PP 7/2021" in page
    head.post("/pimpinan/potret/ambil/", {"kind": "interim"})
    perform.call(Job.objects.latest("pk").pk)
    assert "Setahun cukup satu" in words(head.get("/pimpinan/potret/"))


def upload(head, text: str, **values):
    """The answer of the upload page."""
    about = {"name": "UMKM binaan", "office": "Dinas Koperasi", "year": "2026", "district_code": "", **values, **key()}
    return head.post("/petugas/padanan/", {**about, "file": SimpleUploadedFile("dinas.csv", text.encode())})


ROWS = "Nama Usaha;NIB;Kecamatan;Desa\n{name};;Rangkasbitung;Citeras\n=CMD();;Rangkasbitung;Citeras\nTempe;{nib};;\n"


def test_a_list_from_upload_to_the_work_lists(sari, rina, head):
    mine = build.live_business(sari, rina, name="Gula Semut Barokah")
    tempe = build.live_business(sari, rina, name="Tempe Mendoan")
    opak = build.live_business(sari, rina, name="Opak Bu Enok")
    answer = upload(head, ROWS.format(name="Gula Semut Barakah", nib=tempe.nib))
    of_list = ComparedList.objects.get()
    assert answer.headers["Location"] == f"/petugas/padanan/{of_list.code}/"
    job = Job.objects.get(kind=MATCH)
    assert "Menunggu giliran" in words(head.get(answer.headers["Location"]))
    perform.call(job.pk)
    page = words(head.get(f"/petugas/padanan/{of_list.code}/"))
    assert "Mungkin sama dengan" in page
    assert "Gula Semut Barokah" in page
    row = f"/petugas/padanan/{of_list.code}/baris/2/"
    assert "Pilih salah satu usaha" in words(head.post(row, {"usaha": "tiada"}, follow=True))
    assert "dipasangkan" in words(head.post(row, {"usaha": mine.business.code}, follow=True))
    here = words(head.get(f"/petugas/padanan/{of_list.code}/?tampil=hanya-kami"))
    assert opak.name in here
    assert mine.name not in here
    plate(mine, closed_at=timezone.now())
    assert "di kami sudah tutup" in words(head.get(f"/petugas/padanan/{of_list.code}/?tampil=keduanya"))
    assert Event.objects.filter(verb=Verb.LIST_LOADED).count() == 1


def test_the_files_of_a_list_run_nothing_and_are_in_the_diary(sari, rina, head):
    edition = build.live_business(sari, rina)
    upload(head, ROWS.format(name="Lain", nib=edition.nib))
    of_list = ComparedList.objects.get()
    perform.call(Job.objects.get(kind=MATCH).pk)
    for view in ("pastikan", "hanya-mereka", "hanya-kami", "keduanya", "ganda", "impor"):
        for kind in ("csv", "xlsx"):
            answer = head.get(f"/petugas/padanan/{of_list.code}/{view}.{kind}")
            assert answer.status_code == 200
            body = b"".join(answer.streaming_content).decode() if kind == "csv" else ""
            if view in ("hanya-mereka", "impor") and kind == "csv":
                assert "'=CMD()" in body
    assert Event.objects.filter(verb=Verb.EXPORTED).count() == 12
    assert head.get(f"/petugas/padanan/{of_list.code}/lain.csv").status_code == 404


def test_bad_uploads_get_a_sentence_and_keep_what_was_typed(head):
    answer = upload(head, "Warna\nmerah")
    assert "Kolom nama usaha tidak ditemukan" in words(answer)
    assert "Dinas Koperasi" in answer.content.decode()
    assert "Nama daftar belum diisi" in words(upload(head, "Nama Usaha\nA", name=""))
    assert "kosong" in words(upload(head, "")).lower()
    assert "Pilih cakupan dari daftar" in words(upload(head, "Nama Usaha\nA", district_code="999999"))
    assert not ComparedList.objects.exists()


def test_matching_again_and_throwing_away(sari, rina, head):
    build.live_business(sari, rina)
    upload(head, "Nama Usaha\nA")
    of_list = ComparedList.objects.get()
    perform.call(Job.objects.get(kind=MATCH).pk)
    head.post(f"/petugas/padanan/{of_list.code}/ulang/")
    assert of_list.rows.get().state == "pending"
    perform.call(Job.objects.latest("pk").pk)
    assert of_list.rows.get().state == "only_there"
    assert "dihapus" in words(head.post(f"/petugas/padanan/{of_list.code}/hapus/", follow=True))
    assert not ComparedList.objects.exists()


def test_the_filters_of_a_list(sari, rina, head):
    build.live_business(sari, rina)
    upload(head, "Nama Usaha;Kecamatan\nTempe;Rangkasbitung\nTahu;Rangkasbitung")
    of_list = ComparedList.objects.get()
    perform.call(Job.objects.get(kind=MATCH).pk)
    page = words(head.get(f"/petugas/padanan/{of_list.code}/?tampil=hanya-mereka&q=temp"))
    assert "Tempe" in page
    assert "Tahu" not in page
    assert head.get(f"/petugas/padanan/{of_list.code}/?kecamatan=%00&q=%00&halaman=999&tampil=x").status_code == 200


def test_the_public_pages_need_no_cookie_and_tell_no_name(sari, rina):
    build.live_business(sari, rina, name="Gula Rahasia", owner_name="Bu Rahasia")
    for address in ("/angka/", "/angka/usaha/"):
        answer = Client().get(address)
        assert not answer.cookies
        assert "Rahasia" not in answer.content.decode()


def test_frozen_sums_are_small_enough_to_read_at_once(many):
    assert len(json.dumps(Snapshot.objects.first().totals)) < 60_000
