"""Addresses of what the parents know."""

from django.urls import path

from opsporing.orientering import views

app_name = "orientering"

urlpatterns = [
    path("stue/<int:enhed>/", views.stue, name="stue"),
    path("stue/<int:enhed>/breve/", views.breve, name="breve"),
    path("barn/<int:pk>/", views.barn, name="barn"),
    path("barn/<int:pk>/brev/", views.brev, name="brev"),
    path("sag/<int:anledning>/", views.resultat, name="resultat"),
    path("<int:pk>/fortryd/", views.fortryd, name="fortryd"),
]
