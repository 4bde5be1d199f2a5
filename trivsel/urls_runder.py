"""Addresses of the administrator's rounds."""

from django.urls import path

from trivsel.views import runder

urlpatterns = [
    path("", runder.runder, name="runder"),
    path("ny/", runder.runde_ny, name="runde_ny"),
    path("<int:pk>/", runder.runde_ret, name="runde_ret"),
]
