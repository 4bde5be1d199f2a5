"""Addresses of the underretning app."""

from django.urls import URLPattern

app_name = "underretning"

urlpatterns: list[URLPattern] = []
