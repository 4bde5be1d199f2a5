"""Addresses of one item on an agenda: what it is, its preparation, and the parents."""

from django.urls import path

from dialogmoeder.views import punkt

urlpatterns = [
    path("punkt/<int:pk>/", punkt.punkt, name="punkt"),
]
