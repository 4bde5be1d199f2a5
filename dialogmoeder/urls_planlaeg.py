"""Addresses of planning: teams, meetings, who comes, and the agenda."""

from django.urls import path

from dialogmoeder.views import dagsorden, deltagere, liste, moede, team

urlpatterns = [
    path("", liste.liste, name="liste"),
    path("ny/", moede.moede_ny, name="moede_ny"),
    path("barn/<int:pk>/", dagsorden.vaelg_moede, name="vaelg_moede"),
    path("<int:pk>/", moede.moede, name="moede"),
    path("<int:pk>/ret/", moede.moede_ret, name="moede_ret"),
    path("<int:pk>/aflys/", moede.aflys, name="aflys"),
    path("<int:pk>/indkald/", moede.indkald, name="indkald"),
    path("<int:pk>/kommer/", moede.kommer, name="kommer"),
    path("<int:pk>/kalender/", moede.kalender, name="kalender"),
    path("<int:pk>/deltagere/", deltagere.deltagere, name="deltagere"),
    path("deltager/<int:pk>/tag-af/", deltagere.deltager_tag_af, name="deltager_tag_af"),
    path("deltager/<int:pk>/stedfortraeder/", deltagere.stedfortraeder, name="stedfortraeder"),
    path("<int:pk>/dagsorden/", dagsorden.dagsorden, name="dagsorden"),
    path("<int:pk>/saet-paa/", dagsorden.saet_paa, name="saet_paa"),
    path("punkt/<int:pk>/flyt/", dagsorden.punkt_flyt, name="punkt_flyt"),
    path("punkt/<int:pk>/ret/", dagsorden.punkt_ret, name="punkt_ret"),
    path("punkt/<int:pk>/traek/", dagsorden.punkt_traek, name="punkt_traek"),
    path("punkt/<int:pk>/saet-paa-igen/", dagsorden.saet_paa_igen, name="saet_paa_igen"),
    path("team/ny/", team.team_ny, name="team_ny"),
    path("team/<int:pk>/", team.team, name="team"),
    path("team/<int:pk>/ret/", team.team_ret, name="team_ret"),
    path("team/<int:pk>/nedlaeg/", team.team_nedlaeg, name="team_nedlaeg"),
    path("team/<int:pk>/medlem/", team.medlem_tilfoej, name="medlem_tilfoej"),
    path("team/<int:pk>/serie/", team.serie, name="serie"),
    path("medlem/<int:pk>/afslut/", team.medlem_afslut, name="medlem_afslut"),
]
