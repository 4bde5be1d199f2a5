"""Who changed a row, for the history that triggers keep of every row."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

SIKRE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class HistorikMiddleware:
    """Tell the history of rows, for requests that may change something, which person acted and for which unit.

    Only keys are stored: names would outlive the person's own retention.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SIKRE or not request.user.is_authenticated:
            return self.get_response(request)
        ansaettelse = request.user.ansaettelse
        with pghistory.context(
            bruger=request.user.pk,
            enhed=ansaettelse.enhed_id if ansaettelse else None,
            rolle=ansaettelse.rolle if ansaettelse else "",
        ):
            return self.get_response(request)
