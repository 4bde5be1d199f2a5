"""Addresses of the overgange app."""

from django.urls import include, path

from overgange.views import besoeg, modtager, tal

app_name = "overgange"

urlpatterns = [
    path("", include("overgange.urls_afgiver")),
    path("tal/", tal.tal, name="tal"),
    path("tal/pdf/", tal.tal_udskriv, name="tal_udskriv"),
    path("tal/csv/", tal.tal_hent, name="tal_hent"),
    path("modtagne/", modtager.modtagne, name="modtagne"),
    path("overlevering/<int:pk>/", modtager.overlevering, name="overlevering"),
    path("overlevering/<int:pk>/kvitter/", modtager.kvitter, name="kvitter"),
    path("overlevering/<int:pk>/spoerg/", modtager.spoerg, name="spoerg"),
    path("overlevering/<int:pk>/foelg-op/", modtager.foelg_op, name="foelg_op"),
    path("overlevering/<int:pk>/stoppet/", modtager.stop_set, name="stop_set"),
    path("overlevering/<int:pk>/makuleret/", modtager.makuleret, name="makuleret"),
    path("overlevering/<int:pk>/traek/", modtager.modtaget_traek, name="modtaget_traek"),
    path("overlevering/<int:pk>/udskriv/", modtager.overlevering_udskriv, name="overlevering_udskriv"),
    path("besoeg/<int:pk>/", besoeg.besoeg, name="besoeg"),
    path("besoeg/<int:pk>/gem/", besoeg.besoeg_gem, name="besoeg_gem"),
    path("besoeg/<int:pk>/loes/", besoeg.besoeg_loes, name="besoeg_loes"),
    path("besoeg/<int:pk>/planlaeg/", besoeg.besoeg_planlaeg, name="besoeg_planlaeg"),
    path("besoeg/<int:pk>/afslut/", besoeg.besoeg_afslut, name="besoeg_afslut"),
    path("besoeg/<int:pk>/foelg-op/", besoeg.besoeg_foelg_op, name="besoeg_foelg_op"),
    path("besoeg/<int:pk>/invitation/<int:person>/", besoeg.besoeg_invitation, name="besoeg_invitation"),
    path("besoeg/<int:pk>/kalender/", besoeg.besoeg_kalender, name="besoeg_kalender"),
]
