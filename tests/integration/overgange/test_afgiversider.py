"""The sender's pages through the real client: what is shown, what is refused, and what is written in the log."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Barn, Frist, Log, Person, Samtykke, Spaerringsgrund, Tilknytning
from opsporing.organisation.actions import gem_profil
from opsporing.profil import profil_for
from opsporing.spaerring import actions as spaerringer
from overgange.actions import haand
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.models import Overgang, Overlevering, Status
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.overgange.planlagt import START, midnat
from tests.integration.overgange.skemaet import SVAR, fortael, giv, sig, skriv

Som = Callable[[Any], Client]


def test_hele_vejen_paa_siderne_med_et_spor_i_loggen(by: By, almas: Overgang, log_ind: Som) -> None:
    client = log_ind(by.paedagog)
    pk = almas.pk
    side = client.get(reverse("overgange:skema", args=[pk]))
    assert side.status_code == 200
    assert "Barnets egen stemme" in side.content.decode()
    assert not Log.objects.filter(haendelse="overgange.skema_begyndt").exists()
    svar = client.post(
        reverse("overgange:skema_gem", args=[pk]),
        json.dumps({"felter": SVAR, "rev": 0, "klient": "siden-1"}),
        content_type="application/json",
    )
    assert svar.status_code == 200, svar.content
    for person in (by.mor, by.far):
        client.post(
            reverse("overgange:samtykke", args=[pk]),
            {"person": person.pk, "stemme": "ja", "hjaelper": "ja", "familie": "nej", "handling": "gem"},
        )
    udkast = client.post(reverse("overgange:forhaandsvis", args=[pk]), {"person": by.far.pk, "stemme": "nej"})
    assert "traktor" not in udkast.content.decode()
    assert Samtykke.objects.filter(anledning=almas.anledning, ja=False, trukket_at=None).count() == 2
    # Leaving the page by any of its buttons notes what is answered.
    for knap in ({"skift": by.mor.pk}, {"handling": "tilbage"}, {"handling": "luk"}, {"handling": "videre"}):
        svar = client.post(reverse("overgange:samtykke", args=[pk]), {"person": by.far.pk, "styrker": "nej", **knap})
        assert svar.status_code == 302, knap
    assert Samtykke.objects.filter(person=by.far, hvad__endswith="glad for", ja=False, trukket_at=None).exists()
    # The sender reads what each has said, when, to whom and what for.
    siden = " ".join(unescape(client.get(reverse("overgange:overgang", args=[pk])).content.decode()).split())
    for ord_ in ("Merete", "Frank", "Til Børnehuset Egen. Formål: En god start det nye sted.", "14. okt."):
        assert ord_ in siden
    vist = client.get(reverse("overgange:overlever", args=[pk])).content.decode()
    assert "traktor" in vist
    assert "Farmor" not in vist
    aftryk = vist.split('name="aftryk" value="')[1].split('"')[0]
    # Something else than was shown is not given, and the page that tells so is the one with what stands now.
    aendret = client.post(reverse("overgange:overlever", args=[pk]), {"aftryk": "gammelt"}, follow=True)
    assert "Se det igennem igen" in aendret.content.decode()
    for _ in range(2):
        svar = client.post(reverse("overgange:overlever", args=[pk]), {"aftryk": aftryk})
        assert svar["Location"] == reverse("overgange:overgang", args=[pk])
    almas.refresh_from_db()
    assert almas.status == Status.OVERLEVERET
    assert Overlevering.objects.filter(overgang=almas).count() == 1
    for trin in ("skema", "overlever"):
        igen = client.get(reverse(f"overgange:{trin}", args=[pk]))
        assert igen["Location"] == reverse("overgange:overgang", args=[pk])
    fil = client.get(reverse("overgange:udskriv", args=[pk]), {"format": "json"}).json()
    assert [d["titel"] for d in fil["dele"]] == ["Barnets egen stemme", "Det, der hjælper"]
    assert by.barn.cpr not in json.dumps(fil)
    pdf = client.get(reverse("overgange:udskriv", args=[pk]))
    assert pdf.content.startswith(b"%PDF")
    laest = PdfReader(BytesIO(pdf.content))
    assert laest.trailer["/Root"]["/MarkInfo"]["/Marked"]
    papir = "\n".join(side.extract_text() for side in laest.pages)
    assert "Farvel i vinduet" in papir
    assert "Farmor" not in papir
    assert by.barn.cpr not in papir
    koder = set(
        Log.objects.filter(boern__contains=[str(by.barn.pk)], haendelse__startswith="overgange.").values_list(
            "haendelse", flat=True
        )
    )
    assert koder >= {
        "overgange.oprettet",
        "overgange.set",
        "overgange.skema_begyndt",
        "overgange.skema_gemt",
        "overgange.forhaandsvist",
        "overgange.overleveret",
        "overgange.udskrevet",
    }


def test_til_skolen_paa_papir_uden_beskyttet_navn(by: By, log_ind: Som) -> None:
    Barn.objects.filter(pk=by.david.pk).update(beskyttet=True)
    Person.objects.filter(pk=by.mor.pk).update(beskyttet=True)
    o = haand.opret(
        barn=by.david,
        art="boernehave_skole",
        til_navn="Skovskolen",
        start_den=START,
        by=by.paedagog_ugle,
        nu=by.nu,
    )
    skema_actions.gem_skema(overgang=o, aendringer=SVAR, set_rev=9, by=by.paedagog_ugle, nu=by.nu)
    for person in (by.mor, by.far):
        actions.svar_samtykke(
            overgang=o, person=person, svar={"stemme": True, "familie": True}, by=by.paedagog_ugle, nu=by.nu
        )
    overlevering = actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    assert (overlevering.anledning, overlevering.modtager) == (None, None)
    client = log_ind(by.paedagog_ugle)
    fil = client.get(reverse("overgange:udskriv", args=[o.pk]), {"format": "json"}).json()
    assert fil["barn"] == "David"
    assert "Åkjær" not in json.dumps(fil, ensure_ascii=False)
    assert fil["til"] == "Skovskolen"
    # On paper too: a tagged document in Danish with the child's first name, and neither family name, parent nor number.
    papir = PdfReader(BytesIO(client.get(reverse("overgange:udskriv", args=[o.pk])).content))
    assert papir.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert papir.trailer["/Root"]["/Lang"] == "da"
    skrevet = " ".join("\n".join(blad.extract_text() for blad in papir.pages).split())
    assert "Det følger med David" in skrevet
    assert "Jeg vil have min traktor med." in skrevet
    for ord_ in ("Åkjær", by.mor.fornavn, by.far.fornavn, "650322", "4238", SVAR["indtil_start"], SVAR["mad"]):
        assert ord_ not in skrevet, ord_
    samtykke = Samtykke.objects.get(anledning=o.anledning, person=by.far, hvad__contains="Familien")
    client.post(reverse("overgange:traek", args=[o.pk]), {"samtykke": samtykke.pk})
    igen = client.get(reverse("overgange:udskriv", args=[o.pk]), {"format": "json"}).json()
    assert [d["titel"] for d in igen["dele"]] == ["Barnets egen stemme"]
    # One fingerprint on the paper, of what stands there; the file has it too.
    nyt = PdfReader(BytesIO(client.get(reverse("overgange:udskriv", args=[o.pk])).content))
    for blade, data in ((papir, fil), (nyt, igen)):
        tekst = "".join("".join(blad.extract_text() for blad in blade.pages).split())
        assert tekst.count("Fingeraftryk:") == 1
        assert f"Fingeraftryk:{data['fingeraftryk']}" in tekst
    assert fil["fingeraftryk"] != igen["fingeraftryk"]
    assert actions.afslut_uden_for(nu=by.nu + timedelta(days=400)) == 1


def test_et_ja_til_skolen_traekkes_tilbage_laenge_efter_at_barnet_er_gaaet(by: By, ur: Any, log_ind: Som) -> None:
    """The matter is closed and the child is nowhere here: the leader finds it in the archive, for that purpose."""
    o = haand.opret(
        barn=by.david, art="boernehave_skole", til_navn="Skovskolen", start_den=START, by=by.paedagog_ugle, nu=by.nu
    )
    skema_actions.gem_skema(overgang=o, aendringer=SVAR, set_rev=9, by=by.paedagog_ugle, nu=by.nu)
    sig(o, by, by.mor)
    sig(o, by, by.far)
    overlevering = actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    gaaet = Tilknytning.objects.gaeldende(by.nu).indskrivninger().get(barn=by.david, enhed=by.ugle)
    boern.udskriv(tilknytning=gaaet, by=None, nu=by.nu, til=midnat(START))
    nu = midnat(START) + timedelta(days=200, hours=9)
    assert actions.afslut_uden_for(nu=nu) == 1
    ur.move_to(nu)
    overgangen, arkivet = reverse("overgange:overgang", args=[o.pk]), reverse("arkiv_barn", args=[by.david.pk])
    client = log_ind(by.leder)
    assert client.get(overgangen).status_code == 404
    client.post(reverse("arkiv_aabn", args=[by.david.pk]), {"formaal": "samtykke", "tekst": "Faren ringede i dag."})
    assert overgangen in client.get(arkivet).content.decode()
    siden = client.get(overgangen).content.decode()
    samtykke = Samtykke.objects.get(anledning=o.anledning, person=by.far, hvad__contains="stemme")
    # What will happen is told first, and the way back is to the archive the page was opened from.
    foer = f"{reverse('overgange:traek', args=[o.pk])}?samtykke={samtykke.pk}"
    assert foer in siden
    assert f'<p class="ops-crumb"><a href="{arkivet}">' in siden
    foerst = client.get(foer).content.decode()
    assert "Skovskolen kan have den på papir eller som fil" in foerst
    assert "får de besked" not in foerst
    samtykke.refresh_from_db()
    assert samtykke.trukket_at is None
    # What is open from the archive is read, and nothing else of it is changed.
    assert client.get(reverse("overgange:samtykke", args=[o.pk])).status_code == 403
    svar = client.post(reverse("overgange:traek", args=[o.pk]), {"samtykke": samtykke.pk}, follow=True)
    assert "Skovskolen har det på papir: Ring" in unescape(svar.content.decode())
    assert overlevering.dele.get(del_kode="stemme").indhold is None
    # The matter opens again for those who had the child, until somebody has told the school.
    hos_os = log_ind(by.paedagog_ugle)
    assert "ring til Skovskolen" in unescape(hos_os.get(reverse("i_dag")).content.decode())
    sagt = {"maade": "sikker_post", "den": f"{nu:%Y-%m-%d}", "dele": ["stemme"]}
    assert hos_os.post(reverse("overgange:sagt", args=[o.pk]), sagt)["Location"] == reverse("overgange:liste")
    assert hos_os.get(overgangen).status_code == 404
    assert not Frist.objects.aabne().filter(anledning=o.anledning).exists()


def test_foraeldrene_siger_nej_til_alt(by: By, skrevet: Overgang, log_ind: Som) -> None:
    client = log_ind(by.paedagog)
    adresse = reverse("overgange:udelad", args=[skrevet.pk])
    assert client.post(adresse, {"grund": ""}).status_code == 422
    assert client.post(adresse, {"grund": "Forældrene siger nej tak."}).status_code == 302
    skrevet.refresh_from_db()
    assert (skrevet.status, skrevet.udeladt_grund) == (Status.AFSLUTTET, "Forældrene siger nej tak.")
    assert not Frist.objects.aabne().filter(anledning=skrevet.anledning).exists()
    assert not Overlevering.objects.exists()


def test_er_selve_sagen_spaerret_vises_og_gives_intet(by: By, skrevet: Overgang, log_ind: Som) -> None:
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    spaerringer.saet(
        anledning=skrevet.anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.leder, nu=by.nu
    )
    with pytest.raises(Denied):
        giv(skrevet, by)
    for side in ("skema", "samtykke", "forhaandsvis", "overlever"):
        assert log_ind(by.paedagog).get(reverse(f"overgange:{side}", args=[skrevet.pk])).status_code == 403


def test_et_ja_traekkes_ogsaa_tilbage_det_nye_sted(
    by: By, skrevet: Overgang, givet: Overlevering, ur: Any, log_ind: Som
) -> None:
    ur.move_to(midnat(START) + timedelta(hours=9))
    client = log_ind(by.paedagog_eg)
    side = client.get(reverse("overgange:overlevering", args=[givet.pk])).content.decode()
    assert "traktor" in side
    # The yes to what was not given is none of the new place's business.
    assert "Frank: Barnets egen stemme" in side
    assert "Frank: Familien" not in side
    adresse = reverse("overgange:modtaget_traek", args=[givet.pk])
    familie = Samtykke.objects.get(anledning=skrevet.anledning, person=by.far, hvad__contains="Familien")
    client.post(adresse, {"samtykke": familie.pk})
    familie.refresh_from_db()
    assert familie.trukket_at is None
    samtykke = Samtykke.objects.get(anledning=skrevet.anledning, person=by.far, hvad__contains="stemme")
    assert "forsvinder her med det samme" in client.get(f"{adresse}?samtykke={samtykke.pk}").content.decode()
    client.post(adresse, {"samtykke": samtykke.pk})
    samtykke.refresh_from_db()
    assert samtykke.trukket_by == by.paedagog_eg
    assert givet.dele.get(del_kode="stemme").indhold is None
    assert "traktor" not in client.get(reverse("overgange:overlevering", args=[givet.pk])).content.decode()
    assert log_ind(by.dagplejer).post(adresse, {"samtykke": samtykke.pk}).status_code == 404


def test_hvilke_vurderinger_der_spoerges_om_vaelges_med_foraeldrene(by: By, skrevet: Overgang, log_ind: Som) -> None:
    gammel, ny = (
        afsluttet_vurdering(by.barn, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2], nu=by.nu - timedelta(dage))
        for dage in (200, 20)
    )
    uhoert = afsluttet_vurdering(
        by.barn, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2], nu=by.nu - timedelta(2)
    )
    for en in (gammel, ny):
        fortael(en, by)
    fortael(uhoert, by, by.mor)
    client, valget = log_ind(by.paedagog), reverse("overgange:vurderinger", args=[skrevet.pk])
    siden, ja = reverse("overgange:overgang", args=[skrevet.pk]), reverse("overgange:samtykke", args=[skrevet.pk])
    # Where the municipality lets none follow there is nothing to choose, and nothing that says so.
    assert client.get(valget).status_code == 403
    assert "Vælg tidligere" not in client.get(siden).content.decode() + client.get(ja).content.decode()
    profil = replace(profil_for(by.kommune), overgang_placering_foelger="samtykke")
    gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=by.administrator, nu=by.nu)
    assert valget in client.get(siden).content.decode()
    # The button saves what is answered on its way.
    svar = client.post(ja, {"person": by.mor.pk, "stemme": "ja", "handling": "vurderinger"})
    assert svar["Location"] == valget
    assert Samtykke.objects.filter(anledning=skrevet.anledning, hvad__contains="stemme", ja=True).exists()
    vist = unescape(client.get(valget).content.decode())
    for en, dag in ((ny, "24. september 2026"), (gammel, "28. marts 2026")):
        assert f'value="trivsel.faelles:{en.pk}"' in vist
        assert f"{dag} · Egern, Børnehuset Birken · Samlet: {profil_for(by.kommune).label('groen')}" in vist
    assert len(re.findall(r'value="trivsel[^>]*checked', vist)) == 1
    # What the father has not heard is not offered, and its result is not on the page they read together.
    assert f"trivsel.faelles:{uhoert.pk}" not in vist
    assert "I har ikke alle hørt" in vist
    assert "<li>Trivselsvurdering fra 12. oktober 2026</li>" in vist
    assert client.post(valget, {"vurderinger": f"trivsel.faelles:{uhoert.pk}"}).status_code == 422
    # On their own page the staff are led to where the talk is noted; noted, it can be chosen.
    samtalen = reverse("orientering:resultat", args=[uhoert.anledning_id])
    assert f'href="{samtalen}"' in client.get(siden).content.decode()
    assert (
        client.post(
            samtalen, {"personer": by.far.pk, "maade": "mundtligt", "givet_den": f"{by.nu:%Y-%m-%d}"}
        ).status_code
        == 302
    )
    assert f'href="{samtalen}"' not in client.get(siden).content.decode()
    assert f'value="trivsel.faelles:{uhoert.pk}"' in client.get(valget).content.decode()
    galt = client.post(valget, {"vurderinger": "trivsel.faelles:999999"})
    assert galt.status_code == 422
    assert "Vælg igen" in galt.content.decode()
    begge = [f"trivsel.faelles:{en.pk}" for en in (gammel, ny)]
    side = unescape(client.post(valget, {"vurderinger": begge}, follow=True).content.decode())
    assert side.index("Trivselsvurdering fra 24. september 2026") < side.index("Trivselsvurdering fra 28. marts 2026")
    assert f'name="trivsel-{gammel.pk}"' in side


LINK = re.compile(r'<a\b[^>]*?\bhref="(/overgange/[^"]*)"')


def _tomt(o: Overgang, by: By) -> None:
    """Nothing is begun."""


def _udfyldes(o: Overgang, by: By) -> None:
    skriv(o, by)


def _samtykket(o: Overgang, by: By) -> None:
    skriv(o, by)
    sig(o, by, by.mor)
    sig(o, by, by.far)


def _overleveret(o: Overgang, by: By) -> None:
    _samtykket(o, by)
    giv(o, by)


def _givet_og_spaerret(o: Overgang, by: By) -> None:
    _overleveret(o, by)
    spaerringer.saet(anledning=o.anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.leder, nu=by.nu)


def _kvitteret(o: Overgang, by: By) -> None:
    _overleveret(o, by)
    Overgang.objects.filter(pk=o.pk).update(status=Status.KVITTERET)


def _afsluttet(o: Overgang, by: By) -> None:
    _overleveret(o, by)
    Overgang.objects.filter(pk=o.pk).update(status=Status.AFSLUTTET, afsluttet_at=by.nu)


def _udeladt(o: Overgang, by: By) -> None:
    skriv(o, by)
    actions.udelad(overgang=o, grund="Forældrene siger nej tak.", by=by.paedagog, nu=by.nu)


def _aflyst(o: Overgang, by: By) -> None:
    _samtykket(o, by)
    boern.udskriv(tilknytning=Tilknytning.objects.get(barn=by.barn, enhed=by.ulv), by=None, nu=by.nu)


@pytest.mark.parametrize(
    "stand",
    [
        _tomt,
        _udfyldes,
        _samtykket,
        _overleveret,
        _givet_og_spaerret,
        _kvitteret,
        _afsluttet,
        _udeladt,
        _aflyst,
    ],
)
def test_ingen_side_viser_et_link_der_ikke_kan_aabnes(
    by: By, almas: Overgang, log_ind: Som, stand: Callable[[Overgang, By], None]
) -> None:
    stand(almas, by)
    for user in (by.paedagog, by.leder):
        client = log_ind(user)
        koe, set_ = [reverse("overgange:overgang", args=[almas.pk])], set()
        while koe:
            adresse = koe.pop()
            set_.add(adresse)
            svar = client.get(adresse)
            assert svar.status_code == 200, adresse
            if "html" in svar["Content-Type"]:
                koe += {unescape(link) for link in LINK.findall(svar.content.decode())} - set_ - set(koe)
        assert len(set_) >= 4


def test_en_skolestart_flyttes_og_aflyses_i_haanden(by: By, log_ind: Som) -> None:
    client = log_ind(by.paedagog_ugle)
    o = haand.opret(
        barn=by.david, art="boernehave_skole", til_navn="Skovskolen", start_den=START, by=by.paedagog_ugle, nu=by.nu
    )
    overgangen, adresse = reverse("overgange:overgang", args=[o.pk]), reverse("overgange:flyt", args=[o.pk])
    assert adresse in client.get(overgangen).content.decode()
    # By hand only what can be from a børnehave, and a stue is chosen under its house.
    laves = unescape(client.get(reverse("overgange:ny", args=[by.david.pk])).content.decode())
    assert "Børnehuset Egen, Ulv" in laves
    assert 'value="boernehave_skole"' in laves
    assert 'value="hjem_dagtilbud"' not in laves
    foer = {f.kode: f.forfalder_at for f in Frist.objects.aabne().filter(anledning=o.anledning)}
    gaaet = client.post(adresse, {"start_den": "2020-01-01"})
    assert gaaet.status_code == 422
    assert "Dagen er gået" in gaaet.content.decode()
    senere = START + timedelta(days=28)
    assert client.post(adresse, {"start_den": f"{senere:%Y-%m-%d}"}).status_code == 302
    o.refresh_from_db()
    assert o.start_den == senere
    efter = {f.kode: f.forfalder_at for f in Frist.objects.aabne().filter(anledning=o.anledning)}
    assert set(efter) == {"overgange.skema", "overgange.besoeg"}
    assert all(efter[kode] > foer[kode] for kode in efter)
    client.post(reverse("overgange:aflys", args=[o.pk]))
    o.refresh_from_db()
    assert o.status == Status.AFLYST
    assert not Frist.objects.aabne().filter(anledning=o.anledning).exists()
    assert client.get(adresse).status_code == 403
    koder = set(Log.objects.filter(boern__contains=[str(by.david.pk)]).values_list("haendelse", flat=True))
    assert koder >= {"overgange.oprettet", "overgange.flyttet", "overgange.aflyst"}


def test_dagen_for_en_plads_i_kommunen_aendres_ikke_her(by: By, almas: Overgang, log_ind: Som) -> None:
    client = log_ind(by.paedagog)
    adresse = reverse("overgange:flyt", args=[almas.pk])
    assert adresse not in client.get(reverse("overgange:overgang", args=[almas.pk])).content.decode()
    assert client.post(adresse, {"start_den": f"{START + timedelta(days=1):%Y-%m-%d}"}).status_code == 403
    assert client.post(reverse("overgange:aflys", args=[almas.pk])).status_code == 403
    almas.refresh_from_db()
    assert (almas.start_den, almas.status) == (START, Status.PLANLAGT)
