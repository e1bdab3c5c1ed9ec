"""Addresses of shops: one shape, the right host, and nothing that leads elsewhere."""

import pytest

from registry.marketplaces import check_link
from review.checked import Invalid


@pytest.mark.parametrize(
    ("platform", "typed", "kept"),
    [
        ("tokopedia", "tokopedia.com/gula-sari", "https://tokopedia.com/gula-sari"),
        ("tokopedia", "http://www.Tokopedia.com/Gula-Sari?src=wa#x", "https://www.tokopedia.com/Gula-Sari"),
        ("shopee", "https://shopee.co.id/gula.sari?smtt=0.0.9", "https://shopee.co.id/gula.sari"),
        ("shopee", "https://shp.ee/abc123", "https://shp.ee/abc123"),
        ("tiktok", "https://www.tiktok.com/@gula.sari", "https://www.tiktok.com/@gula.sari"),
        ("tiktok", "@gula.sari", "https://www.tiktok.com/@gula.sari"),
        ("instagram", "@gula_sari", "https://www.instagram.com/gula_sari"),
        ("website", "https://gulasari.id/toko?hal=2", "https://gulasari.id/toko?hal=2"),
        ("website", "gulasari.id", "https://gulasari.id"),
        ("website", "https://gulasari.id:443/", "https://gulasari.id/"),
        ("other", "https://www.facebook.com/gula.sari", "https://www.facebook.com/gula.sari"),
        ("website", "https://gulá.id/", "https://xn--gul-gla.id/"),
    ],
)
def test_a_good_address_is_brought_into_one_shape(platform, typed, kept):
    assert check_link(platform, typed) == kept


@pytest.mark.parametrize(
    ("platform", "typed"),
    [
        ("tokopedia", "https://tokopedia.com.jahat.example/gula"),
        ("tokopedia", "https://nottokopedia.com/gula"),
        ("shopee", "https://tokopedia.com/gula"),
        ("website", "javascript:alert(1)"),
        ("website", "data:text/html,x"),
        ("website", "ftp://gulasari.id"),
        ("website", "http://gulasari.id"),
        ("website", "https://user:sandi@gulasari.id"),
        ("website", "https://gulasari.id:8080/"),
        ("website", "https://127.0.0.1/"),
        ("website", "https://[::1]/"),
        ("website", "https://2130706433/"),
        ("website", "https://localhost/"),
        ("website", "https://server.local/"),
        ("website", "https://gula sari.id"),
        ("website", "https://gulasari.id/<script>"),
        ("website", "https://"),
        ("website", "https://-a.id"),
        ("website", "x" * 400),
        ("website", "https://gulasari.id/" + "é" * 100),
        ("website", "@gula"),
        ("website", "https://[bad"),
        ("website", "https://a.id:99999999/"),
        ("nonsense", "https://"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(platform, typed):
    with pytest.raises(Invalid) as refused:
        check_link(platform, typed)
    assert refused.value.message.endswith(".")
