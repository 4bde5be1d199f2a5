"""Addresses of the dialogmoeder app, a file for each of its rooms."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "dialogmoeder"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dialogmoeder.urls_punkt")),
    path("", include("dialogmoeder.urls_sparring")),
    path("", include("dialogmoeder.urls_tal")),
    path("", include("dialogmoeder.urls_planlaeg")),
    path("", include("dialogmoeder.urls_hold")),
]
