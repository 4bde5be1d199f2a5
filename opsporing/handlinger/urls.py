"""Agreements."""

from django.urls import path

from opsporing.handlinger import views

app_name = "handling"
urlpatterns = [
    path("opret/<int:anledning>/", views.opret, name="opret"),
    path("<int:pk>/", views.vis, name="vis"),
    path("<int:pk>/ret/", views.ret, name="ret"),
    path("<int:pk>/foelg_op/", views.foelg_op, name="foelg_op"),
]
