"""Addresses of trivsel."""

from django.urls import path

from trivsel.views import egne, faelles, laes

app_name = "trivsel"

urlpatterns = [
    path("guide/", laes.guide, name="handleguide"),
    path("barn/<int:barn>/ny/", laes.ny, name="ny"),
    path("<int:pk>/", laes.vurdering, name="vurdering"),
    path("<int:pk>/udskriv/", laes.udskriv, name="udskriv"),
    path("<int:pk>/ret/", laes.ret, name="ret"),
    path("<int:pk>/egen/", egne.egen, name="egen"),
    path("<int:pk>/egen/gem/", egne.egen_gem, name="egen_gem"),
    path("<int:pk>/egen/loes/", egne.egen_loes, name="egen_loes"),
    path("<int:pk>/egen/genaabn/", egne.egen_genaabn, name="egen_genaabn"),
    path("<int:pk>/egen/<int:nr>/fritag/", egne.egen_fritag, name="egen_fritag"),
    path("<int:pk>/faelles/", faelles.faelles, name="faelles"),
    path("<int:pk>/faelles/stilling/", faelles.faelles_stilling, name="faelles_stilling"),
    path("<int:pk>/faelles/gem/", faelles.faelles_gem, name="faelles_gem"),
    path("<int:pk>/faelles/loes/", faelles.faelles_loes, name="faelles_loes"),
]
