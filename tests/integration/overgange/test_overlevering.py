"""From the parents' answers to what the next place has: who sees what before, at and after, and after a yes is gone."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from opsporing import samtykke as samtykker
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.frosset import fra_data
from opsporing.models import Barn, Frist, Log, Samtykke, Spaerringsgrund, Tilbageholdelse, Tilknytning
from opsporing.organisation.actions import gem_profil
from opsporing.profil import profil_for
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange import talside, tidligere
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.actions.vurderinger import vaelg_vurderinger
from overgange.models import Overgang, Overleveretdel, Overlevering, Status
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.overgange.planlagt import START, midnat, plan
from tests.integration.overgange.skemaet import dele, fortael, giv, sig, skriv
from trivsel.models import Vurdering

Som = Callable[[Any], Client]


def test_kun_det_begge_har_sagt_ja_til_gives_og_praecis_som_det_blev_vist(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor, nej={"familie"})
    sig(skrevet, by, by.far)
    vist = kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu)
    overlevering = giv(skrevet, by)
    assert dele(overlevering) == ["stemme", "styrker", "hjaelper", "helbred"]
    assert [fra_data(d.indhold) for d in overlevering.dele.order_by("nr")] == [d.frosset for d in vist.gives]
    alt = json.dumps([d.indhold for d in overlevering.dele.all()], ensure_ascii=False)
    assert "Min traktor" not in alt
    assert "traktor" in alt
    assert "Farmor" not in alt
    assert "legeplads" not in alt
    assert by.barn.cpr not in alt
    assert (skrevet.status, overlevering.laeses_fra) == (Status.OVERLEVERET, START)
    assert overlevering.anledning is not None
    assert overlevering.anledning.ejer_enhed == by.egen
    koder = set(Frist.objects.aabne().filter(anledning=overlevering.anledning).values_list("kode", flat=True))
    assert koder == {"overgange.kvitter", "overgange.opfoelgning"}
    assert not Frist.objects.aabne().filter(anledning=skrevet.anledning, kode="overgange.skema").exists()


def test_den_ene_kan_svare_en_anden_dag_og_til_da_gives_intet(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor)
    with pytest.raises(Denied, match="alle med forældremyndighed"):
        giv(skrevet, by)
    senere = by.nu + timedelta(days=3)
    sig(skrevet, by, by.far, nu=senere)
    assert giv(skrevet, by, senere).dele.count() == 5
    dagene = set(Samtykke.objects.filter(anledning=skrevet.anledning).values_list("person", "givet_at"))
    assert dagene == {(by.mor.pk, by.nu), (by.far.pk, senere)}


def test_et_nej_bliver_gemt_og_uenighed_siges_roligt(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor, nej={"familie"})
    sig(skrevet, by, by.far)
    kopi = kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu)
    [familie] = [d for d in kopi.bliver if d.om.kode == "familie"]
    assert familie.uenige
    assert familie.hvorfor_ikke == "I er ikke enige, og så bliver det her"
    assert Samtykke.objects.get(anledning=skrevet.anledning, ja=False).person == by.mor


def test_barnets_stemme_skal_med(by: By, almas: Overgang) -> None:
    skriv(almas, by, barnets_ord="")
    sig(almas, by, by.mor)
    sig(almas, by, by.far)
    with pytest.raises(Denied, match="Barnets egen stemme"):
        giv(almas, by)


def test_det_der_er_aendret_efter_at_det_blev_vist_gives_ikke(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    vist = actions.aftryk(kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu))
    skriv(skrevet, by, mad="Spiser ikke nødder.")
    with pytest.raises(Denied, match="ændret"):
        actions.overlever(overgang=skrevet, set_aftryk=vist, by=by.paedagog, nu=by.nu)


def test_en_ny_indehaver_skal_ogsaa_sige_ja(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    boern.giv_foraeldremyndighed(barn=by.barn, person=by.bos_mor, by=None, nu=by.nu)
    with pytest.raises(Denied):
        giv(skrevet, by)
    sig(skrevet, by, by.bos_mor)
    assert giv(skrevet, by).dele.count() == 5


def test_uden_nogen_med_foraeldremyndighed_gives_intet(by: By, skrevet: Overgang) -> None:
    for person in (by.mor, by.far):
        boern.afslut_foraeldremyndighed(barn=by.barn, person=person, by=None, nu=by.nu)
    with pytest.raises(Denied):
        giv(skrevet, by)
    with pytest.raises(Denied):
        sig(skrevet, by, by.mor)


def test_adgang_foer_ved_og_efter_starten(by: By, skrevet: Overgang, ur: Any, log_ind: Som) -> None:
    """Senders and their colleagues, receivers, another unit and another municipality."""

    def ser(nu: Any) -> dict[str, tuple[bool, bool]]:
        givne = Overlevering.objects.filter(overgang=skrevet)
        return {
            navn: (
                Overgang.objects.for_user(user, nu).filter(pk=skrevet.pk).exists(),
                givne.filter(pk__in=Overlevering.objects.for_user(user, nu)).exists(),
            )
            for navn, user in {
                "afgiver": by.paedagog,
                "afgivers_leder": by.leder,
                "nabostuen": by.paedagog_ugle,
                "modtager": by.paedagog_eg,
                "modtagers_leder": by.leder2,
                "dagplejen": by.dagplejer,
                "plejen": by.sundhedsplejerske,
                "anden_kommune": by.naboby.leder,
            }.items()
        }

    intet = dict.fromkeys(ser(by.nu), (False, False))
    afgiver = {"afgiver": (True, False), "afgivers_leder": (True, False)}
    assert ser(by.nu) == intet | afgiver
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    overlevering = giv(skrevet, by)
    assert ser(by.nu) == intet | afgiver
    nu = midnat(START) + timedelta(hours=9)
    ur.move_to(nu)
    modtager = {"modtager": (False, True), "modtagers_leder": (False, True)}
    assert ser(nu) == intet | afgiver | modtager
    # The receiver sees the one matter that is hers, and nothing the former unit wrote.
    for side in ("overgang", "skema", "samtykke", "forhaandsvis", "overlever", "udskriv", "udelad"):
        assert log_ind(by.paedagog_eg).get(reverse(f"overgange:{side}", args=[skrevet.pk])).status_code == 404, side
    assert Barn.objects.for_user(by.paedagog_eg, nu).filter(pk=by.barn.pk).exists()
    # A yes taken back: the words are gone, here and in the history; that they were there is not.
    stemme = overlevering.dele.get(del_kode="stemme")
    [samtykke] = Samtykke.objects.filter(anledning=skrevet.anledning, person=by.far, hvad__contains="stemme")
    actions.traek_samtykke(overgang=skrevet, samtykke=samtykke, by=by.paedagog, nu=nu)
    tom = overlevering.dele.get(del_kode="stemme")
    assert (tom.indhold, tom.stoppet_at, tom.fingeraftryk) == (None, nu, stemme.fingeraftryk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM overgange_overleveretdelevent WHERE indhold::text LIKE '%traktor%'")
        assert cursor.fetchone()[0] == 0
    assert Frist.objects.aabne().filter(anledning=overlevering.anledning, kode="overgange.stoppet").count() == 1
    assert ser(nu) == intet | afgiver | modtager


def test_et_ja_der_traekkes_foer_overleveringen_gives_bare_ikke(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    samtykke = Samtykke.objects.get(anledning=skrevet.anledning, person=by.mor, hvad__contains="Mad")
    assert actions.traek_samtykke(overgang=skrevet, samtykke=samtykke, by=by.paedagog, nu=by.nu) == []
    assert "helbred" not in dele(giv(skrevet, by))


def test_et_nej_efter_overleveringen_stopper_delen(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    stoppede = sig(skrevet, by, by.mor, nej={"stemme", "familie"})
    assert [en.del_kode for en in stoppede] == ["stemme"]
    assert givet.dele.get(del_kode="stemme").indhold is None
    # Before the first day of reading nobody has read it, and nobody is told.
    assert not Frist.objects.filter(kode="overgange.stoppet").exists()


def test_en_tidligere_indehaver_traekker_sit_eget_ja(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    boern.afslut_foraeldremyndighed(barn=by.barn, person=by.far, by=None, nu=by.nu)
    samtykke = Samtykke.objects.get(anledning=skrevet.anledning, person=by.far, hvad__contains="Mad")
    actions.traek_samtykke(overgang=skrevet, samtykke=samtykke, by=by.paedagog, nu=by.nu)
    assert givet.dele.get(del_kode="helbred").indhold is None


def test_en_tilbageholdelse_bevarer_ordene_men_de_laeses_ikke(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    Tilbageholdelse.objects.create(
        kommune=by.kommune, barn=by.barn, grund="aktindsigt", sat_at=by.nu, sat_by=by.databeskyttelse
    )
    sig(skrevet, by, by.mor, nej={"stemme"})
    stoppet = givet.dele.get(del_kode="stemme")
    assert stoppet.indhold is not None
    assert stoppet.stoppet_at == by.nu
    assert actions.toem_stoppede(nu=by.nu) == 0
    Tilbageholdelse.objects.update(ophaevet_at=by.nu, ophaevet_by=by.databeskyttelse)
    assert actions.toem_stoppede(nu=by.nu + timedelta(days=2)) == 1
    tom = givet.dele.get(del_kode="stemme")
    assert (tom.indhold, tom.stoppet_at) == (None, by.nu)


def test_er_det_hele_trukket_tilbage_kan_overgangen_ende_uden(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=by.nu)
    with pytest.raises(Denied, match="allerede givet"):
        actions.udelad(overgang=skrevet, grund="Nej tak.", by=by.paedagog, nu=by.nu)
    sig(skrevet, by, by.mor, nej=set(dele(givet)))
    actions.udelad(overgang=skrevet, grund="Nej tak.", by=by.paedagog, nu=by.nu)
    assert not Frist.objects.aabne().filter(kode__startswith="overgange.").exists()


def test_en_ny_overlevering_afloeser_den_gamle(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=by.nu)
    igen = Frist.objects.aabne().get(anledning=skrevet.anledning, kode="overgange.skema")
    assert dato(igen.forfalder_at) == date(2026, 12, 14)
    skriv(skrevet, by, mad="Spiser nu også fisk.")
    ny = giv(skrevet, by)
    igen.refresh_from_db()
    assert (igen.opfyldt_at, igen.opfyldt_by) == (by.nu, by.paedagog)
    assert Frist.objects.filter(anledning=skrevet.anledning, kode="overgange.skema", annulleret_at=None).count() == 2
    assert Frist.objects.aabne().filter(anledning=ny.anledning, kode="overgange.kvitter").exists()
    givet.refresh_from_db()
    assert givet.erstattet_at == by.nu
    assert not Frist.objects.aabne().filter(anledning=givet.anledning).exists()
    assert "også fisk" in json.dumps(ny.dele.get(del_kode="helbred").indhold, ensure_ascii=False)
    # A no afterwards stops the part in both.
    sig(skrevet, by, by.far, nej={"helbred"})
    assert not Overleveretdel.objects.filter(del_kode="helbred", indhold__isnull=False).exists()


def test_en_anden_dag_flytter_ogsaa_det_nye_steds(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    senere = START + timedelta(days=28)
    Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(fra=midnat(senere))
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu)
    givet.refresh_from_db()
    assert givet.laeses_fra == senere
    kvitter = Frist.objects.aabne().get(anledning=givet.anledning, kode="overgange.kvitter")
    assert dato(kvitter.forfalder_at) > senere


def test_en_aflyst_start_lukker_det_der_var_givet(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    boern.udskriv(tilknytning=Tilknytning.objects.get(barn=by.barn, enhed=by.ulv), by=None, nu=by.nu)
    givet.refresh_from_db()
    skrevet.refresh_from_db()
    assert (skrevet.status, givet.erstattet_at) == (Status.AFLYST, by.nu)
    plan(by.barn, by.ulv, START, by.nu)
    skrevet.refresh_from_db()
    assert skrevet.status == Status.UDFYLDES


def _profil(by: By, skrevet: Overgang, foelger: str = "aldrig", **felter: Any) -> Overgang:
    profil = replace(profil_for(by.kommune), overgang_placering_foelger=foelger, **felter)
    gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=by.administrator, nu=by.nu)
    by.kommune.refresh_from_db()
    return _frisk(skrevet)


def _frisk(en: Overgang) -> Overgang:
    return Overgang.objects.select_related("kommune__profil").get(pk=en.pk)


def _vurderet(by: By, nu: Any, *, fortalt: bool = True) -> Vurdering:
    vurdering = afsluttet_vurdering(by.barn, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2], nu=nu)
    if fortalt:
        fortael(vurdering, by)
    return vurdering


def _trivsel(en: Overgang, by: By, nu: Any = None) -> list[str]:
    kopi = kopier.byg(en, skema_actions.skema_for(en), by.paedagog, nu or by.nu)
    return [d.om.kode for d in kopi.dele if d.om.kode.startswith("trivsel")]


def test_laeses_foer_starten_hvor_kommunen_har_valgt_det(by: By, skrevet: Overgang) -> None:
    _profil(by, skrevet, overgang_laeses_dage_foer=7)
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    overlevering = giv(skrevet, by)
    foer = midnat(START - timedelta(days=8)) + timedelta(hours=9)
    efter = midnat(START - timedelta(days=7)) + timedelta(hours=9)
    assert not Overlevering.objects.for_user(by.paedagog_eg, foer).exists()
    assert Overlevering.objects.for_user(by.paedagog_eg, efter).get() == overlevering
    assert not Barn.objects.for_user(by.paedagog_eg, efter).filter(pk=by.barn.pk).exists()
    assert not Overgang.objects.for_user(by.paedagog_eg, efter).exists()


@pytest.mark.parametrize("foelger", ["aldrig", "samtykke"])
def test_en_vurdering_foelger_kun_med_hvor_kommunen_tillader_det_og_alle_siger_ja(
    by: By, skrevet: Overgang, foelger: str
) -> None:
    foerste = _vurderet(by, by.nu)
    skrevet = _profil(by, skrevet, foelger)
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    overlevering = giv(skrevet, by)
    assert (f"trivsel-{foerste.pk}" in dele(overlevering)) == (foelger == "samtykke")
    # Not even the heading of it has the family name, which a protected child's print must not.
    assert by.barn.efternavn not in json.dumps([d.indhold for d in overlevering.dele.all()], ensure_ascii=False)
    # A yes to that one is not a yes to the next, which is the one that follows from now on.
    senere = by.nu + timedelta(days=3)
    anden = _vurderet(by, senere)
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=senere)
    assert not [kode for kode in dele(giv(skrevet, by, senere)) if kode.startswith("trivsel")]
    for person in (by.mor, by.far):
        sig(skrevet, by, person, nu=senere)
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=senere)
    assert (f"trivsel-{anden.pk}" in dele(giv(skrevet, by, senere))) == (foelger == "samtykke")


def test_de_valgte_vurderinger_foelger_og_en_rettet_aldrig(by: By, skrevet: Overgang) -> None:
    """Each with a yes of its own; a correction takes the place of what it corrects, and is not answered yet."""
    gammel, mellem, ny = (_vurderet(by, by.nu - timedelta(days=dage)) for dage in (400, 200, 20))
    skrevet = _profil(by, skrevet, "samtykke")
    assert _trivsel(skrevet, by) == [f"trivsel-{ny.pk}"]
    vaelg = partial(vaelg_vurderinger, overgang=skrevet, by=by.paedagog, nu=by.nu)
    with pytest.raises(Denied, match="Vælg igen"):
        vaelg(noegler=["trivsel.faelles:999999"])
    vaelg(noegler=[f"trivsel.faelles:{en.pk}" for en in (gammel, mellem)])
    assert Log.objects.filter(haendelse="overgange.vurderinger_valgt", bruger=str(by.paedagog.pk)).count() == 1
    skrevet = _frisk(skrevet)
    assert _trivsel(skrevet, by) == [f"trivsel-{mellem.pk}", f"trivsel-{gammel.pk}"]
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far, nej={f"trivsel-{mellem.pk}"})
    vist = kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu)
    foerste = giv(skrevet, by)
    assert [kode for kode in dele(foerste) if kode.startswith("trivsel")] == [f"trivsel-{gammel.pk}"]
    assert [fra_data(d.indhold) for d in foerste.dele.order_by("nr")] == [d.frosset for d in vist.gives]
    # Corrected the same day: the yes was to what it was before, and what is kept from the parents is not there at all.
    senere = by.nu + timedelta(hours=2)
    rettet = _vurderet(by, senere)
    Vurdering.objects.filter(pk=rettet.pk).update(erstatter=gammel, rettelse_grund="En fejl.")
    Vurdering.objects.filter(pk=gammel.pk).update(erstattet_at=senere)
    spaerringer.saet(
        anledning=mellem.anledning, grund=Spaerringsgrund.MISTANKE, gennemses_om_dage=14, by=by.leder, nu=senere
    )
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=senere)
    skrevet = _frisk(skrevet)
    assert _trivsel(skrevet, by, senere) == [f"trivsel-{rettet.pk}"]
    assert not [kode for kode in dele(giv(skrevet, by, senere)) if kode.startswith("trivsel")]
    assert f"trivsel.faelles:{mellem.pk}" not in str(tidligere.find(skrevet, by.paedagog, senere))
    # A no to the corrected one is a no to what it corrects, which was given.
    [stoppet] = sig(skrevet, by, by.mor, nej={f"trivsel-{rettet.pk}"}, nu=senere)
    assert (stoppet.del_kode, stoppet.indhold) == (f"trivsel-{gammel.pk}", None)
    # None of them is a choice too, and it is kept.
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=senere)
    vaelg_vurderinger(overgang=skrevet, noegler=[], by=by.paedagog, nu=senere)
    assert _trivsel(_frisk(skrevet), by, senere) == []


def test_en_vurdering_foelger_uden_at_spoerge_kun_mellem_dagtilbud_i_kommunen(
    by: By, skrevet: Overgang, ur: Any, log_ind: Som
) -> None:
    """Where the municipality says so: the parents see it and are not asked, and the receiver is told which it was."""
    _vurderet(by, by.nu - timedelta(days=200))
    vurdering = _vurderet(by, by.nu, fortalt=False)
    skrevet = _profil(by, skrevet, "foelger")
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far)
    client = log_ind(by.paedagog)
    # Before they have heard the result it waits, and no older one goes in its place.
    side = client.get(reverse("overgange:samtykke", args=[skrevet.pk])).content.decode()
    assert "følger ikke med endnu: I har ikke alle hørt" in side
    assert not [d for d in kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu).dele if d.foelger]
    assert _trivsel(skrevet, by) == []
    fortael(vurdering, by)
    side = client.get(reverse("overgange:samtykke", args=[skrevet.pk])).content.decode()
    assert "Det følger med" in side
    assert 'name="foelger"' not in side
    overlevering = giv(skrevet, by)
    assert "foelger" in dele(overlevering)
    assert not Samtykke.objects.filter(anledning=skrevet.anledning, hvad__icontains="trivselsvurdering").exists()
    ur.move_to(midnat(START) + timedelta(hours=9))
    laest = log_ind(by.paedagog_eg).get(reverse("overgange:overlevering", args=[overlevering.pk])).content.decode()
    assert "den trivselsvurdering, kommunen har bestemt følger med" in laest
    # To a school, or from sundhedsplejen, the parents are asked whatever the profile says.
    for felter in ({"til_enhed": None, "til_navn": "Skovskolen"}, {"fra_enhed": by.nord}):
        Overgang.objects.filter(pk=skrevet.pk).update(**felter)
        andet = Overgang.objects.select_related("kommune__profil").get(pk=skrevet.pk)
        kopi = kopier.byg(andet, skema_actions.skema_for(andet), by.paedagog, by.nu)
        assert len([d for d in kopi.dele if d.om.kode.startswith("trivsel-")]) == 1
        assert not kopi.foelger


def test_det_der_foelger_uspurgt_er_ikke_et_ja_i_tallene(by: By, skrevet: Overgang) -> None:
    _vurderet(by, by.nu)
    skrevet = _profil(by, skrevet, "foelger")
    alt = {d.om.kode for d in kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu).dele}
    for person in (by.mor, by.far):
        sig(skrevet, by, person, nej=alt)
    assert dele(giv(skrevet, by)) == ["foelger"]
    side = talside.byg(by.leder, {"aar": "2027"}, midnat(START) + timedelta(days=30))
    assert side is not None
    [linje] = side.linjer
    assert dict(linje.par)[talside.MAAL["samtykke"]] == "0 % (0 af 1)"


def test_det_spaerrede_foelger_aldrig_med(by: By, skrevet: Overgang) -> None:
    vurdering = _vurderet(by, by.nu)
    skrevet = _profil(by, skrevet, "foelger")
    spaerringer.saet(
        anledning=vurdering.anledning,
        grund=Spaerringsgrund.MISTANKE,
        gennemses_om_dage=14,
        by=by.leder,
        nu=by.nu,
    )
    kopi = kopier.byg(skrevet, skema_actions.skema_for(skrevet), by.paedagog, by.nu)
    assert not kopi.foelger
    assert _trivsel(skrevet, by) == []


def test_samtykke_gaelder_huset_og_ikke_stuen(by: By, skrevet: Overgang) -> None:
    sig(skrevet, by, by.mor)
    assert samtykker.mangler(
        barn=by.barn, hvad="Overgang: Barnets egen stemme", modtager=by.egen, nu=by.nu, anledning=skrevet.anledning
    ) == [by.far]
