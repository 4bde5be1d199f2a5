"""Addresses of the top layer."""

from django.urls import path

from opsporing.overblik import (
    views,
    views_arkiv,
    views_barn,
    views_leder,
    views_lov,
    views_profil,
    views_refleksion,
    views_tal,
)

urlpatterns = [
    path("", views.i_dag, name="i_dag"),
    path("stue/", views.stue, name="stue"),
    path("stue/<int:enhed>/", views.stue_vis, name="stue_vis"),
    path("boern/<int:pk>/", views_barn.barn, name="barn"),
    path("boern/<int:pk>/sammenlign/", views_barn.barn_sammenlign, name="barn_sammenlign"),
    path("leder/", views_leder.leder, name="leder"),
    path("leder/forsinket/", views_leder.leder_forsinket, name="leder_forsinket"),
    path("leder/faldende/", views_leder.leder_faldende, name="leder_faldende"),
    path("leder/aftaler/", views_leder.leder_aftaler, name="leder_aftaler"),
    path("leder/daekning/", views_leder.leder_daekning, name="leder_daekning"),
    path("leder/refleksion/<int:runde>/", views_refleksion.leder_refleksion, name="leder_refleksion"),
    path("leder/udskriv/", views_refleksion.leder_udskriv, name="leder_udskriv"),
    path("tal/", views_tal.tal, name="tal"),
    path("tal/hent/", views_tal.tal_csv, name="tal_csv"),
    path("arkiv/", views_arkiv.arkiv, name="arkiv"),
    path("arkiv/<int:pk>/", views_arkiv.arkiv_barn, name="arkiv_barn"),
    path("arkiv/<int:pk>/aabn/", views_arkiv.arkiv_aabn, name="arkiv_aabn"),
    path("praksis/", views_profil.profil, name="profil"),
    path("praksis/lov/", views_lov.lovgrundlag, name="lovgrundlag"),
    path("praksis/historik/", views_profil.profil_historik, name="profil_historik"),
    path("praksis/<int:pk>/", views_profil.profil_version, name="profil_version"),
]
