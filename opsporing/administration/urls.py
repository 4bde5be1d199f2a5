"""The administrator's addresses."""

from django.urls import path

from opsporing.administration import views_brugere as brugere
from opsporing.administration import views_enheder as enheder

urlpatterns = [
    path("enheder/", enheder.enheder, name="enheder"),
    path("enheder/<int:under>/opret/", enheder.enhed_opret, name="enhed_opret"),
    path("enheder/<int:pk>/", enheder.enhed_ret, name="enhed_ret"),
    path("enheder/<int:pk>/nedlaeg/", enheder.enhed_nedlaeg, name="enhed_nedlaeg"),
    path("enheder/<int:pk>/modtager/", enheder.enhed_modtager, name="enhed_modtager"),
    path("enheder/<int:pk>/genaabn/", enheder.enhed_genaabn, name="enhed_genaabn"),
    path("kommune/", enheder.kommune, name="kommune"),
    path("brugere/", brugere.brugere, name="brugere"),
    path("brugere/opret/", brugere.bruger_opret, name="bruger_opret"),
    path("brugere/<int:pk>/", brugere.bruger, name="bruger"),
    path("brugere/<int:pk>/ansaet/", brugere.bruger_ansaet, name="bruger_ansaet"),
    path("brugere/<int:pk>/certificer/", brugere.bruger_certificer, name="bruger_certificer"),
    path("brugere/<int:pk>/deaktiver/", brugere.bruger_deaktiver, name="bruger_deaktiver"),
    path("brugere/<int:pk>/genaktiver/", brugere.bruger_genaktiver, name="bruger_genaktiver"),
    path("brugere/<int:pk>/nulstil-totrin/", brugere.bruger_nulstil_totrin, name="bruger_nulstil_totrin"),
    path("brugere/<int:pk>/send-link/", brugere.bruger_send_link, name="bruger_send_link"),
    path("ansaettelser/<int:pk>/afslut/", brugere.ansaettelse_afslut, name="ansaettelse_afslut"),
    path("certificeringer/<int:pk>/afslut/", brugere.certificering_afslut, name="certificering_afslut"),
]
