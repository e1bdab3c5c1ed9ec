"""Looks whether a page of the public web is there, and reaches nothing but the public web.

An owner types the address, so it could point into our own network. Therefore: https on its own port only, every address
that the name resolves to must be a public one, and we connect to the very address that was checked; each redirect is
checked anew. A refusal is never "dead": we only say so when the page's own server or the name system said it is gone.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings

TIMEOUT = 8.0  # seconds for one request, all of it
MOST_REDIRECTS = 3
MOST_BYTES = 1_024
GONE = (404, 410)
MOVED = (301, 302, 303, 307, 308)
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # holds an IPv4 address, any
TROUBLE = (OSError, http.client.HTTPException, ValueError)  # ValueError: an answer that is none
WELL_KNOWN = ("tokopedia.com", "shopee.co.id", "instagram.com")


class NotPublic(Exception):
    """The address is not one we open."""


class NoSuchHost(Exception):
    """The name system says that this name does not exist."""


@dataclass(frozen=True)
class Seen:
    """What one look showed: "ok", "gone" (the page says so), "no host" (the name does not exist) or "unknown"."""

    what: str
    status: int | None = None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and hides no other address inside."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or ip in NAT64 or ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    )


class _Pinned(http.client.HTTPSConnection):
    """A connection to one checked address; the certificate must be that of the name."""

    def __init__(self, host: str, address: str) -> None:
        self.safe = ssl.create_default_context()
        super().__init__(host, 443, timeout=TIMEOUT, context=self.safe)
        self.address = address

    def connect(self) -> None:
        """Connect to the address, not to what the name may mean by now."""
        plain = socket.create_connection((self.address, 443), TIMEOUT)
        self.sock = self.safe.wrap_socket(plain, server_hostname=self.host)


class Web:
    """The public web. Tests hand in one of their own."""

    scheme, port = "https", 443

    def resolve(self, host: str) -> list[str]:
        """The addresses of a name; raises NoSuchHost, or OSError when the name system does not answer."""
        try:
            found = socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        except socket.gaierror as problem:
            if problem.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                raise NoSuchHost from problem
            raise
        return [str(one[4][0]) for one in found]

    def allows(self, address: str) -> bool:
        """Whether we may connect to this IP address."""
        return is_public(address)

    def connection(self, host: str, port: int, address: str) -> http.client.HTTPConnection:
        """A connection that is not open yet."""
        return _Pinned(host, address)

    def works(self) -> bool:
        """Whether the name system answers at all: else "no such host" is our own trouble."""
        for host in WELL_KNOWN:
            try:
                if self.resolve(host):
                    return True
            except (NoSuchHost, OSError):
                continue
        return False

    def knock(self, method: str, url: str) -> tuple[int, str]:
        """One request; returns status and Location. Raises NotPublic, NoSuchHost or one of TROUBLE."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or self.port
        if parts.scheme != self.scheme or port != self.port or not host or parts.username is not None:
            raise NotPublic(url)
        addresses = self.resolve(host)
        if not addresses or not all(map(self.allows, addresses)):
            raise NotPublic(url)
        connection = self.connection(host, port, addresses[0])
        # a server that sends one byte now and then never times out by itself
        watch = threading.Timer(TIMEOUT, _cut, [connection])
        watch.daemon = True
        watch.start()
        try:
            target = parts.path or "/"
            connection.request(method, f"{target}?{parts.query}" if parts.query else target, headers=_headers())
            answer = connection.getresponse()
            answer.read(MOST_BYTES)
            return answer.status, answer.getheader("Location") or ""
        finally:
            watch.cancel()
            connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
        except OSError:
            return


def _headers() -> dict[str, str]:
    name = settings.SITE_NAME.encode("ascii", "ignore").decode()
    return {"User-Agent": f"{name} (pemeriksa tautan; +{settings.SITE_URL}/)", "Accept": "*/*", "Connection": "close"}


def look(url: str, web: Web) -> Seen:
    """Whether a page is there: asked for its head, and for the page itself when the head is not what we hoped for."""
    for method in ("HEAD", "GET"):
        try:
            status = _follow(method, url, web)
        except NoSuchHost:
            return Seen("no host")
        except NotPublic:
            return Seen("unknown")
        except TROUBLE:
            if method == "GET":
                return Seen("unknown")
            continue
        if 200 <= status < 300:
            return Seen("ok", status)
    return Seen("gone" if status in GONE else "unknown", status)


def _follow(method: str, url: str, web: Web) -> int:
    """The status at the end of at most MOST_REDIRECTS redirects."""
    for _ in range(MOST_REDIRECTS + 1):
        status, location = web.knock(method, url)
        if status not in MOVED or not location:
            return status
        url = urljoin(url, location)
    return status
