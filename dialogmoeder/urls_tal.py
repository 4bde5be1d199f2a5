"""Addresses of the minute after a meeting, and of the numbers."""

from django.urls import path

from dialogmoeder.views import evaluering, tal

urlpatterns = [
    path("tal/", tal.tal, name="tal"),
    path("tal/udskriv/", tal.tal_udskriv, name="tal_udskriv"),
    path("tal/hent/", tal.tal_hent, name="tal_hent"),
    path("<int:pk>/evaluer/", evaluering.evaluer, name="evaluer"),
]
