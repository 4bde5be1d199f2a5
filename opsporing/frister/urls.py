"""Reminders."""

from django.urls import path

from opsporing.frister import views

urlpatterns = [
    path("paamindelser/", views.paamindelser, name="paamindelser"),
    path("paamindelser/laes/", views.laes, name="paamindelser_laes"),
]
