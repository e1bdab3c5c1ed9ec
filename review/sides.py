"""On which side of a submission a person stands: the owner's, the desk's, or on none."""

from accounts.models import User
from review.kinds import ROOMS
from review.models import Conversation, Submission

Side = Conversation.Side


def acts_for(user: User, submission: Submission) -> bool:
    """Whether `user` is on the owner's side of this submission, as the room of its subject says."""
    room = ROOMS.get(submission.room)
    return room is not None and room.things(user).filter(code=submission.subject_code).exists()


def side_of(user: User, submission: Submission) -> str:
    """The side of `user`: the owner's before the desk's, so nobody talks to herself; empty for strangers."""
    if acts_for(user, submission):
        return Side.OWNER
    return Side.STAFF if user.has_perm("review.view_queue") else Side.NOBODY
