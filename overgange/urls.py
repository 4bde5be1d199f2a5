"""Addresses of the overgange app."""

from django.urls import URLPattern

app_name = "overgange"

urlpatterns: list[URLPattern] = []
