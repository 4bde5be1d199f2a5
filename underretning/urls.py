"""Addresses of the underretning app."""

from django.urls import URLPattern, path

from underretning.views import tal

app_name = "underretning"

urlpatterns: list[URLPattern] = [
    path("tal/", tal.tal, name="tal"),
    path("tal/pdf/", tal.tal_udskriv, name="tal_udskriv"),
    path("tal/csv/", tal.tal_csv, name="tal_csv"),
    path("tal/raekker/", tal.tal_raekker, name="tal_raekker"),
]
