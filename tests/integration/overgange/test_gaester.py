"""Somebody from the new place leads the visit: she sees it, writes and ends it, and finds nothing else of the child."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from opsporing.frister.paamindelser import paamind_alle
from opsporing.frister.udsendelse import opret_ugebreve, send_ventende
from opsporing.models import Anledning, Barn, Frist, Log, Paamindelse, Tilknytning, User
from opsporing.tid import dato
from overgange.actions import besoeg as actions
from overgange.actions.gaester import glem_forbi
from overgange.actions.liv import foelg_boern
from overgange.actions.overlevering import udelad
from overgange.fristtyper import DELTAG, LED, MOEDE
from overgange.models import Besoeg, Besoegsstatus, Overgang, Side, Status
from tests.cast import By

SVAR = {"foraeldrene": "Hun er glad for bøger.", "starten_aftale": "To timer den første dag."}


def _aftal(
    besoeg: Besoeg, by: By, *, leder: User, med: list[User], nu: datetime | None = None, dage: int = 6
) -> Besoeg:
    deltagere = [actions.Deltager(Side.MODTAGER, user=user) for user in med]
    aftale = actions.Aftale(by.nu + timedelta(days=dage), 60, "institution", leder, deltagere)
    return actions.planlaeg_besoeg(besoeg=besoeg, aftale=aftale, by=by.paedagog, nu=nu or by.nu)


def _url(besoeg: Besoeg, hvad: str = "") -> str:
    return reverse(f"overgange:besoeg{hvad}", args=[besoeg.pk])


@pytest.fixture
def ledet(by: By, besoeg: Besoeg) -> Besoeg:
    """Lars leads from Egen, and Emil of the stue Alma comes to takes part."""
    return _aftal(besoeg, by, leder=by.leder2, med=[by.paedagog_eg])


def test_lederen_fra_det_nye_sted_leder_skriver_og_afslutter(
    by: By, ledet: Besoeg, log_ind: Callable[..., Client]
) -> None:
    klient = log_ind(by.leder2)
    assert "Led overgangsbesøget" in klient.get(reverse("i_dag")).content.decode()
    liste = klient.get(reverse("overgange:modtagne")).content.decode()
    assert "Alma Åkjær" in liste
    assert _url(ledet) in liste
    side = klient.get(_url(ledet)).content.decode()
    assert "Hvad fortæller forældrene om barnet?" in side
    assert "20. oktober 2026" in side
    assert reverse("overgange:overgang", args=[ledet.overgang_id]) not in side
    assert _url(ledet, "_planlaeg") not in side
    assert klient.get(_url(ledet, "_kalender")).status_code == 200
    svar = klient.post(_url(ledet), {"rev": "0", "handling": "senere", **SVAR})
    assert svar["Location"] == reverse("overgange:modtagne")
    # When it is, is for the place the child leaves to agree with the family.
    assert klient.get(_url(ledet, "_planlaeg")).status_code == 403
    kom = [str(pk) for pk in ledet.deltagere.values_list("pk", flat=True)]
    svar = klient.post(
        _url(ledet, "_afslut"), {"udfald": "holdt", "holdt_den": "14-10-2026", "deltog": kom, "foelg_op": "on"}
    )
    assert svar["Location"] == reverse("overgange:modtagne")
    ledet.refresh_from_db()
    assert (ledet.status, ledet.afsluttet_by, ledet.svar["foraeldrene"]) == ("holdt", by.leder2, SVAR["foraeldrene"])
    assert Besoeg.objects.filter(overgang=ledet.overgang, nr=2).exists()
    # It is over: the minutes come with the parents' yes, or not at all.
    assert klient.get(_url(ledet)).status_code == 404
    assert log_ind(by.paedagog_eg).get(_url(ledet)).status_code == 404
    assert Frist.objects.get(anledning=ledet.anledning, kode=LED).opfyldt_by == by.leder2
    assert "Alma" not in klient.get(reverse("overgange:modtagne")).content.decode()
    assert "Hun er glad for bøger." in log_ind(by.paedagog).get(_url(ledet)).content.decode()


def test_de_der_er_med_mindes_om_det_een_gang_og_ingen_andre_der(
    by: By, ledet: Besoeg, log_ind: Callable[..., Client]
) -> None:
    for dage in (0, 1, 4):
        paamind_alle(nu=by.nu + timedelta(days=dage))
    med = Paamindelse.objects.filter(frist__kode=DELTAG)
    assert [en.modtager for en in med] == [by.paedagog_eg]
    assert opret_ugebreve(nu=by.nu + timedelta(days=1))
    send_ventende(nu=by.nu + timedelta(days=1))
    [brev] = [en for en in mail.outbox if en.to == [by.paedagog_eg.email]]
    assert "Alma" not in f"{brev.subject}{brev.body}{brev.alternatives}"
    assert "Kom til et overgangsbesøg" in log_ind(by.paedagog_eg).get(reverse("i_dag")).text
    om = Paamindelse.objects.filter(frist__kode=LED)
    assert [en.modtager for en in om] == [by.leder2]
    assert list(Paamindelse.objects.for_user(by.leder2, by.nu + timedelta(days=4)).filter(frist__kode=LED)) == list(om)
    # Moved: the same row, on another day; over: nobody is late with having come.
    _aftal(ledet, by, leder=by.leder2, med=[by.paedagog_eg], dage=9)
    frist = Frist.objects.aabne().get(kode=DELTAG)
    assert dato(frist.forfalder_at) == dato(by.nu) + timedelta(days=9)
    assert glem_forbi(nu=by.nu + timedelta(days=9)) == 0
    assert glem_forbi(nu=by.nu + timedelta(days=10)) == 1
    _aftal(ledet, by, leder=by.leder2, med=[])
    assert not Frist.objects.aabne().filter(kode=DELTAG).exists()


def test_den_der_kun_er_med_skriver_men_afslutter_ikke(by: By, ledet: Besoeg, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog_eg)
    assert "Afslut besøget" not in klient.get(_url(ledet)).content.decode()
    assert klient.post(_url(ledet), {"rev": "0", "handling": "afslut", **SVAR}).status_code == 302
    assert klient.get(_url(ledet, "_afslut")).status_code == 403
    assert klient.post(_url(ledet, "_foelg_op")).status_code == 403
    ledet.refresh_from_db()
    assert ledet.svar["foraeldrene"] == SVAR["foraeldrene"]
    # The sender is told who reads along; each reading is in the child's log.
    assert "kan Emil Vang og Lars Toft også læse" in log_ind(by.paedagog).get(_url(ledet)).content.decode()
    sete = Log.objects.filter(bruger=str(by.paedagog_eg.pk), boern=[str(by.alma.pk)], haendelse="overgange.besoeg_set")
    assert sete.count() == 1


@pytest.mark.parametrize("hvem", ["leder2", "paedagog_eg"])
def test_gaesten_ser_intet_andet(by: By, ledet: Besoeg, log_ind: Callable[..., Client], hvem: str) -> None:
    gaest, overgang = by.bruger[hvem], ledet.overgang
    assert list(Anledning.objects.for_user(gaest, by.nu).filter(barn=by.alma)) == [ledet.anledning]
    assert not Barn.objects.for_user(gaest, by.nu).filter(pk=by.alma.pk).exists()
    klient = log_ind(gaest)
    for navn in ("overgang", "skema", "samtykke", "forhaandsvis", "overlever", "udelad", "udskriv"):
        assert klient.get(reverse(f"overgange:{navn}", args=[overgang.pk])).status_code == 404, navn
    assert klient.get(reverse("barn", args=[by.alma.pk])).status_code == 404
    for navn in ("overgange:liste", "boern"):
        assert "Alma" not in klient.get(reverse(navn)).content.decode(), navn
    # Colleagues of hers who are not named see nothing at all.
    for anden in (by.naboby.leder, by.dagplejer, by.sundhedsplejerske2):
        assert log_ind(anden).get(_url(ledet)).status_code == 404


def test_adgangen_foelger_aftalen(by: By, ledet: Besoeg) -> None:
    def ser(user: User, nu: datetime) -> bool:
        return Besoeg.objects.for_user(user, nu).filter(pk=ledet.pk).exists()

    assert ser(by.paedagog_eg, by.nu)
    # Another plan without her; who leads is still in, and her opening is the same row.
    [lars] = Tilknytning.objects.filter(ansaettelse=by.leder2.ansaettelse)
    _aftal(ledet, by, leder=by.leder2, med=[], nu=by.nu + timedelta(hours=1))
    assert not ser(by.paedagog_eg, by.nu + timedelta(hours=1))
    assert [t.pk for t in Tilknytning.objects.filter(ansaettelse=by.leder2.ansaettelse)] == [lars.pk]
    assert Frist.objects.aabne().get(anledning__overgangsbesoeg=ledet, kode=LED).ansvarlig == by.leder2
    # By itself it ends a month after the agreed day.
    assert ser(by.leder2, by.nu + timedelta(days=36))
    assert not ser(by.leder2, by.nu + timedelta(days=37))
    # A no closes it too, and a yes after all opens it anew.
    nej = actions.Udfald(Besoegsstatus.AFSLAAET, grund="Nej tak.")
    actions.afslut_besoeg(besoeg=ledet, udfald=nej, by=by.paedagog, nu=by.nu + timedelta(hours=2))
    assert not ser(by.leder2, by.nu + timedelta(hours=2))
    _aftal(ledet, by, leder=by.leder2, med=[], nu=by.nu + timedelta(hours=3))
    assert ser(by.leder2, by.nu + timedelta(hours=3))


def test_den_der_alligevel_ser_overgangen_faar_ingen_ekstra_adgang(by: By, besoeg: Besoeg) -> None:
    _aftal(besoeg, by, leder=by.leder, med=[])
    besoeg.refresh_from_db()
    assert besoeg.anledning is None
    # Her own house, but another stue: the child is not hers, so the visit is opened to her alone.
    _aftal(besoeg, by, leder=by.paedagog_ugle, med=[])
    besoeg.refresh_from_db()
    assert Besoeg.objects.som_gaest(by.paedagog_ugle, by.nu).get() == besoeg
    assert not Overgang.objects.for_user(by.paedagog_ugle, by.nu).exists()


def test_et_nej_til_at_give_videre_er_ikke_et_nej_til_besoeget(by: By, ledet: Besoeg) -> None:
    udelad(overgang=ledet.overgang, grund="Forældrene siger nej tak.", by=by.paedagog, nu=by.nu)
    assert Besoeg.objects.som_gaest(by.leder2, by.nu).get() == ledet
    sag = Anledning.objects.get(overgang=ledet.overgang)
    assert sag.afsluttet_at is None
    actions.gem_besoeg(besoeg=ledet, aendringer=SVAR, set_rev=0, by=by.leder2, nu=by.nu)
    holdt = actions.Udfald(Besoegsstatus.HOLDT, by.nu.date())
    actions.afslut_besoeg(besoeg=ledet, udfald=holdt, by=by.leder2, nu=by.nu)
    assert not Besoeg.objects.som_gaest(by.leder2, by.nu).exists()
    sag.refresh_from_db()
    assert sag.afsluttet_at == by.nu


def test_er_besoeget_det_sidste_der_sker_kan_i_stadig_aftale_at_moedes_igen(by: By, ledet: Besoeg) -> None:
    Overgang.objects.filter(pk=ledet.overgang_id).update(status=Status.AFSLUTTET, afsluttet_at=by.nu)
    actions.gem_besoeg(besoeg=ledet, aendringer=SVAR, set_rev=0, by=by.leder2, nu=by.nu)
    holdt = actions.Udfald(Besoegsstatus.HOLDT, by.nu.date(), foelg_op=True)
    actions.afslut_besoeg(besoeg=ledet, udfald=holdt, by=by.leder2, nu=by.nu)
    sag = Anledning.objects.get(overgang=ledet.overgang)
    assert sag.afsluttet_at is None
    assert ledet.overgang.besoeg.filter(nr=2, afsluttet_at=None).exists()
    assert Frist.objects.aabne().filter(anledning=sag, kode=MOEDE).exists()
    # Nobody says the end of it: it is late for months, and then the place the child left sees it no more.
    assert actions.luk_glemte(nu=by.nu + timedelta(days=190)) == 0
    assert actions.luk_glemte(nu=by.nu + timedelta(days=220)) == 1
    assert not Frist.objects.aabne().filter(anledning=sag).exists()
    assert actions.luk_glemte(nu=by.nu + timedelta(days=220)) == 0


@pytest.mark.parametrize("andet_sted", [True, False])
def test_kommer_barnet_ikke_tages_aftalen_tilbage(by: By, almas: Overgang, andet_sted: bool) -> None:
    besoeg = almas.besoeg.get()
    _aftal(besoeg, by, leder=by.leder2, med=[by.paedagog_eg])
    plads = Tilknytning.objects.indskrivninger().filter(barn=by.barn, enhed=by.ulv)
    if andet_sted:
        plads.update(enhed=by.inga)
    else:
        plads.delete()
    foelg_boern(boern=[by.barn.pk], by=None, nu=by.nu)
    almas.refresh_from_db()
    besoeg.refresh_from_db()
    assert almas.til_enhed == (by.inga if andet_sted else by.ulv)
    assert almas.status == (Status.PLANLAGT if andet_sted else Status.AFLYST)
    assert (besoeg.status, besoeg.moedeleder, besoeg.planlagt_at) == ("tilbudt", None, None)
    assert not besoeg.deltagere.filter(side=Side.MODTAGER).exists()
    assert not Besoeg.objects.for_user(by.leder2, by.nu).exists()
    assert not Frist.objects.aabne().filter(kode=LED).exists()
