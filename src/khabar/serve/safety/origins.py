"""Whether a request that changes something comes from our own pages (against CSRF).

A browser tells with every such request which site it comes from, and a page of another site
cannot make it tell otherwise.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from khabar.serve.safety.asgi import Scope, header

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_foreign(scope: Scope, *, by_cookie: bool) -> bool:
    """Whether another site may have sent a request that changes something.

    by_cookie: it is allowed by a cookie only, which a browser adds to whatever it sends; then
    one that does not tell where it comes from is foreign. Programs tell nothing and need no cookie.
    """
    if scope["method"] in SAFE_METHODS:
        return False
    site = header(scope, b"sec-fetch-site")
    origin = header(scope, b"origin")
    if site and site not in ("same-origin", "none"):
        return True
    if origin:
        return urlsplit(origin).netloc.lower() != header(scope, b"host").lower()
    return by_cookie and not site
