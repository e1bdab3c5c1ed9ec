"""The businesses a visitor meets first: complete, and with something to do for the demo's own people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from catalog.models import Category
from lebak_catalog.demo.filling.names import Somebody
from lebak_catalog.demo.filling.plan import BusinessPlan, CertificatePlan, Places


@dataclass(frozen=True)
class Shown:
    """One of them; `key` is a person of lebak_catalog.demo.people, or empty."""

    key: str
    owner: str
    is_woman: bool
    name: str
    form: str
    brand: str
    slug: str
    district: str
    story: str


SHOWN = (
    Shown("sari", "Sari Nuraeni", True, "Gula Aren Sari Wangi", "sole", "Sari Wangi", "gula-semut", "Sobang",
          "Setiap pagi dan sore, suami saya menyadap nira aren di kebun sendiri di kaki Gunung Halimun. Nira dimasak di "
          "tungku kayu, lalu kami keringkan menjadi gula semut tanpa campuran. Sejak 2016 kami juga membeli nira dari "
          "tujuh tetangga, dengan harga yang disepakati bersama."),
    Shown("dede", "Dede Kurniawan", False, "Keripik Pisang Mang Dede", "ud", "Mang Dede", "keripik-pisang", "Cikulur",
          "Berawal dari satu wajan pada 2018, sekarang kami menggoreng pisang dari kebun sekitar lima hari seminggu. "
          "Pisang dipilih yang tua, minyak selalu baru, dan setiap kemasan bertanggal. Kami biasa melayani suguhan "
          "rapat dan oleh-oleh."),
    Shown("", "Ambu Sarinah", True, "Tenun Saija Adinda", "group", "Saija Adinda", "tenun-baduy", "Leuwidamar",
          "Kelompok sebelas penenun perempuan di Leuwidamar. Kain ditenun dengan alat gedogan, satu selendang selesai "
          "dalam empat sampai tujuh hari. Benang kami celup sendiri dan setiap lembar diberi nama penenunnya."),
    Shown("", "Jarkasih Mulyana", False, "Kelompok Perajin Awi Lestari", "group", "Awi Lestari", "anyaman-bambu", "Sajira",
          "Kami menganyam bambu tali dari rumpun yang kami tanam kembali. Boboko, tampah, besek, dan kap lampu dibuat "
          "oleh empat belas keluarga. Pesanan besek untuk hantaran dan bingkisan kantor biasa kami kerjakan bersama."),
    Shown("", "Agus Hermawan", False, "CV Jati Makmur Lebak", "cv", "Jati Makmur", "meja-kursi-sekolah", "Cibadak",
          "Bengkel kayu dengan sembilan belas tukang. Kami membuat meja kursi siswa, lemari arsip, dan perabot kantor "
          "dari kayu mahoni yang dikeringkan oven. Gambar kerja dan contoh dikirim sebelum pesanan dimulai."),
    Shown("", "Nurdin Saepudin", False, "Kalimaya Permata Lebak", "sole", "Permata Lebak", "batu-kalimaya-opal", "Sajira",
          "Sejak kecil saya ikut ayah mencari dan menggosok kalimaya. Batu dipilih, digosok, dan dipasang pada cincin "
          "perak di bengkel rumah. Setiap batu disertai kartu asal tambang rakyatnya."),
    Shown("", "Euis Komalasari", True, "Kopi Halimun Lebakgedong", "pt_solo", "Kopi Halimun", "kopi-bubuk-sangrai", "Lebakgedong",
          "Kami membeli ceri kopi merah dari empat puluh petani di Lebakgedong, menjemurnya di para-para, dan "
          "menyangrai setiap Selasa dan Jumat. Tanggal sangrai selalu tertulis di kemasan."),
    Shown("", "Maryati Sukaesih", True, "Dapur Bunda Rangkas", "sole", "Dapur Bunda", "jasa-boga-acara-rapat", "Rangkasbitung",
          "Dapur katering di Rangkasbitung untuk rapat, pelatihan, dan hajatan. Menu kampung, boks rapi, dan diantar "
          "tepat waktu. Dapur kami sudah diperiksa Dinas Kesehatan."),
    Shown("", "Iis Aisyah", True, "Konveksi Multatuli", "cv", "Multatuli", "seragam-sekolah", "Rangkasbitung",
          "Konveksi dengan dua puluh dua penjahit. Seragam sekolah, pakaian dinas, dan kaos kegiatan dikerjakan dari "
          "ukur sampai kemas. Pesanan di atas dua puluh stel kami ukur di tempat."),
)  # fmt: skip
# what is left to do for the people a visitor can be: fates of the first products, and the certificates
FATES = {
    "sari": ("live", "live", "edited", "edit_waiting", "live", "waiting", "back", "paused", "draft"),
    "dede": ("live", "live", "edit_back", "live", "waiting", "fixed", "withdrawn"),
}
CERTIFICATES = {
    "sari": (("pirt", "live", "expiring"), ("halal", "live", "valid"), ("trademark", "waiting", "valid")),
    "dede": (("pirt", "live", "valid"), ("halal", "back", "valid")),
}


def make_showcase(places: Places, categories: Mapping[str, Category]) -> list[BusinessPlan]:
    """The showcase, numbers from 1; a kecamatan or category that is not there takes the first one."""
    by_name = {villages[0].parent.name: villages for villages in places.villages.values() if villages[0].parent}
    anywhere = next(iter(places.villages.values()))
    found = [shown for shown in SHOWN if shown.slug in categories]
    return [
        BusinessPlan(
            number=number,
            key=shown.key,
            owner=Somebody(shown.owner, shown.owner.split()[0], shown.is_woman),
            name=shown.name,
            form=shown.form,
            brand=shown.brand,
            slug=shown.slug,
            village=by_name.get(shown.district, anywhere)[number % 4 % len(by_name.get(shown.district, anywhere))],
            fate="live",
            days_ago=395 - 12 * number,
            story=shown.story,
        )
        for number, shown in enumerate(found, start=1)
    ]


def finish_showcase(plans: list[BusinessPlan]) -> None:
    """Set what became of the products and papers of the showcase; call when they have some."""
    for plan in plans:
        fates = FATES.get(plan.key, ())
        plan.products = [
            replace(product, fate=fates[at] if at < len(fates) else "live") for at, product in enumerate(plan.products)
        ]
        if plan.key in CERTIFICATES:
            plan.certificates = [CertificatePlan(*given) for given in CERTIFICATES[plan.key]]
        else:
            plan.certificates = [replace(c, fate="live", standing="valid") for c in plan.certificates]
