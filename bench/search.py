"""Search at 100,000 products against 10,000: the same pages, the same words, in turn.

Two schemas beside each other hold a made-up catalogue of either size; a page is asked with one of them on the search
path. `ratios()` is for `make bench`; alone (`python -m bench.search`) it prints milliseconds.
"""

import itertools
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

SMALL, LARGE = 10_000, 100_000
PAGES = (
    "/produk/?q=keripik+pisang", "/produk/?q=gula+semut&sertifikat=halal", "/produk/?q=anyaman&kecamatan=sobang",
    "/produk/?q=kopi&harga=25000-50000", "/produk/?q=keripik&sertifikat=halal&siap=1", "/produk/?q=batik&urut=murah",
    "/produk/?q=madu+hutan+premium", "/produk/?q=tikar&halaman=3",
)  # fmt: skip
LISTS = ("/", "/produk/", "/kategori/makanan/", "/kecamatan/sobang/", "/produk/?sertifikat=halal&urut=mahal")
MISSPELT = "/produk/?q=kripik+pisng+manz"
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
MAKERS = ("Sari", "Sinar", "Barokah", "Karya", "Mekar", "Jaya", "Berkah", "Mulya", "Cahaya", "Rahayu")
TALK = (
    "dibuat dari bahan pilihan kebun warga dan dikemas rapat",
    "cocok untuk oleh-oleh, hajatan, dan konsumsi rapat kantor",
    "dikerjakan tangan oleh perajin setempat dengan alat sederhana",
    "tahan lama bila disimpan di tempat kering dan sejuk",
    "bisa dipesan dalam jumlah besar dengan ukuran sesuai permintaan",
    "tanpa pengawet dan tanpa pewarna buatan",
)

# Numbers that look random but are the same in every run: g times a large prime, cut down.
FILL = """
insert into catalog_productsearch (product_id, code, slug, name, business_id, business_name, district_code,
    district_name, category_path, category_slug, price, band, unit, minimum_order, availability, certificates, expiring,
    matched, quality, shown_since, tsv)
select g, translate(lpad(to_hex(g), 8, '2'), '01', 'xy'), 'produk-' || g, made.name, g / 8, made.maker,
    d.code, d.name, c.path, c.slug,
    made.price, width_bucket(made.price, array[10000, 25000, 50000, 100000, 500000]::bigint[]), 'bungkus', 1 + g %% 24,
    case when g %% 9 = 0 then 'made_to_order' else 'ready' end, (g * 7919) %% 16, 0, (g * 7919) %% 8,
    (g::bigint * 15485863) %% 97, now() - g * interval '1 minute',
    strip({all_words}) || array_to_tsvector(array(
        select 'n_' || word from unnest(tsvector_to_array({name_words})) word))
from generate_series(1, %(count)s) g
cross join lateral (select
    (%(goods)s::text[])[1 + (g::bigint * 104729) %% %(n_goods)s] || ' ' ||
    (%(kinds)s::text[])[1 + (g::bigint * 1299709) %% %(n_kinds)s] || ' ' ||
    (%(sizes)s::text[])[1 + (g::bigint * 611953) %% %(n_sizes)s] as name,
    (%(makers)s::text[])[1 + (g::bigint / 8 * 7919) %% 10] || ' ' ||
    (%(makers)s::text[])[1 + (g::bigint / 8 * 104729 + 3) %% 10] || ' ' || g / 8 as maker,
    1000 + (g::bigint * 15485867) %% 200 * 1500 as price,
    (%(talk)s::text[])[1 + g %% 6] || ' ' || (%(talk)s::text[])[1 + g / 6 %% 6] as talk) made
join (select code, name, row_number() over (order by code) - 1 as place, count(*) over () as many
    from registry_region where level = 'district') d on d.place = (g::bigint * 3571) %% d.many
join (select path, slug, name, row_number() over (order by path) - 1 as place, count(*) over () as many
    from catalog_category where numchild = 0) c on c.place = (g::bigint * 104729) %% %(n_goods)s * c.many / %(n_goods)s
order by c.path, 20 desc"""


def fill(schema: str, count: int) -> None:
    """A schema with search rows and lexicon of its own."""
    from django.db import connection

    from catalog.search.document import WORDS
    from catalog.search.typo import rebuild_lexicon
    from catalog.search.words import whole_words

    statement = FILL.format(
        all_words=WORDS.format(text="concat_ws(' ', made.name, made.maker, c.name, d.name, made.talk)"),
        name_words=WORDS.format(text="made.name"),
    )
    lists: dict[str, Any] = {"goods": GOODS, "kinds": KINDS, "sizes": SIZES, "makers": MAKERS, "talk": TALK}
    values = {name: list(words) for name, words in lists.items()}
    values |= {f"n_{name}": len(words) for name, words in lists.items()}
    values |= {"count": count, "whole": r"\m(" + "|".join(sorted(whole_words())) + r")\M"}
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout to 0")
        cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        for table in ("catalog_productsearch", "catalog_lexicon"):
            cursor.execute(f"create table {schema}.{table} (like public.{table} including all)")
        cursor.execute(f"set search_path to {schema}, public")
        cursor.execute(statement, values)
        rebuild_lexicon()
        cursor.execute("vacuum analyze catalog_productsearch")
        cursor.execute("analyze catalog_lexicon")
        cursor.execute("reset statement_timeout; set search_path to public")


def asker(schema: str, pages: tuple[str, ...]) -> Callable[[], object]:
    """A function that asks for the next of `pages` with the catalogue of `schema`."""
    from django.db import connection
    from django.test import Client

    client, turn = Client(), itertools.cycle(pages)

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(f"set search_path to {schema}, public")
        try:
            answer = client.get(next(turn))
        finally:
            with connection.cursor() as cursor:
                cursor.execute("set search_path to public")
        if answer.status_code != 200:
            raise RuntimeError(f"a page answers {answer.status_code}")
        return answer

    return ask


def ready() -> None:
    """Reference lists and both catalogues."""
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    fill("bench_small", SMALL)
    fill("bench_large", LARGE)


def ratios() -> list[Any]:
    """What must hold (wall clock of this run: most of the work is PostgreSQL's)."""
    from bench.ratios import Ratio

    ready()
    wall = time.perf_counter
    return [
        Ratio("search, 100,000 / 10,000 products", asker("bench_large", PAGES), asker("bench_small", PAGES), 2.5, wall),
        Ratio(
            "misspelt / well spelt, 100,000", asker("bench_large", (MISSPELT,)), asker("bench_large", PAGES), 3, wall
        ),
    ]


def main() -> None:
    """Prints medians in milliseconds for every page at both sizes; needs DATABASE_URL of a scratch database."""
    import django

    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    begun = time.perf_counter()
    ready()
    print(f"filled in {time.perf_counter() - begun:.1f} s")
    for page in (*PAGES, *LISTS, MISSPELT):
        medians = []
        for schema in ("bench_small", "bench_large"):
            ask = asker(schema, (page,))
            ask()
            times = []
            for _ in range(15):
                begun = time.perf_counter()
                ask()
                times.append(time.perf_counter() - begun)
            medians.append(statistics.median(times) * 1000)
        print(f"{page:44} {medians[0]:8.1f} ms {medians[1]:8.1f} ms {medians[1] / medians[0]:6.2f}")
    with connection.cursor() as cursor:
        cursor.execute("drop schema bench_small cascade; drop schema bench_large cascade")


if __name__ == "__main__":
    main()
