"""Switches that keep a matter from the parents."""

from django.urls import path

from opsporing.spaerring import views

urlpatterns = [
    path("", views.spaerringer, name="spaerringer"),
    path("<int:pk>/", views.spaerring, name="spaerring"),
    path("<int:pk>/bekraeft/", views.spaerring_bekraeft, name="spaerring_bekraeft"),
    path("<int:pk>/ophaev/", views.spaerring_ophaev, name="spaerring_ophaev"),
]
