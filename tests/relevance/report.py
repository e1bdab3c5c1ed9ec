"""`make relevance`: how good search answers the judged questions, one by one and on the whole."""

import os
import sys

from lebak_catalog.embedded import Trouble
from tests.run import database


def show() -> None:
    """Fills a database of its own and prints a line for each question."""
    import django

    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        table()
    finally:
        runner.teardown_databases(made)


def table() -> None:
    """The table; the questions held out are marked with an asterisk and have a figure of their own."""
    from tests.people import REVIEWER, person
    from tests.relevance.judged import answers, mean, ndcg, questions
    from tests.relevance.shelf import fill, keys, lines

    owner = person("Ibu Sari", phone="+6286011110001")
    officer = person("Bu Rina", email="rina@contoh.example", permissions=REVIEWER)
    key_of = fill(owner, officer)
    names = {key: name for key, (_, name, _, _) in zip(keys(), lines(), strict=True)}
    rows = []
    for question in questions():
        shown = [key_of[code] for code in answers(question.text)]
        rows.append((ndcg(question, shown), question, shown))
        print(f"{rows[-1][0]:.3f} {'*' if question.is_held_out else ' '} {question.text} ({len(shown)})")
        if rows[-1][0] < 0.9 and "-v" in sys.argv and not question.is_held_out:  # those stay unseen
            print("        " + "; ".join(f"{names[key]} [{question.grades.get(key, 0)}]" for key in shown[:10]))
    for words, wanted in (("all", None), ("tuned on", False), ("held out (*)", True)):
        chosen = [figure for figure, one, _ in rows if wanted is None or one.is_held_out is wanted]
        print(f"nDCG@10 {words}: {mean(chosen):.3f} over {len(chosen)} questions")
    print(f"empty: {sum(not shown for _, _, shown in rows)}")


def main() -> int:
    """Starts a PostgreSQL when none is given, measures, and stops it."""
    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    try:
        with database("relevance"):
            show()
        return 0
    except Trouble as trouble:
        print(f"\nBerhenti: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
