"""One-time form keys: a double tap makes one thing, and the second answer shows the first result."""

import uuid
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.models import FormKey

FIELD = "form_key"


def once(request: HttpRequest, purpose: str, act: Callable[[], str]) -> str:
    """Run `act` (which makes something and returns the address of the result) once for the form's key.

    Returns the address to redirect to. A second send of the same form waits for the first one, does nothing and
    gets the first address. When `act` raises, nothing is kept and the form can be sent again.
    Raises SuspiciousOperation (HTTP 400) when the key is missing, malformed or another person's.
    """
    try:
        key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        raise SuspiciousOperation("form key missing or malformed") from None
    user = request.user if request.user.is_authenticated else None
    with transaction.atomic():
        try:
            with transaction.atomic():
                FormKey.objects.create(key=key, user=user, purpose=purpose)
        except IntegrityError:
            first = FormKey.objects.filter(key=key, user=user, purpose=purpose).first()
            if first is None:
                raise SuspiciousOperation("form key belongs to another form or person") from None
            return first.result
        result = act()
        FormKey.objects.filter(key=key).update(result=result)
        return result
