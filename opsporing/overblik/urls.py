"""Addresses of the top layer."""

from django.urls import path

from opsporing.overblik import views

urlpatterns = [
    path("", views.i_dag, name="i_dag"),
    path("stue/", views.stue, name="stue"),
    path("stue/<int:enhed>/", views.stue_vis, name="stue_vis"),
]
