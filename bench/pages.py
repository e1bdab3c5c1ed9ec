"""Pages against the floor: what the middleware alone costs."""

from django.test import Client

from bench.ratios import Ratio


def getter(client: Client, path: str) -> object:
    """Asks for a page and insists on getting it."""
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return answer


def ratios() -> list[Ratio]:
    """A whole page without database rows costs a few times the health address, which asks the database once."""
    client = Client()
    floor = "/sehat/"
    return [Ratio("help page / floor", lambda: getter(client, "/bantuan/"), lambda: getter(client, floor), 12)]
