"""Search answers the judged questions well; `make relevance` prints them one by one."""

import pytest

from tests.relevance.judged import answers, gain, mean, ndcg, questions
from tests.relevance.shelf import fill, lines

LEAST = 0.9


@pytest.fixture
def key_of(sari, rina):
    return fill(sari, rina)


def test_the_set_is_as_large_as_promised():
    asked = questions()
    assert len(lines()) >= 400
    assert len({leaf for leaf, *_ in lines()}) == 117
    assert len(asked) >= 120
    assert len({one.text for one in asked}) == len(asked)
    assert sum(one.is_held_out for one in asked) * 3 >= len(asked) - 2
    assert all(3 in one.grades.values() for one in asked)


def test_the_figure_is_what_it_says():
    one = questions()[0]
    best = sorted(one.grades, key=lambda key: -one.grades[key])
    assert ndcg(one, best) == 1
    assert ndcg(one, []) == 0
    assert 0 < ndcg(one, [*["x"] * 5, *best]) < 1
    assert gain([3]) == 7


def test_search_answers_as_people_expect(key_of):
    figures, empty = {}, []
    for question in questions():
        shown = [key_of[code] for code in answers(question.text)]
        figures[question] = ndcg(question, shown)
        if not shown:
            empty.append(question.text)
    assert empty == []
    held_out = mean([figure for one, figure in figures.items() if one.is_held_out])
    assert mean(list(figures.values())) >= LEAST
    assert held_out >= LEAST
