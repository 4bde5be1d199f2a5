"""Addresses of one item on an agenda: what it is, its preparation, the parents, and who is let in."""

from django.urls import path

from dialogmoeder.views import foraeldre, invitation, punkt

urlpatterns = [
    path("punkt/<int:pk>/", punkt.punkt, name="punkt"),
    path("punkt/<int:pk>/forbered/", punkt.forbered, name="forbered"),
    path("punkt/<int:pk>/forbered/gem/", punkt.forbered_gem, name="forbered_gem"),
    path("punkt/<int:pk>/forbered/loes/", punkt.forbered_loes, name="forbered_loes"),
    path("punkt/<int:pk>/grundlag/", punkt.grundlag, name="grundlag"),
    path("punkt/<int:pk>/luk/", punkt.luk, name="luk"),
    path("punkt/<int:pk>/foraeldre/", foraeldre.foraeldre, name="foraeldre"),
    path("punkt/<int:pk>/foraeldre/svar/", foraeldre.foraeldre_svar, name="foraeldre_svar"),
    path("punkt/<int:pk>/foraeldre/tid/", foraeldre.foraeldre_tid, name="foraeldre_tid"),
    path("punkt/<int:pk>/foraeldre/traek/", foraeldre.foraeldre_traek, name="foraeldre_traek"),
    path("punkt/<int:pk>/invitation/<int:person>/", invitation.invitation_udskriv, name="invitation_udskriv"),
    path("punkt/<int:pk>/invitation/<int:person>/giv/", invitation.invitation_giv, name="invitation_giv"),
    path("punkt/<int:pk>/foraeldre/fortryd/", foraeldre.foraeldre_fortryd, name="foraeldre_fortryd"),
]
