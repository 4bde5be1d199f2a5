"""Addresses of a meeting being held, and of what comes after it."""

from django.urls import path

from dialogmoeder.views import efter, hold, referat

urlpatterns = [
    path("<int:pk>/hold/", hold.hold, name="hold"),
    path("<int:pk>/begynd/", hold.begynd, name="begynd"),
    path("<int:pk>/fremmoede/", hold.fremmoede, name="fremmoede"),
    path("<int:pk>/afslut/", hold.afslut, name="afslut"),
    path("punkt/<int:pk>/tag-fat/", hold.tag_fat, name="tag_fat"),
    path("punkt/<int:pk>/behandl/", hold.behandl, name="behandl"),
    path("punkt/<int:pk>/udsaet/", hold.udsaet, name="udsaet"),
    path("punkt/<int:pk>/kald-ind/", efter.kald_ind, name="kald_ind"),
    path("punkt/<int:pk>/referat/", referat.referat, name="referat"),
    path("punkt/<int:pk>/referat/gem/", referat.referat_gem, name="referat_gem"),
    path("punkt/<int:pk>/referat/loes/", referat.referat_loes, name="referat_loes"),
    path("punkt/<int:pk>/referat/udskriv/", efter.referat_udskriv, name="referat_udskriv"),
    path("punkt/<int:pk>/ark/", referat.ark, name="ark"),
    path("punkt/<int:pk>/ark/vaelg/", referat.ark_vaelg, name="ark_vaelg"),
    path("punkt/<int:pk>/aftale/", referat.aftale, name="aftale"),
    path("punkt/<int:pk>/fortaeller/", referat.fortaeller, name="fortaeller"),
    path("punkt/<int:pk>/rettelse/", efter.rettelse, name="rettelse"),
    path("punkt/<int:pk>/foraeldreudgave/", efter.foraeldreudgave, name="foraeldreudgave"),
    path("punkt/<int:pk>/foraeldreudgave/udskriv/", efter.foraeldreudgave_udskriv, name="foraeldreudgave_udskriv"),
]
