"""Proves by a six-digit code that a person holds a contact: to come in, or to put a contact into an account.

Built on allauth's code processes, which keep the code, its age and the wrong tries in the session. Ours differ in
one thing: a newcomer's account is made after the code came back, so nobody can leave accounts with foreign numbers.
"""

import time
import zlib

from allauth.account import app_settings
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.actions import sign_up
from accounts.adapter import AccountAdapter
from accounts.contacts import Contact
from accounts.messages import NotSent, send_code, send_no_account
from accounts.queries import user_with

SAME_TAP = 20  # seconds in which a second send of the same form is the same wish
CHANGE_SESSION_KEY = "contact_change"
SIGN_IN_LOCK = 4801  # first half of our advisory lock numbers


class TooManyCodes(Exception):
    """The limit of codes for this contact or this network is reached."""


def _count_request(request: HttpRequest, contact: Contact) -> None:
    if not ratelimit.consume(request, action="request_login_code", key=contact.value):
        raise TooManyCodes


def may_guess(request: HttpRequest, contact: Contact) -> bool:
    """Counts one typed code for `contact`, over all sessions; False when the limit is reached."""
    return bool(ratelimit.consume(request, action="guess_code", key=contact.value))


class SignInProof(LoginCodeVerificationProcess):
    """A code for somebody at the door: a known person, a newcomer with a name, or a stranger who gets no code."""

    @property
    def contact(self) -> Contact:
        """Where the code was sent."""
        phone = self.state.get("phone")
        return Contact("phone", phone) if phone else Contact("email", self.state["email"])

    @property
    def newcomer(self) -> str:
        """Name of the person who signs up, or empty."""
        return self.state.get("newcomer", "")

    @property
    def expects_code(self) -> bool:
        """Whether any code can open this door."""
        return bool(self.user or self.newcomer)

    @classmethod
    def start(cls, request: HttpRequest, contact: Contact, *, newcomer: str = "") -> "SignInProof":
        """Send a code to `contact` and wait for it in the session.

        A second tap within 20 s joins the first. Raises TooManyCodes, accounts.messages.NotSent.
        """
        user = user_with(contact)
        login = Login(user=user, email=contact.email, phone=contact.phone)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=contact.email, phone=contact.phone))
        stage.state.update(initiated_by_user=True, newcomer="" if user else newcomer)
        process = cls(stage)
        if process._join_first_tap():
            return process
        try:
            _count_request(request, contact)
            process.send()
        except (TooManyCodes, NotSent):
            clear_login(request)
            request.session.save()
            raise
        return process

    def _join_first_tap(self) -> bool:
        """Write the waiting code into the session, or take over the one a first tap has just written there."""
        session = self.request.session
        with transaction.atomic():
            if session.session_key:
                self._lock(session.session_key)
                stored = type(session)(session.session_key).load().get(LOGIN_SESSION_KEY)
                if stored and self._is_same_wish(stored):
                    session[LOGIN_SESSION_KEY] = stored
                    return True
            self.generate_code()
            self.persist()
            try:
                session.save()
            except UpdateError:  # signed out in another window at this moment
                raise SessionInterrupted("the session ended in another window") from None
        return False

    @staticmethod
    def _lock(session_key: str) -> None:
        number = zlib.crc32(session_key.encode()) >> 1  # fits PostgreSQL's signed 32 bits
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s, %s)", [SIGN_IN_LOCK, number])

    def _is_same_wish(self, stored: dict) -> bool:
        first = stored["state"].get("stages", {}).get(LoginByCodeStage.key, {}).get("data", {})
        same = all(first.get(key) == self.state.get(key) for key in ("phone", "email", "newcomer"))
        return same and time.time() - first.get("at", 0) < SAME_TAP

    @classmethod
    def waiting(cls, request: HttpRequest, stage: LoginByCodeStage) -> "SignInProof | None":
        """The process that waits in this session, or None when its code is too old."""
        return cls(stage).abort_if_invalid()

    def generate_code(self) -> str:
        """A new code when somebody may come in with it."""
        self.state["code"] = AccountAdapter().generate_login_code() if self.expects_code else ""
        return self.state["code"]

    def send(self, skip_enumeration_mails: bool = False) -> None:
        """Send the code; a stranger is told once that there is no account. Raises NotSent."""
        if self.expects_code:
            send_code(self.contact, self.code)
        elif not skip_enumeration_mails:
            send_no_account(self.contact, f"{settings.SITE_URL}{reverse('account_signup')}")

    def resend(self) -> None:
        """Send a fresh code, at most twice; raises TooManyCodes, NotSent."""
        _count_request(self.request, self.contact)
        self.generate_code()
        self.state["at"] = time.time()
        self.record_resend()
        self.persist()
        self.send(skip_enumeration_mails=True)

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Let the person in; a newcomer gets the account now."""
        if not self.user:
            self._user = sign_up(name=self.newcomer, contact=self.contact)
        return super().finish(redirect_url)


class ContactChange(AbstractCodeVerificationProcess):
    """A code for a contact that a signed-in person wants to put into the account."""

    def __init__(self, request: HttpRequest, state: dict) -> None:
        self.request = request
        super().__init__(
            user=request.user,
            state=state,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
        )

    @property
    def contact(self) -> Contact:
        """The new contact."""
        return Contact(self.state["kind"], self.state["value"])

    @classmethod
    def start(cls, request: HttpRequest, contact: Contact) -> "ContactChange":
        """Send a code to `contact`; raises TooManyCodes, accounts.messages.NotSent."""
        _count_request(request, contact)
        state = cls.initial_state(user=request.user)
        state.update(kind=contact.kind, value=contact.value, code=AccountAdapter().generate_login_code())
        process = cls(request, state)
        process.send()
        process.persist()
        return process

    @classmethod
    def waiting(cls, request: HttpRequest) -> "ContactChange | None":
        """The change that waits in this session for this person, or None."""
        state = request.session.get(CHANGE_SESSION_KEY)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        return cls(request, state).abort_if_invalid()

    def matches(self, typed: str) -> bool:
        """Whether `typed` (digits only) is the code."""
        return constant_time_compare(typed, self.code)

    def send(self) -> None:
        """Send the code; raises NotSent."""
        send_code(self.contact, self.code)

    def persist(self) -> None:
        """Keep the state in the session."""
        self.request.session[CHANGE_SESSION_KEY] = self.state

    def abort(self) -> None:
        """Forget the change."""
        self.request.session.pop(CHANGE_SESSION_KEY, None)


class PhoneProof(AbstractCodeVerificationProcess):
    """A code for whoever holds a phone, without signing in: proves one thing, named by `purpose`, for half an hour.

    Used where a person without an account answers for herself; what she may do then is the business of the caller.
    """

    LASTS = 30 * 60  # seconds that a proof is good for
    SESSION_KEY = "phone_proof"

    def __init__(self, request: HttpRequest, state: dict) -> None:
        self.request = request
        super().__init__(
            state=state,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
        )

    @property
    def contact(self) -> Contact:
        """The phone."""
        return Contact("phone", self.state["phone"])

    @classmethod
    def start(cls, request: HttpRequest, contact: Contact, purpose: str) -> "PhoneProof":
        """Send a code; a second tap within 20 s joins the first. Raises TooManyCodes, accounts.messages.NotSent."""
        waiting = cls._of(request, contact, purpose)
        if waiting and waiting.is_valid() and time.time() - waiting.state["at"] < SAME_TAP:
            return waiting
        _count_request(request, contact)
        state = cls.initial_state(user=None, phone=contact.value)
        process = cls(request, state | {"purpose": purpose, "code": AccountAdapter().generate_login_code()})
        process.send()
        process.persist()
        return process

    @classmethod
    def _of(cls, request: HttpRequest, contact: Contact, purpose: str) -> "PhoneProof | None":
        state = request.session.get(cls.SESSION_KEY)
        if not state or state.get("purpose") != purpose or state.get("phone") != contact.value:
            return None
        return cls(request, state)

    @classmethod
    def waiting(cls, request: HttpRequest, contact: Contact, purpose: str) -> "PhoneProof | None":
        """The process that waits in this session for a code of this phone and purpose; None when it is too old."""
        process = cls._of(request, contact, purpose)
        return process.abort_if_invalid() if process and not process.state.get("proven_at") else None

    @classmethod
    def is_proven(cls, request: HttpRequest, contact: Contact, purpose: str) -> bool:
        """Whether this session has shown the code within the last half hour."""
        process = cls._of(request, contact, purpose)
        return bool(process) and time.time() - process.state.get("proven_at", 0) <= cls.LASTS  # type: ignore[union-attr]

    def matches(self, typed: str) -> bool:
        """Whether `typed` (digits only) is the code; a right one counts from now on and opens nothing twice."""
        if not (self.code and constant_time_compare(typed, self.code)):
            return False
        self.state |= {"proven_at": time.time(), "code": ""}
        self.persist()
        return True

    def send(self) -> None:
        """Send the code; raises NotSent."""
        send_code(self.contact, self.code)

    def persist(self) -> None:
        """Keep the state in the session."""
        self.request.session[self.SESSION_KEY] = self.state

    def abort(self) -> None:
        """Forget it."""
        self.request.session.pop(self.SESSION_KEY, None)
