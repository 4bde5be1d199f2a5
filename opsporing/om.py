"""Pages about the system itself. They show nothing of anybody, so they are open without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def hvad_logges(request: HttpRequest) -> HttpResponse:
    """What is noted when somebody looks, and who may read it."""
    return render(request, "om/hvad_logges.html")


@require_safe
@login_not_required
def tilgaengelighed(request: HttpRequest) -> HttpResponse:
    """How accessible the pages are meant to be, and where to tell when they are not."""
    return render(request, "om/tilgaengelighed.html")


@require_safe
@login_not_required
def hjaelp(request: HttpRequest) -> HttpResponse:
    """Short help: keys, saving, and whom to ask."""
    return render(request, "om/hjaelp.html")
