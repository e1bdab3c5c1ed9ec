"""The rule of the sample: how large, and always the same for the same seed."""

import pytest

from registry.importing.sample import drawn, size_of


@pytest.mark.parametrize(
    ("population", "size"),
    [(1, 1), (4, 4), (5, 5), (20, 5), (25, 5), (26, 6), (100, 10), (101, 11), (300, 18), (6400, 80), (72_000, 80)],
)
def test_the_size_is_the_root_between_five_and_eighty(population, size):
    assert size_of(population) == size


def test_the_sample_depends_on_the_seed_alone():
    codes = [f"kode{n:04d}" for n in range(300)]
    first = drawn(codes, 42, 18)
    assert first == drawn(reversed(codes), 42, 18)
    assert len(set(first)) == 18
    assert first != drawn(codes, 43, 18)
    assert drawn(codes, 42, 5) == first[:5]


def test_the_rule_is_the_published_one():
    assert drawn(["a", "b", "c"], 7, 3) == ["c", "a", "b"]


def test_every_code_has_its_chance():
    codes = [str(n) for n in range(20)]
    hits = dict.fromkeys(codes, 0)
    for seed in range(400):
        for code in drawn(codes, seed, 5):
            hits[code] += 1
    assert all(60 < count < 140 for count in hits.values()), hits
