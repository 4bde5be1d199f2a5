"""Sending: signed, once, whole or not at all, to the right place, and what the writer may know afterwards."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import TestCase
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.frosset import fra_data
from opsporing.models import Anledning, Barn, Frist, Log, Spaerring, User
from opsporing.skemaer.actions import indlaes
from opsporing.spaerring import actions as spaerringer
from opsporing.spaerring.visning import liste
from opsporing.tid import dato
from tests import cast
from tests.cast import NU, By
from tests.factories.underretning import ORDENE, SET, begyndt, sendt, udfyldt
from tests.factories.vurdering import afsluttet_vurdering
from underretning.actions import send as actions
from underretning.actions import skriv, videre
from underretning.actions.modtag import Barnedata
from underretning.models import Modtaget, Overgreb, Pligt, Underretning


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


def ordene(data: Any) -> str:
    frosset = fra_data(data)
    return "\n".join(t for a in frosset.afsnit for linje in a.linjer for t in (linje.etiket, *linje.tekster))


def aabne(kode: str) -> list[date]:
    return [dato(f.forfalder_at) for f in Frist.objects.aabne().filter(kode=kode)]


def test_the_headings_of_what_was_sent_speak_to_the_one_who_reads(by: By) -> None:
    titler = [afsnit.titel for afsnit in fra_data(sendt(by.paedagog, [by.barn]).indhold).afsnit]
    assert "Det, der er set og hørt" in titler
    assert not any(" du " in f" {titel} " or titel.endswith("du?") for titel in titler)


def test_nothing_is_agreed_on_in_the_writers_own_matter(by: By, log_ind: Any) -> None:
    sag = begyndt(by.paedagog, [by.barn]).boern.get().anledning_id
    assert log_ind(by.paedagog).get(reverse("handling:opret", args=[sag])).status_code == 404


def test_it_reaches_the_inbox_whole(by: By) -> None:
    u = sendt(by.paedagog, [by.barn], akut=True)
    modtaget = Modtaget.objects.for_user(by.socialraadgiver, NU).get()
    assert (modtaget.kvitteringsnummer, modtaget.barn, modtaget.enhed) == (u.kvitteringsnummer, by.barn, by.myndighed)
    assert (modtaget.modtaget_at, modtaget.hastede, modtaget.underretter_kode) == (NU, True, "3")
    assert modtaget.underretter_navn == u.underskrift == "Pia Bjerre, pædagog, Egern, Børnehuset Birken"
    assert modtaget.underretter_kontakt == "12 34 56 78, formiddag"
    assert (modtaget.indhold, modtaget.fingeraftryk) == (u.indhold, u.fingeraftryk)
    tekst = ordene(modtaget.indhold)
    for ord_ in (SET, ORDENE, "Alma Åkjær, født 1. september 2024", "Merete Åkjær", "barnets lov § 133"):
        assert ord_ in tekst
    assert "6109244234" not in tekst
    assert aabne("underretning.kladde") == []
    assert Frist.objects.get(kode="underretning.vurder").forfalder_at == NU + timedelta(hours=24)
    assert not Modtaget.objects.for_user(by.paedagog, NU).exists()


def test_it_is_sent_once_and_cannot_be_changed(by: By) -> None:
    u = sendt(by.paedagog, [by.barn])
    igen = actions.send(underretning=u, by=by.paedagog, nu=NU + timedelta(minutes=1))
    assert (igen.kvitteringsnummer, igen.sendt_at) == (u.kvitteringsnummer, NU)
    assert Modtaget.objects.count() == 1
    for proev in (
        lambda: skriv.gem(underretning=u, aendringer={"betydning": "x"}, set_rev=0, by=by.paedagog, nu=NU),
        lambda: skriv.kasser(underretning=u, grund="x", by=by.paedagog, nu=NU),
        lambda: skriv.genoptag(underretning=u, by=by.paedagog, nu=NU),
    ):
        with pytest.raises(Denied, match="sendt"):
            proev()
    with pytest.raises(IntegrityError), transaction.atomic():
        Underretning.objects.filter(pk=u.pk).update(status="kladde")


def test_what_is_missing_is_named(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn])
    with pytest.raises(actions.IkkeFaerdig) as fejl:
        actions.send(underretning=u, by=by.paedagog, nu=NU)
    assert {"iagttagelser", "foraeldre_orienteret", "kontakt"} <= fejl.value.mangler.keys()
    assert not Modtaget.objects.exists()


def test_what_was_changed_in_another_tab_is_read_first(by: By) -> None:
    u = udfyldt(by.paedagog, [by.barn])
    laest = actions.stand(u)
    skriv.gem(underretning=u, aendringer={"betydning": "Mere."}, set_rev=9, by=by.paedagog, nu=NU)
    with pytest.raises(skriv.Foraeldet):
        actions.send(underretning=u, set_stand=laest, by=by.paedagog, nu=NU)
    assert not Modtaget.objects.exists()


def test_nobody_else_sends_it(by: By) -> None:
    u = udfyldt(by.paedagog, [by.barn], deles_med_leder=True)
    with pytest.raises(Denied, match="Kun den, der skriver"):
        actions.send(underretning=u, by=by.leder, nu=NU)


@pytest.mark.parametrize("knaek", ["aflever", "modtag", "record", "barn2"])
def test_what_breaks_in_the_middle_leaves_nothing(by: By, monkeypatch: pytest.MonkeyPatch, knaek: str) -> None:
    boern.indskriv(barn=by.david, enhed=by.egern, by=None, nu=NU)
    u = udfyldt(by.paedagog, [by.barn, by.david])
    foer = (Anledning.objects.count(), Frist.objects.count(), Log.objects.count())
    kald = {"antal": 0}

    def revner(*args: Any, **kwargs: Any) -> Any:
        kald["antal"] += 1
        if knaek != "barn2" or kald["antal"] == 2:
            raise RuntimeError("strømmen går")
        return rigtig(*args, **kwargs)

    sted = {"aflever": "_frys_bilag", "modtag": "modtag", "record": "record", "barn2": "modtag"}[knaek]
    rigtig = getattr(actions, sted)
    monkeypatch.setattr(actions, sted, revner)
    with pytest.raises(RuntimeError):
        actions.send(underretning=u, by=by.paedagog, nu=NU)
    assert Underretning.objects.get(pk=u.pk).status == "kladde"
    assert (Anledning.objects.count(), Frist.objects.count(), Log.objects.count()) == foer
    monkeypatch.setattr(actions, sted, rigtig)
    assert actions.send(underretning=u, by=by.paedagog, nu=NU).kvitteringsnummer
    assert Modtaget.objects.count() == 2


def test_nothing_of_it_waits_for_broker_worker_or_mail(by: By, monkeypatch: pytest.MonkeyPatch) -> None:
    def nede(*args: Any, **kwargs: Any) -> Any:
        raise ConnectionError("nede")

    u = udfyldt(by.paedagog, [by.barn])
    for sted in ("celery.app.task.Task.apply_async", "celery.Celery.send_task", "django.core.mail.get_connection"):
        monkeypatch.setattr(sted, nede)
    monkeypatch.setattr("kombu.connection.Connection.connect", nede)
    monkeypatch.setattr("smtplib.SMTP.connect", nede)
    with TestCase.captureOnCommitCallbacks(execute=True):
        sendt_nu = actions.send(underretning=u, by=by.paedagog, nu=NU)
    assert sendt_nu.kvitteringsnummer
    assert Modtaget.objects.for_user(by.socialraadgiver, NU).count() == 1
    assert Frist.objects.aabne().filter(kode="underretning.vurder").exists()


def test_siblings_are_one_number_and_two_matters(by: By) -> None:
    boern.indskriv(barn=by.david, enhed=by.egern, by=None, nu=NU)
    u = sendt(by.paedagog, [by.barn, by.david])
    assert set(Modtaget.objects.values_list("kvitteringsnummer", "barn")) == {
        (u.kvitteringsnummer, by.barn.pk),
        (u.kvitteringsnummer, by.david.pk),
    }


def test_enclosures_go_as_they_stood_and_with_their_child_only(by: By) -> None:
    boern.indskriv(barn=by.david, enhed=by.egern, by=None, nu=NU)
    afsluttet_vurdering(by.barn, "gul", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    u = udfyldt(by.paedagog, [by.barn, by.david])
    ub = u.boern.get(barn=by.barn)
    noegler = [valg.noegle for valg in skriv.muligheder(ub, by.paedagog, NU)]
    assert noegler
    with pytest.raises(Denied):
        skriv.vaelg_bilag(underretning=u, valgte={by.david.pk: noegler}, by=by.paedagog, nu=NU)
    skriv.vaelg_bilag(underretning=u, valgte={by.barn.pk: noegler}, by=by.paedagog, nu=NU)
    u = actions.send(underretning=u, by=by.paedagog, nu=NU)
    assert [m.bilag.count() for m in Modtaget.objects.order_by("pk")] == [len(noegler), 0]
    for eget, sendte in zip(
        u.bilag.order_by("pk"), Modtaget.objects.get(barn=by.barn).bilag.order_by("nr"), strict=True
    ):
        assert (eget.indhold, eget.fingeraftryk) == (sendte.indhold, sendte.fingeraftryk)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_the_same_moment_both_get_the_same_receipt(by: By) -> None:
    """Two real connections with the same page in front of them."""
    boern.indskriv(barn=by.david, enhed=by.egern, by=None, nu=NU)
    u = udfyldt(by.paedagog, [by.barn, by.david])
    laest, startskud, numre = actions.stand(u), threading.Barrier(2), []

    def tryk() -> None:
        try:
            startskud.wait(5)
            sendt_nu = actions.send(underretning=u, set_stand=laest, by=by.paedagog, nu=NU)
            numre.append(sendt_nu.kvitteringsnummer)
        finally:
            connections.close_all()

    traade = [threading.Thread(target=tryk) for _ in range(2)]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join(30)
    [nummer] = set(numre)
    assert len(numre) == 2
    assert sorted(Modtaget.objects.values_list("barn", "kvitteringsnummer")) == sorted(
        (barn.pk, nummer) for barn in (by.barn, by.david)
    )
    assert Log.objects.filter(haendelse="underretning.sendt").count() == 2
    assert Frist.objects.aabne().filter(kode="underretning.vurder").count() == 2


# ---- where to -------------------------------------------------------------------------------------------------------


def test_to_another_municipality_only_the_child_and_the_words_cross(by: By, nabo: User) -> None:
    u = sendt(by.paedagog, [by.barn], modtager_kommune=by.naboby.kommune)
    modtaget = Modtaget.objects.for_user(nabo, NU).get()
    assert modtaget.kommune == by.naboby.kommune
    assert (modtaget.barn.cpr, modtaget.barn.kommune) == (by.barn.cpr, by.naboby.kommune)
    assert modtaget.barn != by.barn
    assert modtaget.kvitteringsnummer == u.kvitteringsnummer
    assert not Barn.objects.for_user(nabo, NU).exists()
    assert not Modtaget.objects.for_user(by.socialraadgiver, NU).exists()


def test_outside_the_installation_she_delivers_it_herself(by: By) -> None:
    u = sendt(by.paedagog, [by.barn], modtager_navn="Fjernby Kommune")
    assert not Modtaget.objects.exists()
    assert aabne("underretning.aflever") == [dato(NU)]
    u = actions.aflever(underretning=u, by=by.paedagog, nu=NU)
    assert (u.afleveret_at, u.afleveret_by) == (NU, by.paedagog)
    assert aabne("underretning.aflever") == []
    with pytest.raises(Denied, match="ikke noget at aflevere"):
        actions.aflever(underretning=sendt(by.paedagog, [by.barn]), by=by.paedagog, nu=NU)


def test_where_nobody_receives_she_delivers_it_herself(by: By) -> None:
    sendt(by.paedagog, [by.barn], modtager_kommune=by.naboby.kommune)
    assert aabne("underretning.aflever") == [dato(NU)]


@pytest.mark.parametrize(
    ("hvem", "pligt", "kode"),
    [
        ("paedagog", Pligt.FAGPERSON, "3"),
        ("sundhedsplejerske", Pligt.FAGPERSON, "5"),
        ("ppr", Pligt.FAGPERSON, "1"),
        ("paedagog", Pligt.ALLE, "11"),
    ],
)
def test_the_code_of_who_notifies(by: By, hvem: str, pligt: Pligt, kode: str) -> None:
    ny = Barnedata(fornavn="Nanna", foedt_den=date(2026, 10, 1))
    u = begyndt(by.bruger[hvem], oplyste=[ny], pligt=pligt)
    assert actions._kode(u) == kode


def test_names_she_told_arrive_as_she_told_them(by: By) -> None:
    ny = Barnedata(fornavn="Anna Marie", efternavn="Holm Bak", foedt_den=date(2026, 10, 1))
    uden = Barnedata(fornavn="Bitte pige", foedt_den=date(2026, 10, 2))
    u = begyndt(by.paedagog, oplyste=[ny, uden])
    assert [actions._data(ub).navn for ub in u.boern.order_by("pk")] == ["Anna Marie Holm Bak", "Bitte pige"]
    assert [(d.fornavn, d.efternavn) for d in map(actions._data, u.boern.order_by("pk"))] == [
        ("Anna Marie", "Holm Bak"),
        ("Bitte pige", ""),
    ]


# ---- suspicion ------------------------------------------------------------------------------------------------------


def test_myndighed_sees_one_switch_and_decides_once(by: By) -> None:
    u = sendt(by.paedagog, [by.barn], overgreb=Overgreb.HJEMMET, overgreb_hvem="Mors kæreste")
    [[_, _, linjer]] = liste(by.socialraadgiver, NU).grupper
    assert len(linjer) == 1
    skrevet, modtaget = Spaerring.objects.order_by("pk")
    assert skrevet.sag == modtaget.sag
    assert modtaget.sat_by == by.paedagog
    assert "Mors kæreste" in modtaget.hvorfor
    spaerringer.ophaev(spaerring=skrevet, grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    assert not Spaerring.objects.staaende().exists()
    assert "Ja, myndigheden" not in ordene(u.indhold)


def test_what_myndighed_has_lifted_is_not_set_again(by: By) -> None:
    u = udfyldt(by.paedagog, [by.barn], overgreb=Overgreb.TVIVL)
    spaerringer.ophaev(spaerring=Spaerring.objects.get(), grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    u = actions.send(underretning=u, by=by.paedagog, nu=NU)
    assert not Spaerring.objects.staaende().exists()
    assert "myndigheden har ophævet spærringen" in ordene(u.indhold)


def test_another_municipality_decides_for_itself(by: By, nabo: User) -> None:
    sendt(by.paedagog, [by.barn], overgreb=Overgreb.HJEMMET, modtager_kommune=by.naboby.kommune)
    her, der = Spaerring.objects.order_by("pk")
    assert (her.kommune, der.kommune) == (by.kommune, by.naboby.kommune)
    assert her.sag != der.sag
    assert der.sat_by is None
    assert Spaerring.objects.for_user(nabo, NU).get() == der
    spaerringer.ophaev(spaerring=her, grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    assert Spaerring.objects.staaende().get() == der


def test_the_suspected_sees_nothing_of_what_was_received(by: By) -> None:
    sendt(by.paedagog, [by.barn], overgreb=Overgreb.ANDEN_VOKSEN)
    assert Modtaget.objects.for_user(by.myndighedsleder, NU).count() == 1
    sendt(by.leder, [by.barn], overgreb=Overgreb.LEDER, mistaenkt=by.myndighedsleder)
    assert Modtaget.objects.for_user(by.socialraadgiver, NU).count() == 2
    assert Modtaget.objects.for_user(by.myndighedsleder, NU).count() == 1


def test_the_suspected_sees_nothing_of_one_that_comes_back_from_another_municipality(by: By, nabo: User) -> None:
    by.naboby.kommune.refresh_from_db()
    u = sendt(
        by.leder,
        [by.barn],
        overgreb=Overgreb.LEDER,
        mistaenkt=by.myndighedsleder,
        modtager_kommune=by.naboby.kommune,
    )
    hos = Modtaget.objects.get(kvitteringsnummer=u.kvitteringsnummer)
    videre.oversend(modtaget=hos, rev=hos.rev, til=by.kommune, sammenfatning="Barnet bor i Prøveby.", by=nabo, nu=NU)
    assert Modtaget.objects.for_user(by.socialraadgiver, NU).count() == 1
    assert not Modtaget.objects.for_user(by.myndighedsleder, NU).exists()


def test_the_parents_log_tells_of_it_when_it_is_sent_and_nothing_while_a_switch_stands(by: By) -> None:
    foer = udskrift(by.kommune, by.barn, None, None).antal
    sendt(by.paedagog, [by.barn], overgreb=Overgreb.HJEMMET)
    assert udskrift(by.kommune, by.barn, None, None).antal == foer
    spaerringer.ophaev(spaerring=Spaerring.objects.first(), grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    hvad = {o.hvad for dag in udskrift(by.kommune, by.barn, None, None).dage for o in dag.opslag}
    assert "sendte en underretning" in hvad
