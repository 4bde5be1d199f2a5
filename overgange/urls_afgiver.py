"""Addresses of the place the child leaves."""

from django.urls import path

from overgange.views import overgang, skema, traek, vurderinger

urlpatterns = [
    path("", overgang.liste, name="liste"),
    path("ny/<int:barn>/", overgang.ny, name="ny"),
    path("<int:pk>/", overgang.overgang, name="overgang"),
    path("<int:pk>/skema/", skema.skema, name="skema"),
    path("<int:pk>/skema/gem/", skema.skema_gem, name="skema_gem"),
    path("<int:pk>/skema/loes/", skema.skema_loes, name="skema_loes"),
    path("<int:pk>/samtykke/", skema.samtykke, name="samtykke"),
    path("<int:pk>/vurderinger/", vurderinger.vurderinger, name="vurderinger"),
    path("<int:pk>/forhaandsvis/", skema.forhaandsvis, name="forhaandsvis"),
    path("<int:pk>/overlever/", skema.overlever, name="overlever"),
    path("<int:pk>/flyt/", overgang.flyt, name="flyt"),
    path("<int:pk>/aflys/", overgang.aflys, name="aflys"),
    path("<int:pk>/sagt/", overgang.sagt, name="sagt"),
    path("<int:pk>/genaabn/", overgang.genaabn, name="genaabn"),
    path("<int:pk>/udelad/", overgang.udelad, name="udelad"),
    path("<int:pk>/traek/", traek.traek, name="traek"),
    path("<int:pk>/svar/", overgang.svar, name="svar"),
    path("<int:pk>/udskriv/", skema.udskriv, name="udskriv"),
]
