"""Every address of the portal, grouped as people see them."""

from django.conf import settings
from django.urls import include, path

from lebak_catalog import crawlers, desk, health, home, leaflets, media, owner_centre, style

handler400 = "lebak_catalog.errors.bad_request"
handler403 = "lebak_catalog.errors.forbidden"
handler404 = "lebak_catalog.errors.not_found"
handler500 = "lebak_catalog.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("catalog.urls")),  # early: an address is looked for from the top, and most visitors go there
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-halaman.xml", crawlers.pages, name="sitemap-pages"),
    path("sitemap-produk-<int:part>.xml", crawlers.products, name="sitemap-products"),
    path("akun/", include("accounts.entrance_urls")),
    path("akun/", include("accounts.urls")),
    path("pusat-usaha/", owner_centre.overview, name="owner_centre"),
    path("", include("registry.urls")),
    path("petugas/", desk.home, name="desk"),
    path("", include("review.urls")),
    path("", include("certification.urls")),
    path("", include("jobs.urls")),
    path("", include("clusters.urls")),
    path("", include("claims.urls")),
    path("", include("fieldwork.urls")),
    path("", include("figures.urls")),
    path("", include("upkeep.urls")),
    path("", include("faults.urls")),
    path("", include("prints.urls")),
    path("", include("opendata.urls")),
    path("", include("demand.urls")),
    path("", include("privacy.urls")),
    path("bantuan/", leaflets.Help.as_view(), name="help"),
    path("privasi/", leaflets.Privacy.as_view(), name="privacy"),
    path("aksesibilitas/", leaflets.Accessibility.as_view(), name="accessibility"),
    path("gaya/", style.style_page, name="style"),
    path("sehat/", health.health, name="health"),
    path("media/<path:path>", media.rendition, name="media"),
]

if settings.DEMO:  # the stranger's door; outside the demo its module is not even imported
    urlpatterns += [path("demo/", include("lebak_catalog.demo.urls"))]
