"""Addresses of planning: teams, meetings, who comes, and the agenda."""

from django.urls import path

from dialogmoeder.views import moede

urlpatterns = [
    path("<int:pk>/", moede.moede, name="moede"),
]
