"""Data protection: the log and retention."""

from django.urls import path

from opsporing.databeskyttelse import views, views_opbevaring

urlpatterns = [
    path("log/", views.soeg, name="log"),
    path("log/find/", views.find_barn, name="log_find_barn"),
    path("log/boern/<int:barn>/udskriv/", views.udskriv, name="log_udskriv"),
    path("log/historik/<str:model>/<int:pk>/", views.historik, name="historik"),
    path("opbevaring/", views_opbevaring.opbevaring, name="opbevaring"),
    path("opbevaring/slet/", views_opbevaring.slet, name="opbevaring_slet"),
    path("opbevaring/tilbageholdelser/", views_opbevaring.tilbageholdelser, name="tilbageholdelser"),
    path("opbevaring/tilbageholdelser/<int:pk>/ophaev/", views_opbevaring.ophaev, name="tilbageholdelse_ophaev"),
]
