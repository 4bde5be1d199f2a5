"""Addresses of the top layer."""

from django.urls import path

from opsporing.overblik import views, views_barn

urlpatterns = [
    path("", views.i_dag, name="i_dag"),
    path("stue/", views.stue, name="stue"),
    path("stue/<int:enhed>/", views.stue_vis, name="stue_vis"),
    path("boern/<int:pk>/", views_barn.barn, name="barn"),
    path("boern/<int:pk>/sammenlign/", views_barn.barn_sammenlign, name="barn_sammenlign"),
]
