"""Addresses of the administrator's pages about forms, under /skemaer/."""

from django.urls import path

from opsporing.skemaer import views

app_name = "skemaer"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:kode>/", views.skema, name="skema"),
    path("<slug:kode>/opret/", views.opret, name="opret"),
    path("version/<int:pk>/vis/", views.vis, name="vis"),
    path("version/<int:pk>/toml/", views.toml, name="toml"),
    path("version/<int:pk>/ret/", views.ret, name="ret"),
    path("version/<int:pk>/publicer/", views.publicer, name="publicer"),
    path("version/<int:pk>/udgaa/", views.udgaa, name="udgaa"),
    path("version/<int:pk>/slet/", views.slet, name="slet"),
]
