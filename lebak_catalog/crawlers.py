"""What search engines read: robots.txt and the sitemap, in parts of 20,000 addresses."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.english import exportable_codes
from catalog.models import ProductSearch
from catalog.search.cards import address
from catalog.search.choices import load
from catalog.showroom import in_season, story_address
from catalog.stories import shown as stories
from clusters.queries import in_force as clusters_in_force
from registry.queries import public as public_businesses

PART = 20_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
FIXED = (
    "catalog:products", "catalog:check_paper", "opendata:docs", "catalog:collections", "catalog:stories",
    "catalog:clusters", "catalog:english",
)  # fmt: skip
CLOSED = (
    "/akun/",
    "/pusat-usaha/",
    "/petugas/",
    "/pimpinan/",
    "/daftar-usaha/",
    "/gaya/",
    "/sehat/",
    "/demo/",
    "/konfirmasi/",
    "/api/",
    "/*/unduh.",
)
# A search for words may be read when somebody links to it (its page names the list as its true address); filters
# combine without end. The longer line wins.
SEARCHES = ("Disallow: /produk/?", "Allow: /produk/?q=", "Disallow: /produk/?q=*&")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; lists with filters are endless, so they are left out."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), *SEARCHES, "Disallow: /*?halaman="]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the parts."""
    parts = -(-ProductSearch.objects.count() // PART) or 1
    pages = [reverse("sitemap-pages"), *(reverse("sitemap-products", args=[n]) for n in range(1, parts + 1))]
    lines = "".join(f"<sitemap><loc>{settings.SITE_URL}{page}</loc></sitemap>" for page in pages)
    body = f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="{NAMESPACE}">{lines}</sitemapindex>'
    return HttpResponse(body, content_type="application/xml")


def _urlset(addresses: Iterator[str]) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{NAMESPACE}">'
        for one in addresses:
            yield f"<url><loc>{settings.SITE_URL}{one}</loc></url>"
        yield "</urlset>"

    return StreamingHttpResponse(lines(), content_type="application/xml")


@require_safe
def pages(request: HttpRequest) -> StreamingHttpResponse:
    """Fixed pages, categories, kecamatan, collections of the season, stories, sentra, businesses, English pages."""
    choices = load()
    fixed = ["/", *(reverse(name) for name in FIXED)]
    lists = [reverse("catalog:category", args=[slug]) for slug in choices.categories]
    lists += [reverse("catalog:district", args=[slug]) for slug in choices.districts]
    shown = public_businesses().order_by("pk")[:PART]
    makers = (reverse("catalog:business", args=[one.slug, one.business.code]) for one in shown.iterator(2000))
    return _urlset(one for group in (fixed, lists, _shown(), makers, _english()) for one in group)


def _shown() -> Iterator[str]:
    """Collections that show today, stories, sentra."""
    yield from (reverse("catalog:collection", args=[one.slug]) for one in in_season(timezone.localdate())[:PART])
    yield from (story_address(title, code) for title, code in stories().values_list("title", "code")[:PART])
    for one in clusters_in_force().order_by("pk")[:PART]:
        yield reverse("catalog:cluster", kwargs={"slug": one.slug, "code": one.code})


def _english() -> Iterator[str]:
    """The English summaries."""
    yield from (reverse("catalog:english-product", args=[code]) for code in exportable_codes(PART))


@require_safe
def products(request: HttpRequest, part: int) -> StreamingHttpResponse:
    """One part of the products on display."""
    rows = ProductSearch.objects.order_by("pk").values_list("slug", "code")
    rows = rows[(part - 1) * PART : part * PART] if 0 < part <= 1000 else rows.none()
    if not rows.exists() and part != 1:
        raise Http404
    return _urlset(address(slug, code) for slug, code in rows.iterator(2000))
