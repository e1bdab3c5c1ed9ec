"""The looker at links reaches the public web and nothing else; what it finds is said with care."""

import http.client
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from upkeep import web
from upkeep.web import NoSuchHost, NotPublic, Seen, Web, is_public, look

PRIVATE = (
    "127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255",
    "192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1",
    "2002:7f00:1::1 64:ff9b::7f00:1 2001:0:7f00:1::1 fec0::1 kata",
)


class Shop(BaseHTTPRequestHandler):
    """A server with one page of each kind."""

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        self.server.seen.append((self.command, self.path, self.headers["User-Agent"], self.headers["Host"]))
        kind, _, rest = self.path.strip("/").partition("/")
        if kind == "slow":
            self.server.gate.wait(5)
            return
        if kind == "nohead":
            status = 405 if self.command == "HEAD" else 200
        elif kind == "liar":
            status = 404 if self.command == "HEAD" else 200
        else:
            status = int(kind)
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "/" + rest if not rest.startswith("to:") else rest[3:])
        self.end_headers()
        if self.command == "GET":
            try:
                self.wfile.write(b"x" * 500_000)
            except OSError:
                return

    def log_message(self, *args):
        return


@pytest.fixture
def shop():
    """A server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.seen, server.gate, server.daemon_threads = [], threading.Event(), True
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()


class OwnWeb(Web):
    """A web that holds only the server of the test; every name but *.hilang is there."""

    scheme = "http"

    def __init__(self, server):
        self.port = server.server_address[1]

    def resolve(self, host):
        if host.endswith("hilang"):
            raise NoSuchHost
        if host.endswith("gangguan"):
            raise socket.gaierror(socket.EAI_AGAIN, "later")
        return ["10.0.0.1"] if host == "dalam" else ["127.0.0.1"]

    def allows(self, address):
        return address == "127.0.0.1"

    def connection(self, host, port, address):
        return http.client.HTTPConnection(address, port, timeout=web.TIMEOUT)


@pytest.fixture
def seen(shop):
    """Looks at a path of the server, or at a whole address."""
    own = OwnWeb(shop)
    return lambda path: look(path if path.startswith("http") else f"http://toko.example:{own.port}{path}", own)


@pytest.mark.parametrize("address", " ".join(PRIVATE).split())
def test_no_address_but_a_public_one_is_reached(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.60.1", "2606:4700::1111"])
def test_public_addresses_are_reached(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://toko.example/", "https://toko.example:8443/", "ftp://toko.example/", "https://a:b@toko.example/",
        "https:///x", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_opened(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: pytest.fail("asked for a name"))
    with pytest.raises(NotPublic):
        Web().knock("HEAD", url)


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "::1"], []])
def test_one_private_address_among_several_is_enough_to_refuse(addresses, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **m: [(0, 0, 0, "", (one, 443)) for one in addresses])
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("connected"))
    with pytest.raises(NotPublic):
        Web().knock("HEAD", "https://toko.example/")
    assert look("https://toko.example/", Web()) == Seen("unknown")


def test_the_checked_address_is_the_one_connected_to(monkeypatch):
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])  # a name that changes its mind
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **m: [(0, 0, 0, "", (one, 443)) for one in next(answers)])
    reached = []

    def connect(where, timeout):
        reached.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        Web().knock("HEAD", "https://toko.example/")
    assert reached == [("8.8.8.8", 443)]


def test_a_name_that_does_not_exist_is_told_from_a_name_system_that_does_not_answer(monkeypatch):
    def raising(code):
        def resolve(*args, **more):
            raise socket.gaierror(code, "")

        return resolve

    monkeypatch.setattr(socket, "getaddrinfo", raising(socket.EAI_NONAME))
    assert look("https://toko.example/", Web()).what == "no host"
    assert not Web().works()
    monkeypatch.setattr(socket, "getaddrinfo", raising(socket.EAI_AGAIN))
    assert look("https://toko.example/", Web()).what == "unknown"


@pytest.mark.parametrize(
    ("path", "what", "status"),
    [
        ("/200/", "ok", 200), ("/404/", "gone", 404), ("/410/", "gone", 410), ("/403/", "unknown", 403),
        ("/500/", "unknown", 500), ("/429/", "unknown", 429), ("/nohead/", "ok", 200), ("/liar/", "ok", 200),
        ("/301/200", "ok", 200), ("/302/303/307/200", "ok", 200), ("/301/404", "gone", 404),
        ("/301/301/301/301/200", "unknown", 301), ("/301/to:http://dalam/", "unknown", None),
        ("/301/to:https://toko.example/", "unknown", None), ("http://dalam:{port}/", "unknown", None),
        ("http://toko.gangguan:{port}/", "unknown", None), ("http://toko.hilang:{port}/", "no host", None),
    ],
)  # fmt: skip
def test_what_a_page_answers_is_read_like_this(seen, shop, path, what, status):
    assert seen(path.format(port=shop.server_address[1])) == Seen(what, status)


def test_a_redirect_into_the_house_network_is_not_followed(seen, shop):
    assert seen(f"/301/to:http://dalam:{shop.server_address[1]}/200/") == Seen("unknown")
    assert {path for _, path, _, _ in shop.seen} == {f"/301/to:http://dalam:{shop.server_address[1]}/200/"}


def test_it_says_who_asks(seen, shop, settings):
    seen("/404/?a=1")
    assert [(method, path) for method, path, _, _ in shop.seen] == [("HEAD", "/404/?a=1"), ("GET", "/404/?a=1")]
    assert settings.SITE_NAME in shop.seen[0][2] and settings.SITE_URL in shop.seen[0][2]


def test_a_server_that_never_answers_is_left(seen, monkeypatch):
    monkeypatch.setattr(web, "TIMEOUT", 0.2)
    assert seen("/slow/") == Seen("unknown")
