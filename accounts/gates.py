"""Gates before pages: signed in, holding a permission, working for the office; second factor included.

For function views: `@signed_in`, `@has_permission("catalog.decide_product")`, `@staff_only`.
For class views: put them on with `method_decorator(gate, name="dispatch")`.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.queries import is_staff, needs_second_factor, roles_with
from accounts.roles import STAFF, words_for

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """For type hints: the request of a view behind a gate, where `user` is a person and never anonymous."""

    user: User


SESSION_ENDED = "Sesi berakhir demi keamanan. Masuk lagi; isian terakhir Anda masih ada."
SIGN_IN_FIRST = "Masuk dulu untuk membuka halaman itu."
SET_UP_FIRST = "Peran Anda membuka data orang lain. Pasang langkah kedua dulu, cukup sekali."


class RoleNeeded(PermissionDenied):
    """The page is for another role; the text says which one and whom to ask."""

    def __init__(self, roles: list[str]) -> None:
        self.roles = roles
        whom = f"Minta peran itu kepada Admin di {settings.OFFICE_NAME}."
        super().__init__(
            f"Halaman ini untuk {words_for(roles)}. {whom}" if roles else f"Halaman ini belum dibuka. {whom}"
        )


def _go(request: HttpRequest, name: str) -> HttpResponseRedirect:
    back = request.get_full_path()
    if request.method not in ("GET", "HEAD"):  # a post cannot be repeated by a link: return to the page of the form
        referer = urlsplit(request.headers.get("Referer", ""))
        back = referer.path if referer.netloc == request.get_host() else "/"
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """The way to the sign-in page and back, with the reason in words."""
    # a cookie whose session is gone: Django has dropped its key while looking for the person
    had_session = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.session_key is None
    messages.info(request, SESSION_ENDED if had_session else SIGN_IN_FIRST)
    return _go(request, settings.LOGIN_URL)


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app is set up."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def passed_second_factor(request: PersonRequest) -> bool:
    """Whether this session has shown the second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def second_step(request: PersonRequest) -> HttpResponseRedirect | None:
    """Where to send a person whose session lacks the second factor; None when it was shown."""
    if passed_second_factor(request):
        return None
    if has_second_factor(request.user):
        return _go(request, "mfa_reauthenticate")
    messages.info(request, SET_UP_FIRST)
    return _go(request, "mfa_activate_totp")


def _gate(view: View, refuse: Callable[[PersonRequest], bool]) -> View:
    """`refuse` raises for the wrong person and answers whether the page needs the second factor."""

    @never_cache
    @wraps(view)
    def gated(request: PersonRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        step = second_step(request) if refuse(request) else None
        return step or view(request, *args, **kwargs)

    return gated


def signed_in(view: View) -> View:
    """Only for people with an account; those with a role pass the second factor too."""
    return _gate(view, lambda request: needs_second_factor(request.user))


def has_permission(*permissions: str) -> Callable[[View], View]:
    """Only for people who hold all `permissions`; else a 403 page that says which role is needed."""

    def refuse(request: PersonRequest) -> bool:
        for permission in permissions:
            if not request.user.has_perm(permission):
                raise RoleNeeded(roles_with(permission))
        return True

    return lambda view: _gate(view, refuse)


def staff_only(view: View) -> View:
    """Only for people of the office."""

    def refuse(request: PersonRequest) -> bool:
        if not (is_staff(request.user) or request.user.is_superuser):
            raise RoleNeeded([role.value for role in STAFF])
        return True

    return _gate(view, refuse)
