"""The stranger's door: one press steps into a role. Every page asks again whether this is the demo."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lebak_catalog.demo.outbox import letters
from lebak_catalog.demo.people import BY_KEY, PEOPLE, contact_of, make_person

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """404 outside the demo, whatever the addresses say."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO or settings.PRODUCTION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """/demo/: who one can be."""
    return render(request, "lebak_catalog/demo_door.html", {"people": PEOPLE})


@demo_only
@require_POST
def step_in(request: HttpRequest, key: str) -> HttpResponse:
    """/demo/masuk/<key>/: become this person, with the session that a full sign-in leaves."""
    if key not in BY_KEY:
        raise Http404
    person, contact = BY_KEY[key], contact_of(BY_KEY[key])
    logout(request)
    user = make_person(person)
    adapter = get_adapter(request)
    adapter.login(request, user)
    record_authentication(request, user, "code", phone=contact.phone, email=contact.email)
    second = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if second:
        record_authentication(request, user, "mfa", id=second.pk, type=second.type)
    messages.success(request, f"Anda sekarang {person.name}, {person.role.label}.")
    return redirect(adapter.get_login_redirect_url(request))


@demo_only
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """/demo/kotak-keluar/: messages with codes, newest first."""
    return render(request, "lebak_catalog/demo_outbox.html", {"letters": letters(Path(settings.EMAIL_FILE_PATH))})
