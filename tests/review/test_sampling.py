"""The published rule of samples."""

import pytest

from review.sampling import in_order, pick, sample_size


@pytest.mark.parametrize(
    ("count", "size"), [(-1, 0), (0, 0), (1, 1), (3, 3), (4, 3), (9, 3), (10, 4), (80, 9), (200, 15), (75_000, 274)]
)
def test_at_least_three_and_the_root(count, size):
    assert sample_size(count) == size


def test_the_same_seed_draws_the_same_and_another_draws_others():
    codes = [f"k{n}" for n in range(100)]
    assert pick(codes, "a") == pick(list(reversed(codes)), "a")
    assert len(pick(codes, "a")) == len(set(pick(codes, "a"))) == 10
    assert pick(codes, "a") != pick(codes, "b")


def test_leaving_one_out_keeps_the_order_of_the_rest():
    codes = [f"k{n}" for n in range(30)]
    whole = in_order(codes, "biji")
    assert in_order([one for one in codes if one != whole[3]], "biji") == [one for one in whole if one != whole[3]]


def test_everybody_is_drawn_about_equally_often():
    codes = [f"k{n}" for n in range(20)]
    drawn = [code for seed in range(2000) for code in pick(codes, str(seed))]
    counts = [drawn.count(code) for code in codes]
    assert min(counts) > 400 and max(counts) < 600, counts  # 5 of 20 in 2,000 throws: 500 each
