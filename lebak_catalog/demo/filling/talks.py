"""Words about waiting submissions, so that the demo shows a conversation that is answered and one that is not."""

from accounts.models import User
from lebak_catalog.demo.filling.world import World
from review import actions as review
from review.conversation import side_of, write
from review.models import Message, State, Submission
from review.sides import Side

ASKED = "Bu, foto kemasan yang baru sudah saya tambahkan. Apakah masih ada yang kurang?"
ANSWERED = "Terima kasih, fotonya sudah jelas. Mohon sebutkan juga cara menyimpannya di keterangan."
OPEN = "Selamat pagi. Kapan kira-kira selesai diperiksa? Pembeli dari sekolah sudah menunggu."


def add_talks(world: World) -> None:
    """One conversation that Rina answered and one that waits for the desk; nothing when there are words already."""
    if Message.objects.exists():
        return
    rina = world.people["rina"]
    for owner, answer in ((world.people["sari"], ANSWERED), (world.people["dede"], "")):
        submission = _waiting_of(owner, rina)
        if submission is None:
            continue
        if submission.assigned_to is None:
            submission = review.take(submission, by=rina)
        world.clock.set(max(world.clock.ago(hours=20 if answer else 3), submission.submitted_at))
        write(submission, ASKED if answer else OPEN, by=owner)
        if answer:
            world.clock.later(hours=2)
            write(submission, answer, by=rina)
    world.clock.set(world.clock.present)


def _waiting_of(owner: User, officer: User) -> Submission | None:
    """The oldest product of hers that waits and that the officer, or nobody, has."""
    waiting = Submission.objects.filter(state=State.SUBMITTED, kind="product", submitted_by=owner)
    found = waiting.filter(assigned_to=officer).order_by("due_at").first()
    found = found or waiting.filter(assigned_to=None).order_by("due_at").first()
    return found if found is not None and side_of(owner, found) == Side.OWNER else None
