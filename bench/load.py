"""Clients that ask a server over connections that stay open, and what its processes spend meanwhile. Linux only."""

import http.client
import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PHONE = "Mozilla/5.0 (Linux; Android 12; SM-A032F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
HEADERS = {"Host": "lebak.example", "X-Forwarded-Proto": "https", "User-Agent": PHONE}


@dataclass
class Heard:
    """Milliseconds of every answer, and the bytes of the last one."""

    times: list[float] = field(default_factory=list)
    bytes: int = 0

    def at(self, share: float) -> float:
        """The time within which `share` of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def ask(port: int, addresses: tuple[str, ...], *, count: int, connections: int, cookie: str = "") -> Heard:
    """`count` questions over so many connections, the addresses in turn; RuntimeError when one is not answered 200."""
    heard, lock, turn, wrong = Heard(), threading.Lock(), iter(range(count)), []
    headers = HEADERS | ({"Cookie": cookie} if cookie else {})

    def one_client() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                number = next(turn, None)
            if number is None or wrong:
                break
            begun = time.perf_counter()
            link.request("GET", addresses[number % len(addresses)], headers=headers)
            answer = link.getresponse()
            body = answer.read()
            spent = (time.perf_counter() - begun) * 1000
            with lock:
                heard.times.append(spent)
                heard.bytes = len(body)
                if answer.status != 200:
                    wrong.append((addresses[number % len(addresses)], answer.status, answer.getheader("Location")))
        link.close()

    clients = [threading.Thread(target=one_client) for _ in range(connections)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if wrong:
        raise RuntimeError(f"not answered: {wrong[0]}")
    return heard


def children(pid: int) -> list[int]:
    """The processes that `pid` has started, and theirs."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *children(int(child))]
    return found


def cpu(pid: int) -> float:
    """Seconds of CPU that a process and its living children have spent, those of ended ones included."""
    total = 0
    for one in (pid, *children(pid)):
        try:
            numbers = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(number) for number in numbers[11:15])
    return total / TICK


def memory(pid: int) -> float:
    """MiB of a process, what it shares divided among those that share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
