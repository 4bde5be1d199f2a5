"""A start that falls away after something was given: who may have it on paper is asked to shred it, and says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.models import Frist, Log, Tilknytning
from opsporing.organisation.actions import gem_profil
from opsporing.profil import profil_for
from overgange.actions import haand
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.models import Overgang, Overlevering, Status
from tests.cast import By
from tests.integration.overgange.planlagt import START, midnat, plan
from tests.integration.overgange.skemaet import SVAR, giv, sig

#: Every part there can be of the form.
ALLE = ["stemme", "styrker", "hjaelper", "udvikling", "helbred", "familie", "stoette", "start"]

Som = Callable[[Any], Client]


def _laest(client: Client, navn: str, *args: int) -> str:
    return unescape(client.get(reverse(f"overgange:{navn}", args=args)).content.decode())


def test_det_nye_sted_bedes_makulere_det_de_kunne_laese(by: By, skrevet: Overgang, ur: Any, log_ind: Som) -> None:
    profil = replace(profil_for(by.kommune), overgang_laeses_dage_foer=7)
    gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=by.administrator, nu=by.nu)
    skrevet = Overgang.objects.select_related("kommune__profil").get(pk=skrevet.pk)
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    givet = giv(skrevet, by)
    afgiver, modtager = log_ind(by.paedagog), log_ind(by.paedagog_eg)
    bedt = Frist.objects.aabne().filter(kode="overgange.makuler", anledning=givet.anledning)

    def falder_bort(nu: Any) -> None:
        ur.move_to(nu)
        pladsen = Tilknytning.objects.indskrivninger().filter(barn=by.barn, enhed=by.ulv).latest("pk")
        boern.udskriv(tilknytning=pladsen, by=None, nu=nu)

    # Before anybody could read it there is nobody to ask, and the sender is told so.
    falder_bort(by.nu)
    assert not bedt.exists()
    assert "før Børnehuset Egen kunne læse det" in " ".join(_laest(afgiver, "overgang", skrevet.pk).split())
    assert modtager.get(reverse("overgange:overlevering", args=[givet.pk])).status_code == 404
    plan(by.barn, by.ulv, START, by.nu)
    skrevet.refresh_from_db()
    givet = giv(skrevet, by)
    nu = midnat(START - timedelta(days=5)) + timedelta(hours=9)
    ur.move_to(nu)
    assert "traktor" in _laest(log_ind(by.paedagog_eg), "overlevering", givet.pk)
    falder_bort(nu)
    afgiver, modtager = log_ind(by.paedagog), log_ind(by.paedagog_eg)
    bedt = Frist.objects.aabne().filter(kode="overgange.makuler", anledning=givet.anledning)
    assert [f.enhed for f in bedt] == [by.ulv]
    assert "De er bedt om at makulere" in _laest(afgiver, "overgang", skrevet.pk)
    assert "makulér det, I har fået om det" in unescape(modtager.get(reverse("i_dag")).content.decode())
    assert "Makulér det, I har fået" in _laest(modtager, "modtagne")
    side = _laest(modtager, "overlevering", givet.pk)
    assert "begynder ikke hos jer alligevel" in side
    assert "Slet den PDF" in side
    # Nothing of what was given is on any page of theirs, and nobody else's house sees the matter.
    assert "traktor" not in side
    assert modtager.get(reverse("overgange:overlevering_udskriv", args=[givet.pk])).status_code == 404
    adresse = reverse("overgange:makuleret", args=[givet.pk])
    assert log_ind(by.dagplejer).post(adresse).status_code == 404
    svar = modtager.post(adresse, follow=True)
    assert "Det er noteret, at I ikke har det mere." in svar.content.decode()
    assert "Begynder ikke alligevel" not in svar.content.decode()
    assert not bedt.all().exists()
    assert modtager.get(reverse("overgange:overlevering", args=[givet.pk])).status_code == 404
    assert "De har svaret 30. december 2026" in _laest(log_ind(by.paedagog), "overgang", skrevet.pk)
    koder = set(Log.objects.filter(boern__contains=[str(by.barn.pk)]).values_list("haendelse", flat=True))
    assert koder >= {"overgange.makulering_bedt", "overgange.makulering_set", "overgange.makuleret"}


def test_begynder_barnet_alligevel_bedes_ingen(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    Overlevering.objects.filter(pk=givet.pk).update(kvitteret_at=by.nu, kvitteret_by=by.paedagog_eg)
    boern.udskriv(tilknytning=Tilknytning.objects.get(barn=by.barn, enhed=by.ulv), by=None, nu=by.nu)
    bedt = Frist.objects.aabne().filter(kode="overgange.makuler")
    assert bedt.get().anledning == givet.anledning
    plan(by.barn, by.ulv, START, by.nu)
    assert not bedt.exists()
    assert not Tilknytning.objects.gaeldende(by.nu).filter(anledning=givet.anledning).exists()


def test_et_sted_uden_for_bedes_af_dem_der_gav_det(by: By, log_ind: Som) -> None:
    o = haand.opret(
        barn=by.david, art="boernehave_skole", til_navn="Skovskolen", start_den=START, by=by.paedagog_ugle, nu=by.nu
    )
    skema_actions.gem_skema(overgang=o, aendringer=SVAR, set_rev=9, by=by.paedagog_ugle, nu=by.nu)
    sig(o, by, by.mor)
    sig(o, by, by.far)
    actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    client = log_ind(by.paedagog_ugle)
    sagt = {"maade": "telefon", "den": f"{by.nu:%Y-%m-%d}", "dele": ALLE}
    assert client.post(reverse("overgange:sagt", args=[o.pk]), sagt).status_code == 403
    side = unescape(client.post(reverse("overgange:aflys", args=[o.pk]), follow=True).content.decode())
    assert "Ring, og bed dem om at makulere papiret og slette filen" in side
    assert "Bed Skovskolen makulere det, de fik" in _laest(client, "liste")
    frist = Frist.objects.aabne().get(anledning=o.anledning)
    assert (frist.kode, frist.enhed) == ("overgange.bed", by.ugle)
    client.post(reverse("overgange:sagt", args=[o.pk]), sagt)
    o.refresh_from_db()
    assert o.status == Status.AFLYST
    assert not Frist.objects.aabne().filter(anledning=o.anledning).exists()
    assert "Sagt til Skovskolen 14. oktober 2026, på telefonen" in _laest(client, "overgang", o.pk)
    assert "Skovskolen" not in _laest(client, "liste")
    assert Log.objects.filter(haendelse="overgange.makulering_sagt", bruger=str(by.paedagog_ugle.pk)).count() == 1
