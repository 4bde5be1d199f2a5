"""Addresses of the dialogmoeder app, a file for each of its rooms."""

from django.urls import URLPattern, URLResolver

app_name = "dialogmoeder"

urlpatterns: list[URLPattern | URLResolver] = []
