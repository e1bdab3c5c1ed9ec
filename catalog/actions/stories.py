"""The verbs of stories: tell, ask the owner, agree, review, take down. UU 27/2022: consent is taken back at once.

A telling goes draft -> (asked) -> waiting -> live. Who typed it never publishes it, and what its owner agreed to stays
word for word: other words need her consent again.
"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import CONSENT_VERSION, Story
from catalog.story_letters import tell_owner
from registry.membership import Right, may
from registry.models import Business
from registry.queries import role_in, shown_businesses
from review.actions import Refused, require

TELL, DECIDE = "catalog.tell_story", "catalog.decide_product"
State = Story.State
CHANGEABLE = (State.DRAFT, State.ASKED, State.RETURNED)


@transaction.atomic
def write_story(business: Business, values: Mapping[str, Any], *, by: User, is_by_office: bool) -> Story:
    """Keep `title`, `text`, `photo` as the telling on its way; without one a new one begins, the live one stays.

    Raises Refused for somebody without the right, and while an officer examines it.
    """
    if is_by_office:
        require(TELL, by)
    else:
        _need(business, by, Right.EDIT_BUSINESS)
    if not shown_businesses().filter(pk=business.pk).exists():
        raise Refused("Usaha ini belum tayang, jadi ceritanya belum bisa ditulis.")
    Business.objects.select_for_update().get(pk=business.pk)
    story = Story.objects.select_for_update().filter(business=business, state__in=(*CHANGEABLE, State.WAITING)).first()
    if story is not None and story.state == State.WAITING:
        raise Refused("Cerita ini sedang diperiksa petugas. Tunggu putusannya, atau batalkan dulu pengirimannya.")
    fresh = story is None
    story = story or Story(business=business)
    _forget_consent(story)
    story.title, story.text, story.photo = values["title"], values["text"], values["photo"]
    story.state, story.is_by_office = State.DRAFT, is_by_office
    story.written_by, story.written_at = by, timezone.now()
    story.save()
    record(Verb.DRAFT_OPENED if fresh else Verb.CHANGED, story, by=by)
    return story


@transaction.atomic
def ask_owner(story: Story, *, by: User) -> None:
    """Ask the owner of the business whether the story may show as it stands. Raises Refused when she has no account."""
    locked = _locked(story, State.DRAFT, State.ASKED)
    if locked.is_by_office:
        require(TELL, by)
    else:
        _need(locked.business, by, Right.EDIT_BUSINESS)
    if not locked.business.owner.user_id:
        raise Refused("Pemilik usaha ini belum punya akun, jadi izinnya belum bisa diminta.")
    if locked.state == State.ASKED:
        return
    locked.state, locked.note = State.ASKED, ""
    locked.save()
    record(Verb.SUBMITTED, locked, by=by, to="owner")
    transaction.on_commit(lambda: tell_owner(locked))


@transaction.atomic
def agree(story: Story, *, by: User) -> None:
    """The owner agrees to exactly these words: they go to an officer. Only she can."""
    locked = _locked(story, State.DRAFT, State.ASKED)
    _need(locked.business, by, Right.OWN)
    locked.consent_by, locked.consent_at, locked.consent_version = by, timezone.now(), CONSENT_VERSION
    locked.state, locked.note = State.WAITING, ""
    locked.save()
    record(Verb.CONSENT_GIVEN, locked, by=by, version=CONSENT_VERSION)


@transaction.atomic
def disagree(story: Story, words: str, *, by: User) -> None:
    """The owner does not want it so; what she says goes to who wrote it."""
    locked = _locked(story, State.ASKED)
    _need(locked.business, by, Right.OWN)
    locked.state, locked.note = State.RETURNED, words or "Pemilik belum setuju dengan cerita ini."
    locked.save()
    record(Verb.CHANGES_ASKED, locked, by=by)


@transaction.atomic
def pull_back(story: Story, *, by: User) -> None:
    """Back to a draft before an officer decided; the consent for it ends."""
    locked = _locked(story, State.ASKED, State.WAITING)
    if locked.is_by_office and by.has_perm(TELL):
        require(TELL, by)
    else:
        _need(locked.business, by, Right.EDIT_BUSINESS)
    _forget_consent(locked)
    locked.state = State.DRAFT
    locked.save()
    record(Verb.WITHDRAWN, locked, by=by)


@transaction.atomic
def publish_story(story: Story, *, by: User) -> None:
    """An officer who did not type it lets it show; an older story of the business makes room."""
    locked = _decidable(story, by)
    for old in Story.objects.select_for_update().filter(business=locked.business, state=State.LIVE):
        old.state = State.REPLACED
        old.save()
    locked.state, locked.note, locked.reviewed_by, locked.reviewed_at = State.LIVE, "", by, timezone.now()
    locked.save()
    record(Verb.APPROVED, locked, by=by)
    transaction.on_commit(lambda: tell_owner(locked))


@transaction.atomic
def return_story(story: Story, words: str, *, by: User) -> None:
    """An officer asks for something else; the consent was for these words, so it ends."""
    locked = _decidable(story, by)
    if not words:
        raise Refused("Tulis apa yang perlu diperbaiki.")
    _forget_consent(locked)
    locked.state, locked.note = State.RETURNED, words
    locked.save()
    record(Verb.CHANGES_ASKED, locked, by=by)
    transaction.on_commit(lambda: tell_owner(locked))


@transaction.atomic
def withdraw_consent(story: Story, *, by: User) -> None:
    """The owner takes her consent back: from this moment nobody reads it. She can give it again."""
    locked = _locked(story, State.LIVE, State.WAITING, State.HIDDEN)
    _need(locked.business, by, Right.OWN)
    if locked.consent_withdrawn_at is None:
        locked.consent_withdrawn_at, locked.state = timezone.now(), State.HIDDEN
        locked.save()
        record(Verb.CONSENT_WITHDRAWN, locked, by=by)


@transaction.atomic
def give_consent_again(story: Story, *, by: User) -> None:
    """Undo of `withdraw_consent`: the same words show again, or wait for an officer when none has read them yet."""
    locked = _locked(story, State.HIDDEN)
    _need(locked.business, by, Right.OWN)
    if locked.consent_withdrawn_at is None:
        return
    if locked.note:
        raise Refused("Petugas menurunkan cerita ini. Hubungi dinas, atau tulis cerita baru.")
    locked.consent_withdrawn_at, locked.consent_by, locked.consent_at = None, by, timezone.now()
    _back(locked)
    record(Verb.CONSENT_GIVEN, locked, by=by, version=locked.consent_version)


@transaction.atomic
def take_down(story: Story, words: str, *, by: User) -> None:
    """An officer hides a live story and says why."""
    require(DECIDE, by)
    locked = _locked(story, State.LIVE)
    if not words:
        raise Refused("Tulis alasannya, supaya pemilik usaha mengerti.")
    locked.state, locked.note = State.HIDDEN, words
    locked.save()
    record(Verb.UNPUBLISHED, locked, by=by)
    transaction.on_commit(lambda: tell_owner(locked))


@transaction.atomic
def show_again(story: Story, *, by: User) -> None:
    """Undo of `take_down`, while the owner's consent stands."""
    require(DECIDE, by)
    locked = _locked(story, State.HIDDEN)
    if not locked.has_consent:
        raise Refused("Pemilik usaha sudah menarik izinnya. Ceritanya hanya bisa tayang lagi bila ia mengizinkan.")
    _back(locked)
    record(Verb.PUBLISHED_AGAIN, locked, by=by)


def _back(story: Story) -> None:
    """On display again, when it was reviewed and no newer one took its place."""
    story.state, story.note = (State.LIVE if story.reviewed_at else State.WAITING), ""
    try:
        with transaction.atomic():
            story.save()
    except IntegrityError:
        raise Refused("Usaha ini sudah punya cerita yang lebih baru.") from None


def _decidable(story: Story, by: User) -> Story:
    require(DECIDE, by)
    locked = _locked(story, State.WAITING)
    if locked.written_by_id == by.pk:
        raise Refused("Anda menulis cerita ini. Petugas lain yang memutuskannya.")
    if role_in(locked.business, by):
        raise Refused("Ini usaha Anda sendiri. Petugas lain yang memutuskannya.")
    return locked


def _forget_consent(story: Story) -> None:
    story.consent_by, story.consent_at, story.consent_version, story.consent_withdrawn_at = None, None, "", None


def _need(business: Business, by: User, right: Right) -> None:
    if not may(role_in(business, by), right):
        raise Refused("Ini keputusan pemilik usaha." if right == Right.OWN else "Anda tidak mengurus usaha ini.")


def _locked(story: Story, *states: State) -> Story:
    locked = Story.objects.select_for_update(of=("self",)).select_related("business__owner").get(pk=story.pk)
    if locked.state not in states:
        raise Refused(f"Cerita ini sekarang “{locked.get_state_display()}”. Muat ulang untuk melihat keadaannya.")
    return locked
