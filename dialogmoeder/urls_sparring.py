"""Addresses of sparring."""

from django.urls import path

from dialogmoeder.views import sparring

urlpatterns = [
    path("sparring/", sparring.sparringer, name="sparringer"),
    path("sparring/ny/", sparring.sparring_ny, name="sparring_ny"),
    path("sparring/<int:pk>/", sparring.sparring, name="sparring"),
    path("sparring/<int:pk>/svar/", sparring.svar, name="svar"),
    path("sparring/<int:pk>/tag/", sparring.tag, name="tag"),
    path("sparring/<int:pk>/igen/", sparring.spoerg_igen, name="spoerg_igen"),
    path("sparring/<int:pk>/afslut/", sparring.afslut_sparring, name="afslut_sparring"),
    path("sparring/<int:pk>/traek/", sparring.traek_sparring, name="traek_sparring"),
    path("sparring/<int:pk>/dagsorden/", sparring.til_dagsorden, name="til_dagsorden"),
]
