"""Addresses of the underretning app."""

from django.urls import URLPattern, path

from underretning.views import brev, genvurdering, indbakke, modtaget, registrer, samtale, skridt, tal, videre

app_name = "underretning"

urlpatterns: list[URLPattern] = [
    path("indbakke/", indbakke.indbakke, name="indbakke"),
    path("sager/", indbakke.sager, name="sager"),
    path("registrer/", registrer.registrer, name="registrer"),
    path("modtaget/<int:pk>/", modtaget.modtaget, name="modtaget"),
    path("modtaget/<int:pk>/bilag/<int:nr>/", modtaget.bilag_vis, name="bilag_vis"),
    path("modtaget/<int:pk>/tag/", modtaget.tag, name="tag"),
    path("modtaget/<int:pk>/vurder/", modtaget.vurder, name="vurder"),
    path("modtaget/<int:pk>/oplys/", modtaget.oplys, name="oplys"),
    path("modtaget/<int:pk>/afgoer/", modtaget.afgoer, name="afgoer"),
    path("modtaget/<int:pk>/luk/", modtaget.luk, name="luk"),
    path("modtaget/<int:pk>/aaben-igen/", modtaget.aaben_igen, name="aaben_igen"),
    path("modtaget/<int:pk>/overdrag/", videre.overdrag, name="overdrag"),
    path("modtaget/<int:pk>/oversend/", videre.oversend, name="oversend"),
    path("modtaget/<int:pk>/oversendt/", videre.oversendt_udskriv, name="oversendt_udskriv"),
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
