"""The addresses of the whole site. Apps bring their own; what belongs to no app stands here."""

from django.urls import include, path

from opsporing import drift, komponenter, om

urlpatterns = [
    path("administration/", include("opsporing.administration.urls")),
    path("komponenter/", komponenter.vis, name="komponenter"),
    path("om/log/", om.hvad_logges, name="hvad_logges"),
    path("om/tilgaengelighed/", om.tilgaengelighed, name="tilgaengelighed"),
    path("hjaelp/", om.hjaelp, name="hjaelp"),
    path("konto/", include("opsporing.adgang.urls")),
    path("sundhed/", drift.sundhed, name="sundhed"),
    path("sundhed/job/", drift.sundhed_job, name="sundhed_job"),
    path("", include("opsporing.frister.urls")),
    path("handlinger/", include("opsporing.handlinger.urls")),
    path("", include("opsporing.databeskyttelse.urls")),
    path("boern/", include("opsporing.boern.urls")),
    path("indlaesning/", include("opsporing.indlaesning.urls")),
    path("trivsel/", include("trivsel.urls")),
    path("runder/", include("trivsel.urls_runder")),
    path("adbb/", include("adbb.urls")),
    path("overgange/", include("overgange.urls")),
    path("moeder/", include("dialogmoeder.urls")),
    path("underretninger/", include("underretning.urls")),
    path("orientering/", include("opsporing.orientering.urls")),
    path("skemaer/", include("opsporing.skemaer.urls")),
    path("spaerringer/", include("opsporing.spaerring.urls")),
    path("", include("opsporing.overblik.urls")),
]

handler403 = "opsporing.adgang.fejl.afvist"
