"""Response headers that no library of ours sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: What a page may ask the browser for: nothing but a passkey.
PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{evne}=()" for evne in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


class HovederMiddleware:
    """Keeps pages out of caches and closes what the browser could otherwise be asked for.

    Pages describe children and the tablet is shared: the back button after signing out must show nothing. Static files
    are answered before this middleware and keep their long life in the cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
