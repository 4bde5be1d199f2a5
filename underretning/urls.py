"""Addresses of the underretning app."""

from django.urls import URLPattern, path

from underretning.views import brev, genvurdering, samtale, skridt, tal

app_name = "underretning"

urlpatterns: list[URLPattern] = [
    path("tal/", tal.tal, name="tal"),
    path("tal/pdf/", tal.tal_udskriv, name="tal_udskriv"),
    path("tal/csv/", tal.tal_csv, name="tal_csv"),
    path("tal/raekker/", tal.tal_raekker, name="tal_raekker"),
    path("modtaget/<int:pk>/brev/<slug:art>/", brev.brev, name="brev"),
    path("modtaget/<int:pk>/brev/<slug:art>/pdf/", brev.brev_udskriv, name="brev_udskriv"),
    path("modtaget/<int:pk>/brev/<slug:art>/sendt/", brev.brev_sendt, name="brev_sendt"),
    path("modtaget/<int:pk>/brev/<slug:art>/undlad/", brev.brev_undlad, name="brev_undlad"),
    path("modtaget/<int:pk>/genvurdering/", genvurdering.genvurdering, name="genvurdering"),
    path("modtaget/<int:pk>/genvurdering/begynd/", genvurdering.genvurdering_begynd, name="genvurdering_begynd"),
    path("modtaget/<int:pk>/genvurdering/afslut/", genvurdering.genvurdering_afslut, name="genvurdering_afslut"),
    path("modtaget/<int:pk>/samtale/", samtale.samtale, name="samtale"),
    path("modtaget/<int:pk>/samtale/registrer/", samtale.samtale_registrer, name="samtale_registrer"),
    path("modtaget/<int:pk>/samtale/undlad/", samtale.samtale_undlad, name="samtale_undlad"),
    path("modtaget/<int:pk>/skridt/", skridt.skridt, name="skridt"),
    path("modtaget/<int:pk>/skridt/familien/", skridt.skridt_familie, name="skridt_familie"),
    path("modtaget/<int:pk>/skridt/pdf/", skridt.skridt_udskriv, name="skridt_udskriv"),
    path("modtaget/<int:pk>/skridt/<int:nr>/klar/", skridt.skridt_klar, name="skridt_klar"),
    path("modtaget/<int:pk>/skridt/<int:nr>/fortryd/", skridt.skridt_fortryd, name="skridt_fortryd"),
    path("modtaget/<int:pk>/skridt/<int:nr>/fjern/", skridt.skridt_fjern, name="skridt_fjern"),
    path("modtaget/<int:pk>/skridt/<int:nr>/flyt/", skridt.skridt_flyt, name="skridt_flyt"),
]
