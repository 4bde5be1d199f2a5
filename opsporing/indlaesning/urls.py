"""The addresses of the import."""

from django.urls import path, re_path

from opsporing.indlaesning import views

urlpatterns = [
    path("", views.indlaesninger, name="indlaesninger"),
    path("ny/", views.indlaesning_ny, name="indlaesning_ny"),
    path("kolonner/", views.indlaesning_kolonner, name="indlaesning_kolonner"),
    re_path(r"^eksempel/(?P<art>boern|medarbejdere)\.csv$", views.indlaesning_eksempel, name="indlaesning_eksempel"),
    path("<int:pk>/", views.indlaesning, name="indlaesning"),
    path("<int:pk>/fremdrift/", views.indlaesning_fremdrift, name="indlaesning_fremdrift"),
    path("<int:pk>/svar/", views.indlaesning_svar, name="indlaesning_svar"),
    path("<int:pk>/udfoer/", views.indlaesning_udfoer, name="indlaesning_udfoer"),
    path("<int:pk>/kasser/", views.indlaesning_kasser, name="indlaesning_kasser"),
]
