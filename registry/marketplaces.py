"""Addresses of shops: which host belongs to which platform, and how a typed address is brought into one shape.

Only the shape is checked; nobody looks whether the page is there.
"""

import ipaddress
import re
from urllib.parse import quote, urlsplit

from registry.models import MarketplaceLink
from review.checked import Invalid

Platform = MarketplaceLink.Platform
LONGEST = 300
HOSTS: dict[str, tuple[str, ...]] = {
    Platform.TOKOPEDIA: ("tokopedia.com", "tokopedia.link"),
    Platform.SHOPEE: ("shopee.co.id", "shp.ee"),
    Platform.TIKTOK: ("tiktok.com",),
    Platform.INSTAGRAM: ("instagram.com",),
}
EXAMPLES = {
    Platform.TOKOPEDIA: "https://www.tokopedia.com/nama-toko",
    Platform.SHOPEE: "https://shopee.co.id/nama-toko",
    Platform.TIKTOK: "https://www.tiktok.com/@nama-toko",
    Platform.INSTAGRAM: "https://www.instagram.com/nama-toko",
}
NAMED = {Platform.INSTAGRAM: "https://www.instagram.com/", Platform.TIKTOK: "https://www.tiktok.com/@"}
_NAME = re.compile(r"@([A-Za-z0-9._]{2,40})")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
NOT_PUBLIC = {"localhost", "local", "internal", "test", "invalid", "lan", "home"}


def check_link(platform: str, text: str) -> str:
    """The address in the form we keep: https, host in small letters, without what only counts clicks.

    `@nama` is understood for Instagram and TikTok. Raises Invalid with the sentence for the person.
    """
    typed = text.strip()
    name = _NAME.fullmatch(typed)
    if name and platform in NAMED:
        return f"{NAMED[Platform(platform)]}{name[1]}"
    if not typed or len(typed) > LONGEST or any(char.isspace() or char in "<>\"'`\\{}|^" for char in typed):
        raise _wrong(platform)
    known = HOSTS.get(platform)
    if "://" not in typed:
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise _wrong(platform) from None
    if parts.username is not None or port not in (None, 443) or parts.scheme not in ("https", "http"):
        raise _wrong(platform)
    if parts.scheme == "http" and not known:
        raise Invalid("scheme", "Alamat harus diawali https:// supaya aman dibuka pembeli.")
    host = _public_host(host, platform)
    if known and not any(host == one or host.endswith(f".{one}") for one in known):
        raise Invalid("host", f"Alamat ini bukan {Platform(platform).label}. Contoh: {EXAMPLES[Platform(platform)]}.")
    path = quote(parts.path, safe="/%:@!$&()*+,;=~-._")
    query = "" if known or not parts.query else f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}"
    address = f"https://{host}{path}{query}"
    if len(address) > LONGEST:
        raise Invalid("long", f"Alamat paling panjang {LONGEST} huruf. Salin alamat halaman toko, bukan satu produk.")
    return address


def _public_host(host: str, platform: str) -> str:
    """The host in plain letters; an address of a machine or of a house network is refused."""
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _wrong(platform) from None
    labels = host.split(".")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        raise _wrong(platform)
    if len(labels) < 2 or labels[-1].isdigit() or labels[-1] in NOT_PUBLIC or not all(map(_LABEL.fullmatch, labels)):
        raise _wrong(platform)
    return host


def _wrong(platform: str) -> Invalid:
    example = EXAMPLES.get(Platform(platform), "https://namausaha.id") if platform in Platform.values else "https://…"
    return Invalid("format", f"Alamat tidak benar. Contoh: {example}.")
