"""Addresses of adbb."""

from django.urls import path

from adbb.views import forloeb, metode, ord, screening, team

app_name = "adbb"

urlpatterns = [
    path("", forloeb.liste, name="liste"),
    path("tal/", metode.tal, name="tal"),
    path("certifikater/", metode.certifikater, name="certifikater"),
    path("certifikater/<int:pk>/certificer/", metode.certificer, name="certificer"),
    path("mit/", metode.mit, name="mit"),
    path("supervision/", metode.supervision, name="supervision"),
    path("supervision/ny/", metode.supervision_ny, name="supervision_ny"),
    path("barn/<int:barn>/ny/", forloeb.ny, name="ny"),
    path("<int:pk>/", forloeb.forloeb, name="forloeb"),
    path("<int:pk>/undlad/", forloeb.undlad, name="undlad"),
    path("<int:pk>/screening/", screening.screening, name="screening"),
    path("<int:pk>/screening/stilling/", screening.screening_stilling, name="screening_stilling"),
    path("<int:pk>/screening/gem/", screening.screening_gem, name="screening_gem"),
    path("<int:pk>/screening/loes/", screening.screening_loes, name="screening_loes"),
    path("<int:pk>/screening/<int:screening>/", screening.screening_vis, name="screening_vis"),
    path("<int:pk>/screening/<int:screening>/ret/", screening.screening_ret, name="screening_ret"),
    path("<int:pk>/screening/<int:screening>/ord/", ord.ord_, name="ord"),
    path("<int:pk>/screening/<int:screening>/ord/udskriv/", ord.ord_udskriv, name="ord_udskriv"),
    path("<int:pk>/team/", team.team, name="team"),
    path("<int:pk>/team/gem/", team.team_gem, name="team_gem"),
    path("<int:pk>/team/loes/", team.team_loes, name="team_loes"),
]
