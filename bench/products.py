"""Makes a catalogue of many products with all they stand on, quickly: `fill_products(100_000)`.

The vocabulary is that of Lebak, every business and number is made up. The same call gives the same catalogue: numbers
that look random are the number of the row times a prime, cut down. Rows keep every promise of the database.
"""

from typing import Any

from django.db import connection, transaction

from bench.register import _code, _insert, _officers, fill_register
from catalog.models import (
    EditionCertificate,
    EditionPhoto,
    InaprocListing,
    Product,
    ProductEdition,
    ProductPhoto,
)
from certification.models import Certificate
from clusters.models import Cluster, Membership
from review.models import Submission

GOODS = (
    "Keripik Pisang", "Keripik Talas", "Keripik Singkong", "Keripik Tempe", "Gula Semut", "Gula Aren", "Gula Kelapa",
    "Madu Hutan", "Madu Klanceng", "Kopi Robusta", "Kopi Luwak", "Teh Rosela", "Bandrek", "Sirup Pala", "Abon Lele",
    "Abon Tuna", "Ikan Asin", "Dendeng Sapi", "Telur Asin", "Tempe Kedelai", "Emping Melinjo", "Rengginang",
    "Opak Ketan", "Dodol Ketan", "Wajit", "Kue Gapit", "Bolu Pisang", "Roti Manis", "Sale Pisang", "Sambal Honje",
    "Terasi Udang", "Kecap Manis", "Minyak Kelapa", "Tepung Talas", "Beras Merah", "Anyaman Bambu", "Anyaman Rotan",
    "Tikar Pandan", "Tas Pandan", "Besek Bambu", "Boboko", "Tampah", "Angklung", "Ukiran Kayu", "Batik Tulis",
    "Batik Cap", "Tenun Baduy", "Selendang Tenun", "Kaos Sablon", "Seragam Sekolah", "Kemeja Batik", "Sandal Kulit",
    "Tas Koja", "Meja Siswa", "Kursi Bambu", "Lemari Arsip", "Golok Tempa", "Cangkul", "Batu Kalimaya", "Fosil Kayu",
)  # fmt: skip
KINDS = (
    "Asin", "Manis", "Pedas", "Original", "Cokelat", "Balado", "Premium", "Super", "Organik", "Kering", "Basah",
    "Polos", "Motif", "Besar", "Kecil", "Sedang", "Spesial", "Murni", "Halus", "Kasar",
)  # fmt: skip
SIZES = ("100 g", "250 g", "500 g", "1 kg", "isi 10", "isi 24", "per lusin", "")
UNITS = ("bungkus", "bungkus", "botol", "buah", "kilogram", "lusin", "meter", "set")
TALK = (
    "dibuat dari bahan pilihan kebun warga dan dikemas rapat",
    "cocok untuk oleh-oleh, hajatan, dan konsumsi rapat kantor",
    "dikerjakan tangan oleh perajin setempat dengan alat sederhana",
    "tahan lama bila disimpan di tempat kering dan sejuk",
    "bisa dipesan dalam jumlah besar dengan ukuran sesuai permintaan",
    "tanpa pengawet dan tanpa pewarna buatan",
)
PAPERS = ("halal", "pirt", "halal", "bpom_food", "nib", "trademark", "sni", "tkdn")  # those that are loaded are used
PRODUCT, SENT, SCANNED = 2654435761, 3266489917, 374761393
OTHERS = 500_000_000  # from here on, numbers of certificates and of their submissions


def _of(words: str, prime: int) -> str:
    """SQL: one word of a list parameter."""
    return f"(%({words})s::text[])[1 + (g::bigint * {prime} / 8 %% cardinality(%({words})s::text[]))::int]"


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@transaction.atomic
def fill_products(count: int, businesses: int | None = None) -> None:
    """Add `count` approved products of `businesses` (185 for each 1,000); needs the reference lists."""
    makers = businesses or max(count * 185 // 1000, 5)
    fill_register(makers)
    typist, officer = _officers()
    lists: dict[str, Any] = {"goods": GOODS, "kinds": KINDS, "sizes": SIZES, "units": UNITS, "talk": TALK}
    values = {name: list(words) for name, words in lists.items()}
    values |= {"count": count, "makers": makers, "typist": typist.pk, "officer": officer.pk, "others": OTHERS}
    _run("set local statement_timeout = 0", values)
    _run(
        "create temporary table maker on commit drop as select row_number() over (order by id) - 1 as place, id, code"
        " from registry_business order by id desc limit %(makers)s",
        values,
    )
    _run("create index on maker (place)", values)
    _run("analyze maker", values)
    _run(
        "create temporary table leaf on commit drop as select row_number() over (order by path) - 1 as place, id,"
        " count(*) over () as many from catalog_category where numchild = 0 and is_active",
        values,
    )
    _run("analyze leaf", values)
    _clusters(values)
    _papers(values)
    _products(values)
    for model in (Product, ProductEdition, Submission, Certificate, EditionCertificate, EditionPhoto, Membership):
        _run(f"analyze {model._meta.db_table}", values)


def _clusters(values: dict[str, Any]) -> None:
    """A sentra for each forty makers, and one maker of four in one."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(id), 0) from clusters_cluster")
        values["cluster"] = cursor.fetchone()[0]
    place = "(select code from registry_region where level = 'district' order by code offset g %% 20 limit 1)"
    cluster = {"id": "%(cluster)s + g", "code": _code(SCANNED), "kind": "'sentra'", "name": "'Sentra ' || g",
               "region_id": place, "created_by_id": "%(officer)s", "created_at": "now()"}  # fmt: skip
    _insert(Cluster, cluster, "from generate_series(1, 1 + %(makers)s / 40) g", values)
    member = {"cluster_id": "%(cluster)s + 1 + place %% (1 + %(makers)s / 40)", "business_id": "id", "role": "'member'",
              "asked_by_id": "%(officer)s", "asked_at": "now()", "joined_at": "now()",
              "joined_by_id": "%(officer)s"}  # fmt: skip
    _insert(Membership, member, "from maker where place %% 4 = 1", values)


def _submitted(kind: str, code: str, numbers: str, values: dict[str, Any]) -> None:
    submission = {
        "code": code, "room": f"'{'catalog' if kind == 'product' else 'certification'}'", "kind": f"'{kind}'",
        "subject_code": code, "title": "'Rekaan'", "state": "'approved'", "submitted_by_id": "%(typist)s",
        "submitted_at": "now() - interval '9 days'", "hands": "array[%(typist)s]::bigint[]",
        "due_at": "now() - interval '5 days'", "decided_by_id": "%(officer)s",
        "decided_at": "now() - g * interval '1 minute'",
    }  # fmt: skip
    _insert(Submission, submission, numbers, values)


def _papers(values: dict[str, Any]) -> None:
    """Up to two certificates a maker, some of them ended."""
    with connection.cursor() as cursor:
        cursor.execute("select code from certification_kind where is_active order by code")
        known = [code for (code,) in cursor.fetchall()]
    values["papers"] = [code for code in PAPERS if code in known] or known[:1]
    numbers = "from (select place + %(others)s as g, place, id from maker where place %% 3 <> 0) one"
    _submitted("certificate", _code(SENT), numbers, values)
    paper = {
        "code": _code(SENT), "business_id": "one.id",
        "kind_id": "(%(papers)s::text[])[1 + (place * 7919 / 8 %% cardinality(%(papers)s::text[]))::int]",
        "number": "'ML ' || g", "issued_on": "current_date - 400", "submission_id": "s.id",
        "expires_on": "case when place %% 5 = 0 then null when place %% 11 = 0 then current_date - 3"
                      " else current_date + 1000 end",
        "is_open": "false", "is_live": "true", "hands": "array[%(typist)s]::bigint[]",
        "created_by_id": "%(typist)s", "created_at": "now()", "changed_at": "now()",
    }  # fmt: skip
    _insert(Certificate, paper, f"{numbers} join review_submission s on s.code = {_code(SENT)}", values)


def _products(values: dict[str, Any]) -> None:
    numbers = "from generate_series(1, %(count)s::bigint) g"
    maker = "join maker on maker.place = g * 7 / 8 * 13 %% %(makers)s"
    product = {
        "code": _code(PRODUCT), "business_id": "maker.id", "created_by_id": "%(typist)s",
        "created_at": "now()", "price_before_vat": "1000 + g * 15485867 / 4 %% 200 * 1500",
        "stock": "case when g %% 3 = 0 then g %% 4 end",
        "availability": "case when g %% 9 = 0 then 'made_to_order' when g %% 31 = 0 then 'paused' else 'ready' end",
    }  # fmt: skip
    _insert(Product, product, f"{numbers} {maker}", values)
    plates = f"{numbers} join catalog_product p on p.code = {_code(PRODUCT)}"
    yes = "(g * {} %% 8 <> 0)"
    edition = {
        "product_id": "p.id", "number": "1", "is_open": "false", "is_live": "false",
        "hands": "array[%(typist)s]::bigint[]", "created_by_id": "%(typist)s", "created_at": "now()",
        "changed_at": "now()", "category_id": "leaf.id",
        "name": f"{_of('goods', 104729)} || ' ' || {_of('kinds', 1299709)} || ' ' || {_of('sizes', 611953)}",
        "description": f"{_of('talk', 7919)} || ' ' || {_of('talk', 86028121)}", "unit": _of("units", 15485863),
        "net_weight_grams": "case when g %% 3 = 0 then 50 * (1 + g %% 20) end",
        "net_volume_ml": "case when g %% 7 = 0 then 100 * (1 + g %% 9) end",
        "pieces_per_unit": "case when g %% 5 = 0 then 1 + g %% 24 end", "minimum_order": "1 + g %% 24",
        "capacity_per_month": "(10 ^ (g * 7919 %% 5))::int * (1 + g %% 9)",
        "lead_time_days": "g * 104729 / 16 %% 40", "is_made_here": yes.format(7919),
        "has_local_workers": yes.format(104729), "has_local_material": yes.format(1299709),
        "materials": "case when g %% 2 = 0 then 'bahan dari kebun sendiri' else '' end",
        "brand": "case when g %% 4 = 0 then 'Ambu' else '' end",
    }  # fmt: skip
    leaf = "join leaf on leaf.place = (g * 104729 / 8 %% cardinality(%(goods)s::text[])) * leaf.many"
    _insert(ProductEdition, edition, f"{plates} {leaf} / cardinality(%(goods)s::text[])", values)
    drafts = f"{plates} join catalog_productedition e on e.product_id = p.id"
    claim = {"edition_id": "e.id", "certificate_id": "c.id"}
    paper = "join certification_certificate c on c.business_id = p.business_id where g %% 4 <> 0"
    _insert(EditionCertificate, claim, f"{drafts} {paper}", values)
    _surroundings(drafts, plates, values)
    _submitted("product", _code(PRODUCT), numbers, values)
    _run(
        "update catalog_productedition e set submission_id = s.id, is_live = true from generate_series(1,"
        f" %(count)s::bigint) g join catalog_product p on p.code = {_code(PRODUCT)} join review_submission s"
        f" on s.code = {_code(PRODUCT)} where e.product_id = p.id and e.submission_id is null",
        values,
    )


def _surroundings(drafts: str, plates: str, values: dict[str, Any]) -> None:
    """A photo for nine of ten, and one of nine live in Katalog V6."""
    photo = {
        "code": _code(SENT), "product_id": "p.id", "folder": "'produk/' || g", "width": "1200", "height": "900",
        "sha256": "md5('foto' || g) || md5('lagi' || g)", "uploaded_by_id": "%(typist)s", "uploaded_at": "now()",
        "sizes": "'[{\"width\": 320, \"true\": 320, \"jpeg\": true}, {\"width\": 640, \"true\": 640, \"jpeg\": true},"
                 " {\"width\": 1200, \"true\": 1200, \"jpeg\": false}]'::jsonb",
    }  # fmt: skip
    _insert(ProductPhoto, photo, f"{plates} where g %% 10 <> 0", values)
    shown = {"edition_id": "e.id", "photo_id": "f.id", "position": "0"}
    _insert(EditionPhoto, shown, f"{drafts} join catalog_productphoto f on f.product_id = p.id", values)
    listed = {"product_id": "p.id", "state": "'live'", "url": "'https://katalog.inaproc.id/' || p.code",
              "changed_by_id": "%(typist)s", "changed_at": "now()"}  # fmt: skip
    _insert(InaprocListing, listed, f"{plates} where g %% 9 = 4", values)
