"""No published number tells of fewer than five businesses, by itself or by adding and subtracting what is published."""

import random
from fractions import Fraction

import pytest

from figures import publishing
from figures.definitions import BY_KEY, PUBLIC
from figures.disclosure import LEAST, hidden, is_small

SCALES = ("micro", "small", "medium", "large", "")
MEASURES = ("units", "ikm", "umkm", "women", "nib", "reporting")


def test_small_means_one_to_four():
    assert [n for n in range(8) if is_small(n)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("cells", "gone"),
    [
        ({"a": 10, "b": 20, "c": 30}, set()),
        ({"a": 3, "b": 20, "c": 30}, {"a", "b"}),
        ({"a": 3, "b": 4, "c": 30}, {"a", "b"}),
        ({"a": 1, "b": 1, "c": 30, "d": 9}, {"a", "b", "d"}),
        ({"a": 0, "b": 20}, set()),
        ({"a": 4}, {"a"}),
        ({}, set()),
    ],
)
def test_the_smallest_others_go_with_it(cells, gone):
    assert hidden(cells) == gone


def test_a_part_is_hidden_when_the_rest_is_small():
    assert hidden({"a": 18, "b": 30, "c": 12}, {"a": 20, "b": 60, "c": 40}) == {"a", "c"}


@pytest.mark.parametrize("seed", range(400))
def test_what_is_hidden_together_is_never_small(seed):
    rng = random.Random(seed)
    wholes = {str(n): rng.choice((0, 1, 2, 3, 5, 7, 12, 40)) for n in range(rng.randint(1, 12))}
    parts = {key: rng.randint(0, whole) for key, whole in wholes.items()}
    for cells, of in ((parts, None), (parts, wholes)):
        gone = hidden(cells, of)
        shown = cells.keys() - gone
        assert not [key for key in shown if is_small(cells[key]) or (of and is_small(of[key] - cells[key]))]
        part, whole = sum(cells[key] for key in gone), sum(wholes[key] for key in gone)
        if gone and gone != cells.keys():
            assert len(gone) > 1
            assert part == 0 or part >= LEAST
            assert not of or whole == part or whole - part >= LEAST


def register_of(rng: random.Random) -> dict:
    """Sums of a small made-up register, as figures.counting makes them; and its atoms."""
    atoms: dict[tuple, int] = {}
    size, places = rng.choice((3, 12, 40, 150)), rng.randint(1, 4)
    for _ in range(size):
        place = min(int(rng.random() ** 2 * places), places - 1)
        atom = (str(place), rng.random() < 0.6, rng.choice(SCALES), rng.random() < 0.5, rng.random() < 0.8)
        atoms[atom] = atoms.get(atom, 0) + 1
    return atoms


def counts_of(atom: tuple) -> dict[str, int]:
    """What one business of this sort adds to each measure."""
    _, ikm, scale, woman, nib = atom
    return {
        "units": 1, "ikm": int(ikm), "umkm": int(scale in SCALES[:3]), "women": int(woman), "nib": int(nib),
        "reporting": 1, "workers": 2, "workers_female": 1, "no_scale": int(scale == ""), "unclear": 0, "sex_known": 1,
        "answered_sales": 1,
    }  # fmt: skip


def totals_of(atoms: dict) -> dict:
    """The sums over the atoms."""

    def add(cells: dict, key: str, atom: tuple, times: int) -> None:
        cell = cells.setdefault(key, dict.fromkeys(counts_of(atom), 0))
        for name, n in counts_of(atom).items():
            cell[name] += n * times

    found: dict = {"district": {}, "scale": {}, "sales_range": {}, "all": {}}
    for atom, times in atoms.items():
        add(found["district"], atom[0], atom, times)
        add(found["scale"], atom[2], atom, times)
        add(found["sales_range"], "50000000", atom, times)
        add(found["all"], "", atom, times)
    return {**found, "total": found["all"][""]}


def published(totals: dict, codes: list[str]) -> list[tuple]:
    """Every published number as (which atoms it counts, its value)."""
    facts = []
    for key in ("usaha", "ikm", "umkm", "usaha-perempuan", "ber-nib"):
        figure = BY_KEY[key]
        name = {"usaha": "units", "usaha-perempuan": "women", "ber-nib": "nib"}.get(key, key)
        facts.append((lambda atom, name=name: counts_of(atom)[name], publishing.total(figure, totals)))
        for code, value in publishing.districts(figure, totals, codes).items():
            facts.append((lambda atom, n=name, c=code: counts_of(atom)[n] * (atom[0] == c), value))
        for words, number in publishing.remarks(figure, totals):
            more = next(m for m, text in figure.more.items() if text == words)
            facts.append((lambda atom, m=more: counts_of(atom)[m], number))
    for scale, value in publishing.breakdown(BY_KEY["skala"], totals).items():
        facts.append((lambda atom, s=scale: int(atom[2] == s), value))
    return [(of, value) for of, value in facts if value is not None]


def spans(rows: list[list[int]], target: list[int]) -> bool:
    """Whether `target` is a sum of multiples of `rows`: whether it can be worked out from them."""
    basis: list[list[Fraction]] = []

    def reduced(row: list) -> list[Fraction]:
        left = [Fraction(n) for n in row]
        for one in basis:
            lead = next(i for i, n in enumerate(one) if n)
            if left[lead]:
                factor = left[lead] / one[lead]
                left = [a - factor * b for a, b in zip(left, one, strict=True)]
        return left

    for row in rows:
        if any(rest := reduced(row)):
            basis.append(rest)
    return not any(reduced(target))


@pytest.mark.parametrize("seed", range(60))
def test_nothing_small_can_be_worked_out_from_all_that_is_published(seed):
    rng = random.Random(seed)
    atoms = register_of(rng)
    codes = sorted({atom[0] for atom in atoms})
    every = [(c, i, s, w, n) for c in codes for i in (0, 1) for s in SCALES for w in (0, 1) for n in (0, 1)]
    totals = totals_of(atoms)
    rows = [[of(atom) for atom in every] for of, _ in published(totals, codes)]
    for _, value in published(totals, codes):
        assert not is_small(value)
    for target, count in secrets_of(totals, codes, every):
        assert not spans(rows, target), (seed, count)


def secrets_of(totals: dict, codes: list[str], every: list[tuple]) -> list[tuple]:
    """Every small number that must stay unknown, as what it counts and its value."""
    secrets = []
    for code in codes:
        for name in MEASURES[:5]:
            count = totals["district"].get(code, {}).get(name, 0)
            secrets.append(([counts_of(a)[name] * (a[0] == code) for a in every], count))
            units = totals["district"].get(code, {}).get("units", 0)
            secrets.append(([(1 - counts_of(a)[name]) * (a[0] == code) for a in every], units - count))
    secrets += [([int(a[2] == s) for a in every], totals["scale"].get(s, {}).get("units", 0)) for s in SCALES]
    return [(target, count) for target, count in secrets if is_small(count) and any(target)]


def test_hiding_only_what_is_small_would_be_found_out(monkeypatch):
    monkeypatch.setattr(publishing, "hidden", lambda parts, *_, **__: {k for k, n in parts.items() if is_small(n)})
    caught = 0
    for seed in range(20):
        try:
            test_nothing_small_can_be_worked_out_from_all_that_is_published(seed)
        except AssertionError:
            caught += 1
    assert caught > 3


def test_few_businesses_in_all_show_nothing_at_all():
    totals = totals_of({("1", True, "micro", True, True): 4})
    for figure in PUBLIC:
        if figure.value and figure.by_district:
            assert publishing.total(figure, totals) is None
            assert set(publishing.districts(figure, totals, ["1", "2"]).values()) == {None}
    assert set(publishing.breakdown(BY_KEY["skala"], totals).values()) == {None}


def test_a_sum_of_workers_is_hidden_with_the_few_who_report_them():
    cell = {"units": 9, "reporting": 3, "workers": 40, "workers_female": 10}
    big = {"units": 50, "reporting": 50, "workers": 90, "workers_female": 10}
    total = {name: cell[name] + 2 * big[name] for name in cell}
    totals = {"total": total, "district": {"1": cell, "2": big, "3": big}}
    shown = publishing.districts(BY_KEY["tenaga-kerja"], totals, ["1", "2", "3"])
    assert shown["1"] is None
    assert list(shown.values()).count(None) == 2
