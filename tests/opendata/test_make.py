import json

from opendata.described import EXAMPLES, SITE
from tests.opendata.scene import CODES
from tests.opendata.test_examples import cut

CALLS = {
    "/api/v1/produk/": "/api/v1/produk/?q=gula+semut&kecamatan=sobang&sertifikat=halal",
    "/api/v1/produk/{kode}/": f"/api/v1/produk/{CODES['product']}/",
    "/api/v1/usaha/": "/api/v1/usaha/?kecamatan=sobang&kbli=10722",
    "/api/v1/usaha/{kode}/": f"/api/v1/usaha/{CODES['business']}/",
    "/api/v1/kategori/": "/api/v1/kategori/",
    "/api/v1/wilayah/": "/api/v1/wilayah/",
    "/api/v1/jenis-sertifikat/": "/api/v1/jenis-sertifikat/",
    "/api/v1/sertifikat/": "/api/v1/sertifikat/?nomor=ID36110000001231020",
    "/api/v1/sertifikat/{kode}/": f"/api/v1/sertifikat/{CODES['paper']}/",
}


def test_make(scene, settings):
    settings.SITE_URL = SITE
    out = {}
    for path, call in CALLS.items():
        a = scene.get(call)
        assert a.status_code == 200, (path, a.content)
        out[path] = {"call": call, "answer": cut(a.json())}
    EXAMPLES.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
