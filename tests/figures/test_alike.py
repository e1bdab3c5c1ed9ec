"""Names are as alike for us as similarity() of PostgreSQL says, for every pair."""

import random

from django.db import connection

from figures.alike import District, Here

WORDS = ["gula", "gul", "semut", "aren", "keripik", "kripik", "sari", "sri", "a", "9", "mekar", "mekarr", "jaya2"]


def names(count: int, seed: int) -> list[str]:
    """Names of one to four words, some of them alike."""
    pick = random.Random(seed)
    return [" ".join(pick.choices(WORDS, k=pick.randint(1, 4))) for _ in range(count)]


def likeness(pairs: list[tuple[str, str]]) -> list[float]:
    """What PostgreSQL says of each pair."""
    with connection.cursor() as cursor:
        sql = "select similarity(a, b) from unnest(%s::text[], %s::text[]) with ordinality as t(a, b, n) order by n"
        cursor.execute(sql, [[a for a, _ in pairs], [b for _, b in pairs]])
        return [value for (value,) in cursor.fetchall()]


def test_the_same_likeness_as_postgresql(db):
    here = [Here(str(n), "a" if n % 2 else "b", key, "", "") for n, key in enumerate(names(60, 1))]
    district, compared = District(here), 0
    for key in names(40, 2):
        found = {(one.code, why): percent for one, why, percent in district.like(key, "a")}
        for one, value in zip(here, likeness([(key, one.key) for one in here]), strict=True):
            if one.village == "a":
                expected, why = value * 100 >= 44.5, "name"
            else:
                expected, why = value >= 0.6 and one.key[:4] == key[:4], "near"
            assert ((one.code, why) in found) == expected, (key, one.key, value)
            if expected:
                compared += 1
                assert abs(found[one.code, why] - value * 100) <= 0.51
        assert len(found) == sum(1 for _ in district.like(key, "a"))
    assert compared > 100


def test_a_row_without_a_village_is_compared_with_the_whole_kecamatan():
    district = District([Here("x", "a", "gula semut", "", ""), Here("y", "b", "gula aren", "", "")])
    assert [(one.code, why) for one, why, _ in district.like("gula semut", "")] == [("x", "near")]


def test_a_name_of_nothing_is_like_nothing():
    district = District([Here("x", "a", "", "", ""), Here("y", "a", "gula", "", "")])
    assert list(district.like("", "a")) == []
