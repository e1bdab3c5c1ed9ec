"""What visitors of the demo looked for in vain, in three months; made up, like everything in it."""

from datetime import date

from catalog.models import UnmetNeed

WANTED = (
    ("kelambu", "", (2, 5, 9)), ("kursi roda kayu", "", (1, 4, 6)), ("payung hias", "", (3, 3, 4)),
    ("seragam paskibra", "Seragam Sekolah", (0, 2, 11)), ("kue kering gluten free", "", (1, 1, 3)),
    ("lampion bambu", "", (0, 6, 2)), ("nasi boks", "Kec. Cilograng; Halal", (2, 2, 5)), ("tas laptop", "", (4, 1, 0)),
)  # fmt: skip


def make_needs(today: date) -> None:
    """The counts of this month and the two before; nothing when there are some already."""
    if UnmetNeed.objects.exists():
        return
    months = [today.year * 12 + today.month - 1 - back for back in (2, 1, 0)]
    UnmetNeed.objects.bulk_create(
        UnmetNeed(month=date(month // 12, month % 12 + 1, 1), words=words, filters=filters, count=count)
        for words, filters, counts in WANTED
        for month, count in zip(months, counts, strict=True)
        if count
    )
