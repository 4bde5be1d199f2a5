"""The writer's pages through the real client: who gets in, what they say, and that nothing typed is lost."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from opsporing import bilag as bilagene
from opsporing.models import Barn, Handling, Kommune, Log, User
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import NU, By
from tests.factories.underretning import begyndt, sendt, svar, udfyldt
from tests.factories.vurdering import afsluttet_vurdering
from tests.support.html import laes
from tests.support.html import tekst as i_tekst
from underretning.actions import send as sender
from underretning.actions import skriv
from underretning.models import Brev, Modtaget, Overgreb, Underretning

LogInd = Callable[[User], Client]
SIDER = ("skriv", "ramme", "bilag", "send", "sendt", "kvittering", "udskriv", "kasser")


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    organisation.ret_kommune(
        kommune=by.kommune,
        modtagelse_telefon="11 22 33 44",
        modtagelse_aabningstid="hverdage kl. 9-15",
        vagttelefon="55 66 77 88",
        vagtnavn="Døgnvagten",
        by=by.administrator,
        nu=NU,
    )
    return by


def url(navn: str, *args: Any) -> str:
    return reverse(f"underretning:{navn}", args=args)


def tekst(svaret: Any) -> str:
    return i_tekst(laes(svaret.content))


def rammesvar(by: By, **andet: Any) -> dict[str, Any]:
    return {
        "boern": [by.barn.pk],
        "ny": "ingen",
        "akut": "nej",
        "overgreb": "nej",
        "pligt": "fagperson",
        "hvorhen": str(by.kommune.pk),
        "leder": "nej",
    } | andet


# ---- beginning ------------------------------------------------------------------------------------------------------


def test_the_whole_way_from_the_childs_page_to_the_receipt(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    assert url("ny_om", by.barn.pk) in klient.get(reverse("barn", args=[by.barn.pk])).text
    side = klient.get(url("ny_om", by.barn.pk))
    for ord_ in ("11 22 33 44", "hverdage kl. 9-15", "55 66 77 88", "Døgnvagten", "112"):
        assert ord_ in tekst(side)
    assert not Underretning.objects.exists()
    svaret = klient.post(url("ny_om", by.barn.pk), rammesvar(by))
    u = Underretning.objects.get()
    assert svaret.headers["Location"] == url("skriv", u.pk)
    side = klient.get(url("skriv", u.pk))
    assert "Kun du kan se det her, før du sender." in tekst(side)
    gemt = klient.post(
        url("skriv_gem", u.pk),
        json.dumps({"rev": 0, "klient": "a", "felter": svar()}),
        content_type="application/json",
    )
    assert gemt.json()["fejl"] == {}
    assert klient.post(url("bilag", u.pk)).headers["Location"] == url("send", u.pk)
    side = klient.get(url("send", u.pk))
    assert "Familieafdelingen, Prøveby Kommune" in tekst(side)
    assert "Pia Bjerre, pædagog, Egern, Børnehuset Birken" in tekst(side)
    svaret = klient.post(url("send", u.pk), {"stand": side.context["stand"]}, follow=True)
    u.refresh_from_db()
    assert str(u.kvitteringsnummer) in tekst(svaret)
    assert klient.post(url("send", u.pk), {"stand": ""}).headers["Location"] == url("sendt", u.pk)
    assert Modtaget.objects.count() == 1


@pytest.mark.parametrize("hvem", ["paedagog2", "paedagog_ugle", "leder", "leder2", "socialraadgiver", "ppr"])
def test_nobody_else_finds_a_draft_or_what_was_sent(by: By, log_ind: LogInd, hvem: str) -> None:
    klient = log_ind(by.bruger[hvem])
    for u in (udfyldt(by.paedagog, [by.barn]), sendt(by.paedagog, [by.barn])):
        for side in SIDER:
            assert klient.get(url(side, u.pk)).status_code == 404, side
        for side in ("skriv_gem", "skriv_loes", "genoptag", "aflever", "send", "kasser", "bilag"):
            assert klient.post(url(side, u.pk)).status_code == 404, side


def test_other_municipality_finds_nothing(by: By, log_ind: LogInd) -> None:
    u = sendt(by.paedagog, [by.barn], modtager_kommune=by.naboby.kommune)
    klient = log_ind(by.naboby.leder)
    assert {klient.get(url(side, u.pk)).status_code for side in SIDER} == {404}


def test_a_child_she_does_not_see_is_no_page(by: By, log_ind: LogInd) -> None:
    assert log_ind(by.paedagog).get(url("ny_om", by.ella.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kode", "navn", "valgt"),
    [("", "", "egen"), ("0999", "Naboby", "nabo"), ("0217", "Nordby", "anden"), ("", "Nordby", "anden")],
)
def test_it_goes_where_the_child_is_acted_for_unless_she_says_otherwise(
    by: By, log_ind: LogInd, kode: str, navn: str, valgt: str
) -> None:
    kode = by.naboby.kommune.kode if valgt == "nabo" else kode
    Barn.objects.filter(pk=by.barn.pk).update(handlekommune_kode=kode, handlekommune_navn=navn)
    klient = log_ind(by.paedagog)
    form = klient.get(url("ny_om", by.barn.pk)).context["form"]
    hvorhen = {"egen": str(by.kommune.pk), "nabo": str(by.naboby.kommune.pk), "anden": "anden"}[valgt]
    assert form.initial["hvorhen"] == hvorhen
    assert form.initial.get("modtager_navn", "") == (navn if valgt == "anden" else "")
    vist = klient.get(reverse("barn", args=[by.barn.pk])).text
    assert ("Handlekommune" in vist) == bool(navn)


def test_siblings_are_offered_only_when_she_sees_them(by: By, log_ind: LogInd) -> None:
    valg = log_ind(by.paedagog).get(url("ny_om", by.barn.pk)).context["form"].fields["boern"].choices
    assert [navn for _, navn in valg] == ["Alma Åkjær"]
    valg = log_ind(by.leder).get(url("ny_om", by.barn.pk)).context["form"].fields["boern"].choices
    assert [navn for _, navn in valg] == ["Alma Åkjær", "David Åkjær"]


def test_bad_answers_keep_what_was_written(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    svaret = klient.post(url("ny"), rammesvar(by, ny="foedt", ny_fornavn="Nanna", ny_cpr="123", overgreb="medarbejder"))
    assert svaret.status_code == 422
    assert {"ny_foedt_den", "ny_cpr", "mistaenkt"} <= svaret.context["form"].errors.keys()
    assert 'value="Nanna"' in svaret.text
    assert not Underretning.objects.exists()
    for galt in (
        {"hvorhen": "9999"},
        {"overgreb": "x"},
        {"boern": ["x"]},
        {"akut": ""},
        {"boern": []},
        {"mistaenkt": "1"},
    ):
        assert klient.post(url("ny_om", by.barn.pk), rammesvar(by, **galt)).status_code == 422, galt


def test_a_known_and_an_unknown_child_look_the_same(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    viste = []
    for cpr in (by.david.cpr, "6503224246"):
        felter = {"ny": "foedt", "ny_fornavn": "Davidsen", "ny_efternavn": "X", "ny_foedt_den": "06-03-2022"}
        svaret = klient.post(url("ny"), rammesvar(by, boern=[], ny_cpr=cpr, **felter), follow=True)
        u = Underretning.objects.order_by("-pk").first()
        assert u is not None
        viste.append(tekst(svaret))
        assert "Åkjær" not in tekst(svaret)
        assert "Åkjær" not in tekst(klient.get(url("send", u.pk)))
    assert viste[0] == viste[1]


def test_what_a_suspicion_sets_going_is_said_before_and_after(by: By, log_ind: LogInd) -> None:
    Kommune.objects.filter(pk=by.kommune.pk).update(
        modtagelse_telefon="87 65 43 21", modtagelse_aabningstid="hverdage 8-15"
    )
    klient = log_ind(by.paedagog)
    foer = tekst(klient.get(url("ny_om", by.barn.pk)))
    assert "Når du fortsætter, bliver sagen spærret for forældrene." in foer
    assert "Spørg ikke barnet ud" in foer
    assert foer.count("Ring til modtagelsen, før du gør andet. 87 65 43 21, hverdage 8-15.") == 2
    assert "Termin (valgfrit)" not in foer
    assert "Den gravides CPR-nummer (valgfrit)" in foer
    side = klient.post(url("ny_om", by.barn.pk), rammesvar(by, overgreb="tvivl"), follow=True)
    assert "Forældrene må ikke få noget at vide endnu." in tekst(side)
    assert "før du gør andet. 87 65 43 21, hverdage 8-15." in tekst(side)
    u = Underretning.objects.get()
    assert "Spærringen bliver stående" in tekst(klient.get(url("ramme", u.pk)))


def test_a_frame_changed_in_another_tab_is_shown_and_her_answers_kept(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = begyndt(by.paedagog, [by.barn])
    gammel = u.stand
    klient.post(url("ramme", u.pk), rammesvar(by, stand=gammel, akut="ja"))
    svaret = klient.post(
        url("ramme", u.pk), rammesvar(by, stand=gammel, overgreb="anden_voksen", overgreb_hvem="En nabo")
    )
    assert svaret.status_code == 409
    assert 'value="En nabo"' in svaret.text
    u.refresh_from_db()
    assert (u.akut, u.overgreb) == (True, "nej")
    assert klient.post(url("ramme", u.pk), rammesvar(by, stand=u.stand)).status_code == 302


# ---- writing and sending --------------------------------------------------------------------------------------------


def test_the_page_without_script_saves_and_goes_on(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = begyndt(by.paedagog, [by.barn])
    svaret = klient.post(url("skriv", u.pk), {"rev": "0", "betydning": "Hun sover ikke.", "handling": "senere"})
    assert svaret.headers["Location"] == url("mine")
    u.refresh_from_db()
    assert u.svar["betydning"] == "Hun sover ikke."


def test_sending_from_a_stale_page_is_stopped(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = udfyldt(by.paedagog, [by.barn])
    stand = klient.get(url("send", u.pk)).context["stand"]
    skriv.gem(underretning=u, aendringer={"betydning": "Mere."}, set_rev=9, by=by.paedagog, nu=NU)
    svaret = klient.post(url("send", u.pk), {"stand": stand})
    assert svaret.status_code == 409
    assert "Mere." in tekst(svaret)
    assert not Modtaget.objects.exists()


def test_what_is_missing_is_said_and_cannot_be_sent(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = begyndt(by.paedagog, [by.barn])
    side = klient.get(url("send", u.pk))
    assert "svar mangler" in tekst(side)
    assert not side.context["kan_sendes"]
    assert klient.post(url("send", u.pk), {"stand": side.context["stand"]}).status_code == 422


def test_put_away_and_taken_up_again(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = udfyldt(by.paedagog, [by.barn])
    assert klient.post(url("kasser", u.pk), {"grund": ""}).status_code == 422
    assert klient.post(url("kasser", u.pk), {"grund": "Forklaret."}).headers["Location"] == url("mine")
    assert "Forklaret." in tekst(klient.get(url("skriv", u.pk)))
    assert klient.post(url("skriv_gem", u.pk), "{}", content_type="application/json").status_code in {400, 403}
    assert klient.post(url("genoptag", u.pk)).headers["Location"] == url("skriv", u.pk)
    assert "Hun sover ikke til middag." in klient.get(url("skriv", u.pk)).text


def test_papers_are_tagged_and_name_no_child_outside(by: By, log_ind: LogInd, tmp_path: Any) -> None:
    klient = log_ind(by.paedagog)
    u = sendt(by.paedagog, [by.barn])
    for side, skal, maa_ikke in (("kvittering", str(u.kvitteringsnummer), "Alma"), ("udskriv", "Alma", "6109244234")):
        svaret = klient.get(url(side, u.pk))
        assert svaret.headers["Content-Type"] == "application/pdf"
        assert "alma" not in svaret.headers["Content-Disposition"].lower()
        fil = tmp_path / f"{side}.pdf"
        fil.write_bytes(svaret.content)
        pdf = PdfReader(fil)
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
        indhold = "\n".join(p.extract_text() for p in pdf.pages)
        assert skal in indhold
        assert maa_ikke not in indhold


def test_outside_the_installation_she_notes_that_it_is_delivered(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = sendt(by.paedagog, [by.barn], modtager_navn="Fjernby Kommune")
    assert "Du skal selv aflevere den." in tekst(klient.get(url("sendt", u.pk)))
    assert "Afleveret" in tekst(klient.post(url("aflever", u.pk), follow=True))
    inde = sendt(by.paedagog, [by.barn])
    assert "selv aflevere" not in tekst(klient.get(url("sendt", inde.pk)))
    assert klient.post(url("aflever", inde.pk)).status_code == 403


def test_afterwards_she_sees_what_the_law_lets_her_and_no_more(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = sendt(by.paedagog, [by.barn])
    modtaget = Modtaget.objects.get()
    Modtaget.objects.update(
        status="vurderet", akut=False, vurdering="Hemmelig vurdering", vurderet_at=NU, vurderet_by=by.socialraadgiver
    )
    felter = {"kommune": by.kommune, "modtaget": modtaget, "dannet_at": NU, "dannet_by": by.socialraadgiver}
    Brev.objects.create(art="kvittering", indhold={"x": 1}, sendt_at=NU, sendt_by=by.socialraadgiver, **felter)
    Brev.objects.create(
        art="tilbagemelding", valg="igangsat", tilfoejelse="Ikke sendt endnu", indhold={"x": 1}, **felter
    )
    side = tekst(klient.get(url("sendt", u.pk)))
    assert "Kvitteringsbrev sendt" in side
    for skjult in ("Hemmelig", "Ikke sendt endnu", "Sofie", "er sat i gang"):
        assert skjult not in side
    Brev.objects.filter(art="tilbagemelding").update(sendt_at=NU, sendt_by=by.socialraadgiver)
    side = tekst(klient.get(url("sendt", u.pk)))
    assert "Undersøgelse eller hjælp er sat i gang" in side
    assert "Hemmelig" not in side


# ---- the leader -----------------------------------------------------------------------------------------------------


def test_the_leader_sees_that_it_was_sent_and_not_what_it_says(by: By, log_ind: LogInd) -> None:
    u = sendt(by.paedagog, [by.barn])
    klient = log_ind(by.leder)
    for side in (klient.get(url("mine")), klient.get(reverse("barn", args=[by.barn.pk]))):
        assert "Pia Bjerre" in tekst(side)
        assert "14. oktober 2026" in tekst(side)
        assert str(u.kvitteringsnummer) not in side.text
        assert url("sendt", u.pk) not in side.text
    for anden in (by.paedagog2, by.leder2):
        assert "14. oktober 2026" not in tekst(log_ind(anden).get(url("mine")))
    assert "underretning" not in tekst(log_ind(by.paedagog2).get(reverse("barn", args=[by.barn.pk]))).lower().replace(
        "skriv en underretning", ""
    ).replace("underretninger", "")


@pytest.mark.parametrize("hvem", ["leder", None])
def test_a_suspected_leader_sees_no_trace(by: By, log_ind: LogInd, hvem: str | None) -> None:
    mistaenkt = by.bruger[hvem] if hvem else None
    u = sendt(by.paedagog, [by.barn], overgreb=Overgreb.LEDER, mistaenkt=mistaenkt)
    klient = log_ind(by.leder)
    for adresse in (url("mine"), reverse("barn", args=[by.barn.pk]), reverse("leder"), "/", reverse("paamindelser")):
        side = klient.get(adresse)
        assert side.status_code == 200
        for ord_ in ("Ikke sendt endnu", str(u.kvitteringsnummer), "Sendt 14. oktober", url("sendt", u.pk)):
            assert ord_ not in side.text, adresse
    assert klient.get(url("sendt", u.pk)).status_code == 404


def test_what_is_shared_is_read_and_cannot_be_stopped(by: By, log_ind: LogInd) -> None:
    u = udfyldt(by.paedagog, [by.barn], deles_med_leder=True)
    klient = log_ind(by.leder)
    assert "Hun sover ikke til middag." in tekst(klient.get(url("skriv", u.pk)))
    for side in ("ramme", "bilag", "send", "kasser"):
        assert klient.get(url(side, u.pk)).status_code == 403
        assert klient.post(url(side, u.pk)).status_code in {403, 405}
    sendt_nu = sendt(by.paedagog, [by.barn], i_enhedens_navn=True)
    assert "Hun sover ikke til middag." in tekst(klient.get(url("sendt", sendt_nu.pk)))


# ---- log and cost ---------------------------------------------------------------------------------------------------


def test_every_reading_is_logged_in_the_childs_matter(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    u = udfyldt(by.paedagog, [by.barn])
    v = sendt(by.paedagog, [by.barn])
    for side, om in (("skriv", u), ("ramme", u), ("bilag", u), ("send", u), ("kasser", u), ("sendt", v)):
        foer = Log.objects.filter(haendelse="underretning.set").count()
        assert klient.get(url(side, om.pk)).status_code == 200
        post = Log.objects.filter(haendelse="underretning.set").order_by("-pk").first()
        assert Log.objects.filter(haendelse="underretning.set").count() == foer + 1, side
        assert post is not None
        assert (post.boern, post.anledning) == ([str(by.barn.pk)], str(om.boern.get().anledning_id))


def test_the_list_costs_the_same_for_many(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.leder)
    sendt(by.paedagog, [by.barn])
    begyndt(by.leder, [by.barn])
    udfyldt(by.paedagog, [by.barn], deles_med_leder=True)
    en = spoergsmaal(klient, "mine")
    for nr in range(17):
        sendt(by.paedagog, [by.barn])
        begyndt(by.leder, [by.barn], akut=bool(nr % 2))
        begyndt(by.paedagog, [by.barn], deles_med_leder=True)
    assert spoergsmaal(klient, "mine") == en


@pytest.mark.parametrize("side", ["skriv", "send"])
def test_the_pages_cost_the_same_for_one_observation_and_fifty(by: By, log_ind: LogInd, side: str) -> None:
    klient = log_ind(by.paedagog)
    faa, mange = udfyldt(by.paedagog, [by.barn]), begyndt(by.paedagog, [by.barn])
    set_ = [{"id": f"r{nr}", "dato": "2026-10-12", "tekst": f"Set {nr}.", "kilde": "selv"} for nr in range(50)]
    skriv.gem(underretning=mange, aendringer=svar(iagttagelser=set_), set_rev=0, by=by.paedagog, nu=NU)
    assert "Set 49." in klient.get(url(side, mange.pk)).text
    assert spoergsmaal(klient, side, faa.pk) == spoergsmaal(klient, side, mange.pk)


@pytest.mark.parametrize("side", ["bilag", "send"])
def test_the_pages_cost_the_same_for_one_enclosure_offered_and_fifty(by: By, log_ind: LogInd, side: str) -> None:
    klient = log_ind(by.paedagog)
    u = udfyldt(by.paedagog, [by.barn])
    vurdering = afsluttet_vurdering(by.barn, "gul", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    skriv.vaelg_bilag(
        underretning=u,
        valgte={by.barn.pk: [skriv.muligheder(u.boern.get(), by.paedagog, NU)[0].noegle]},
        by=by.paedagog,
        nu=NU,
    )
    en = spoergsmaal(klient, side, u.pk)
    Handling.objects.bulk_create(
        Handling(
            kommune=by.kommune,
            anledning=vurdering.anledning,
            barn=by.barn,
            enhed=by.egern,
            hvad=f"Fast voksen {nr}",
            ansvarlig=by.paedagog,
            aftalt_den=NU.date(),
            opfoelgning_den=NU.date(),
            oprettet_at=NU,
            oprettet_by=by.paedagog,
        )
        for nr in range(50)
    )
    assert len(skriv.muligheder(u.boern.get(), by.paedagog, NU)) >= 51
    assert spoergsmaal(klient, side, u.pk) == en


def test_fifty_chosen_are_listed_and_only_the_one_she_opens_is_copied(
    by: By, log_ind: LogInd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy is several queries and a page of text: made when one is opened, and once of each when it is sent."""
    klient = log_ind(by.paedagog)
    u = udfyldt(by.paedagog, [by.barn])
    ub = u.boern.get()
    vurdering = afsluttet_vurdering(by.barn, "gul", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    Handling.objects.bulk_create(
        Handling(
            kommune=by.kommune,
            anledning=vurdering.anledning,
            barn=by.barn,
            enhed=by.egern,
            hvad=f"Fast voksen {nr}",
            ansvarlig=by.paedagog,
            aftalt_den=NU.date(),
            opfoelgning_den=NU.date(),
            oprettet_at=NU,
            oprettet_by=by.paedagog,
        )
        for nr in range(50)
    )
    alle = [valg.noegle for valg in skriv.muligheder(ub, by.paedagog, NU)]

    def vaelg(noegler: list[str]) -> None:
        skriv.vaelg_bilag(underretning=u, valgte={by.barn.pk: noegler}, by=by.paedagog, nu=NU)

    kopieret: list[str] = []
    frys = bilagene.frys
    monkeypatch.setattr(bilagene, "frys", lambda *args, **mere: kopieret.append(args[2]) or frys(*args, **mere))
    vaelg(alle[:1])
    faa = {side: spoergsmaal(klient, side, u.pk) for side in ("bilag", "send")}
    vaelg(alle)
    assert {side: spoergsmaal(klient, side, u.pk) for side in ("bilag", "send")} == faa
    assert kopieret == []
    en = u.bilag.get(noegle=next(noegle for noegle in alle if noegle.startswith("opsporing.handling")))
    adresse = f"{url('bilag', u.pk)}?vis={en.pk}"
    assert adresse in klient.get(url("send", u.pk)).text
    delvis = klient.get(adresse, headers={"HX-Request": "true"}).text
    assert "Fast voksen" in delvis and "<html" not in delvis
    assert "som modtageren ser det" in klient.get(adresse).text
    assert kopieret == [en.noegle, en.noegle]
    assert Log.objects.filter(haendelse="underretning.bilag_set", boern=[str(by.barn.pk)]).count() == 2
    for fremmed in ("99999999", "x", "1" * 40):
        assert klient.get(f"{url('bilag', u.pk)}?vis={fremmed}").status_code == 404
    kopieret.clear()
    sender.send(underretning=u, by=by.paedagog, nu=NU)
    assert sorted(kopieret) == sorted(alle)
    # What was sent is read from the copies that were sent.
    kopieret.clear()
    assert "Fast voksen 49" in klient.get(url("sendt", u.pk)).text
    assert kopieret == []


def spoergsmaal(klient: Client, side: str, *args: Any) -> int:
    """How many queries the page makes; it has been opened once before."""
    assert klient.get(url(side, *args)).status_code == 200
    with CaptureQueriesContext(connection) as stillede:
        klient.get(url(side, *args))
    return len(stillede)


def test_the_first_page_names_the_paragraph_of_each_duty_on_the_day(by: By, log_ind: LogInd) -> None:
    side = tekst(log_ind(by.paedagog).get(url("ny_om", by.barn.pk)))
    for ord_ in ("Som fagperson (barnets lov § 133)", "Som borger (barnets lov § 135)", "(barnets lov § 132)"):
        assert ord_ in side
