"""Addresses of finding a child."""

from django.urls import path

from opsporing.boern import views

urlpatterns = [
    path("", views.boern, name="boern"),
    path("<int:pk>/cpr/", views.barn_cpr, name="barn_cpr"),
    path("<int:pk>/svangerskab/", views.barn_svangerskab, name="barn_svangerskab"),
]
