"""Takes the tricks out of two request headers before Django reads them.

Django decodes addresses and forms with whatever charset the Content-Type names, so `charset=base64` or
`charset*=x''%41` ends in an error and `charset=unicode_escape` makes lone surrogates that no database takes; and a
quoted cookie may spell a NUL as `\\000`. Browsers send none of this: addresses and forms of our pages are UTF-8.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
BOUNDARY = re.compile(r"""boundary=("[^"\\;]{1,70}"|[^\s;"\\]{1,70})""", re.IGNORECASE)
PRINTABLE = re.compile(r"[^\x21-\x7e]")


def plain_headers(environ: dict[str, Any]) -> dict[str, Any]:
    """The same request: of Content-Type only the kind and the boundary, cookies without escapes."""
    if given := environ.get("CONTENT_TYPE"):
        boundary = BOUNDARY.search(given)
        kind = PRINTABLE.sub("", given.partition(";")[0])
        environ["CONTENT_TYPE"] = f"{kind}; boundary={boundary[1]}" if boundary else kind
    if "\\" in environ.get("HTTP_COOKIE", ""):
        environ["HTTP_COOKIE"] = environ["HTTP_COOKIE"].replace("\\", "")
    return environ


def strict(application: Application) -> Application:
    """`application` behind these rules."""
    return lambda environ, start_response: application(plain_headers(environ), start_response)
