"""Addresses of the top layer."""

from django.urls import path

from opsporing.overblik import views, views_arkiv, views_barn, views_profil

urlpatterns = [
    path("", views.i_dag, name="i_dag"),
    path("stue/", views.stue, name="stue"),
    path("stue/<int:enhed>/", views.stue_vis, name="stue_vis"),
    path("boern/<int:pk>/", views_barn.barn, name="barn"),
    path("boern/<int:pk>/sammenlign/", views_barn.barn_sammenlign, name="barn_sammenlign"),
    path("arkiv/", views_arkiv.arkiv, name="arkiv"),
    path("arkiv/<int:pk>/", views_arkiv.arkiv_barn, name="arkiv_barn"),
    path("arkiv/<int:pk>/aabn/", views_arkiv.arkiv_aabn, name="arkiv_aabn"),
    path("praksis/", views_profil.profil, name="profil"),
    path("praksis/historik/", views_profil.profil_historik, name="profil_historik"),
    path("praksis/<int:pk>/", views_profil.profil_version, name="profil_version"),
]
