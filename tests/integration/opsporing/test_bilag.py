"""Enclosures: what somebody reads and may hand on, frozen; and nothing of what is not hers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adbb.actions import screening as screening_actions
from adbb.models import Screening
from opsporing import arkiv, bilag
from opsporing.boern import actions as boern
from opsporing.frosset import Afsnit, Frosset, fra_data
from opsporing.handlinger import actions as handlinger
from opsporing.models import (
    Anledning,
    Barn,
    Emne,
    Grundlag,
    Handling,
    Maade,
    Orientering,
    Skema,
    Spaerringsgrund,
    Udelukkelse,
    User,
)
from opsporing.organisation import actions as organisation
from opsporing.skemaer import actions as skemaer
from opsporing.spaerring import actions as spaerringer
from tests.cast import By
from tests.factories.adbb import OVER, afsluttet_screening, forloeb_for, informer, scor
from tests.factories.tilknytning import TilknytningFactory
from tests.factories.vurdering import afsluttet_vurdering
from tests.support.html import laes, tekst
from trivsel.actions import faelles
from trivsel.faelles import BEGRUNDELSE, POSITION
from trivsel.models import EgenVurdering, Vurdering

ALLE_KILDER = {"trivsel.faelles", "adbb.screening", "opsporing.handling"}


@pytest.fixture
def by(by: By) -> By:
    """Prøveby; the forms are published, and Signe in Distrikt Nord is certified in ADBB."""
    skemaer.indlaes(nu=by.nu)
    organisation.certificer(
        user=by.sundhedsplejerske,
        metode="adbb",
        udstedt_den=date(2025, 1, 1),
        udloeber_den=date(2027, 1, 1),
        by=None,
        nu=by.nu,
    )
    return by


@pytest.fixture
def vurdering(by: By) -> Vurdering:
    """Alma's, concluded and yellow, with a reason in two paragraphs and a note by one of the raters."""
    v = afsluttet_vurdering(by.barn, "gul", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    v.svar |= {
        BEGRUNDELSE + "samlet": "Vi har set mere,\n\n  end tegnene viser.",
        "talt_om": "Første gang.\n\nAnden gang.",
    }
    v.forslag = {**v.forslag, "samlet": "groen"}
    v.save(update_fields=["svar", "forslag"])
    return v


@pytest.fixture
def handling(by: By, vurdering: Vurdering) -> Handling:
    """An agreement about Alma, followed up once."""
    aftale = handlinger.opret(
        anledning=vurdering.anledning,
        hvad="Vi sidder ned hos Alma,\nnår hun leger.",
        ansvarlig=by.paedagog2,
        opfoelgning_den=date(2026, 12, 1),
        laereplan=["social"],
        by=by.paedagog,
        nu=by.nu,
    )
    handlinger.foelg_op(
        handling=aftale,
        virkning="delvist",
        tekst="Hun kommer selv.\n\nMen ikke ude.",
        naeste_den=date(2026, 12, 20),
        by=by.paedagog2,
        nu=by.nu,
    )
    return aftale


@pytest.fixture
def screening(by: By) -> Screening:
    """Gro's first, over the cut-off."""
    informer(by.gro, by.nord, by.sundhedsplejerske)
    return scor(forloeb_for(by.gro), by.sundhedsplejerske, OVER, journalnote="Stille.\n\nSov dårligt.")


def noegler(user: User, barn: Barn, by: By, **valg: Any) -> list[str]:
    return [v.noegle for v in bilag.valgmuligheder(user, barn, by.nu, **valg)]


def alt(kopi: Frosset) -> str:
    """Every word of it."""
    linjer = [t for a in kopi.afsnit for ln in a.linjer for t in (a.titel, ln.etiket, *ln.tekster)]
    return "\n".join([kopi.titel, kopi.om, *linjer])


def afsnit(kopi: Frosset, titel: str) -> Afsnit:
    return next(a for a in kopi.afsnit if a.titel == titel)


def svar(kopi: Frosset, titel: str, etiket: str) -> tuple[str, ...]:
    return next(ln.tekster for ln in afsnit(kopi, titel).linjer if ln.etiket == etiket)


def fortael(by: By, screening: Screening) -> None:
    """Note that Gro's parent has been told of the screening by mouth."""
    Orientering.objects.create(
        kommune=by.kommune,
        barn=by.gro,
        person=by.gro.foraeldremyndigheder.get().person,
        enhed=by.nord.journalenhed,
        emne=Emne.RESULTAT,
        maade=Maade.MUNDTLIGT,
        anledning=screening.forloeb.anledning,
        trin=screening.resultat_trin,
        givet_den=by.nu.date(),
        givet_by=by.sundhedsplejerske,
        registreret_at=by.nu,
    )


def spaer(by: By, anledning: Anledning) -> None:
    spaerringer.saet(
        anledning=anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.paedagog, nu=by.nu, hvorfor="?"
    )


def test_the_sources_are_there_and_a_code_is_taken_once() -> None:
    assert set(bilag.KILDER) >= ALLE_KILDER
    kilde = bilag.KILDER["trivsel.faelles"]
    with pytest.raises(ValueError, match=r"trivsel\.faelles"):
        bilag.tilfoej(kilde)
    with pytest.raises(ValueError, match="a:b"):
        bilag.tilfoej(bilag.Bilagskilde("a:b", "", kilde.find, kilde.frys))


def test_a_vurdering_is_frozen_as_it_is_read(by: By, vurdering: Vurdering) -> None:
    (valg,) = bilag.valgmuligheder(by.paedagog, by.barn, by.nu)
    assert (valg.noegle, valg.titel, valg.dag) == (
        f"trivsel.faelles:{vurdering.pk}",
        "Trivselsvurdering",
        date(2026, 10, 14),
    )
    assert valg.om == "Egern, Børnehuset Birken · Samlet: Øget opmærksomhed"
    kopi = bilag.frys(by.paedagog, by.barn, valg.noegle, by.nu)
    assert kopi.titel == "Trivselsvurdering af Alma Åkjær"
    assert kopi.om == "Egern, Børnehuset Birken · Afsluttet 14. oktober 2026 af Pia Bjerre"
    assert svar(kopi, "Placering", "Samlet") == (
        "Øget opmærksomhed",
        "Forslaget var trivsel.",
        "Vi har set mere,\n\n  end tegnene viser.",
    )
    assert svar(kopi, "Placering", "Social") == ("Øget opmærksomhed",)
    assert "Første gang.\n\nAnden gang." in alt(kopi)
    assert len(afsnit(kopi, "Social trivsel").linjer) > 2
    assert fra_data(kopi.til_data()) == kopi


def _staar_paa(client: Client, kopi: Frosset, *urls: str) -> None:
    """Every answer in the copy stands on one of the pages the user reads."""
    sider = "".join("".join(tekst(laes(client.get(url).content)).split()) for url in urls)
    for linje in (ln for a in kopi.afsnit for ln in a.linjer):
        for skrevet in linje.tekster:
            assert "".join(skrevet.split()) in sider, (linje.etiket, skrevet)


def test_a_copy_holds_no_more_than_the_page_it_is_read_on(
    by: By, vurdering: Vurdering, handling: Handling, screening: Screening, log_ind: Callable[[User], Client]
) -> None:
    """Also where the raters differed: the page names who saw what, and then so does the copy."""
    egen = EgenVurdering.objects.get(vurdering=vurdering, vurderer=by.paedagog2)
    egen.svar[next(kode for kode, vaerdi in egen.svar.items() if vaerdi == "gul")] = "roed"
    egen.save(update_fields=["svar"])
    user = by.paedagog
    kopi = bilag.frys(user, by.barn, f"trivsel.faelles:{vurdering.pk}", by.nu)
    med_navn = [ln for a in kopi.afsnit for ln in a.linjer if any(t.startswith("Per: ") for t in ln.tekster)]
    assert len(med_navn) == 1
    _staar_paa(log_ind(user), kopi, reverse("trivsel:vurdering", args=[vurdering.pk]))
    aftale = bilag.frys(user, by.barn, f"opsporing.handling:{handling.pk}", by.nu)
    _staar_paa(log_ind(user), aftale, reverse("handling:vis", args=[handling.pk]))
    adbb = bilag.frys(by.sundhedsplejerske, by.gro, f"adbb.screening:{screening.pk}", by.nu)
    noegler = [screening.forloeb_id, screening.pk]
    sider = [reverse(f"adbb:{navn}", args=noegler) for navn in ("screening_vis", "ord")]
    _staar_paa(log_ind(by.sundhedsplejerske), adbb, reverse("adbb:forloeb", args=noegler[:1]), *sider)


def test_the_page_of_a_screening_does_not_ask_for_the_items_twice(
    by: By, screening: Screening, log_ind: Callable[[User], Client]
) -> None:
    url = reverse("adbb:screening_vis", args=[screening.forloeb_id, screening.pk])
    assert tekst(laes(log_ind(by.sundhedsplejerske).get(url).content)).count("Ansigtsudtryk") == 1


def test_an_agreement_is_frozen_with_how_it_went(by: By, handling: Handling) -> None:
    noegle = f"opsporing.handling:{handling.pk}"
    valg = next(v for v in bilag.valgmuligheder(by.paedagog, by.barn, by.nu) if v.noegle == noegle)
    assert valg.titel == "Aftale: Vi sidder ned hos Alma, når hun leger."
    kopi = bilag.frys(by.paedagog, by.barn, noegle, by.nu)
    assert kopi.om == "Egern, Børnehuset Birken · Aftalt 14. oktober 2026 af Pia Bjerre"
    assert svar(kopi, "Det er aftalt", "Hvad") == ("Vi sidder ned hos Alma,\nnår hun leger.",)
    assert svar(kopi, "Det er aftalt", "Hvem sørger for det") == ("Per Østen",)
    assert svar(kopi, "Det er aftalt", "Læreplan") == ("Social udvikling",)
    assert svar(kopi, "Sådan gik det", "14. oktober 2026: Det hjalp noget") == (
        "Hun kommer selv.\n\nMen ikke ude.",
        "Skrevet af Per Østen",
    )


def test_a_screening_is_frozen_with_items_sum_and_words(by: By, screening: Screening) -> None:
    (valg,) = bilag.valgmuligheder(by.sundhedsplejerske, by.gro, by.nu)
    assert valg.noegle == f"adbb.screening:{screening.pk}"
    assert "sum 6 af 32" in valg.om
    kopi = bilag.frys(by.sundhedsplejerske, by.gro, valg.noegle, by.nu)
    punkter = afsnit(kopi, "Otte punkter").linjer
    assert [ln.tekster for ln in punkter[:8]] == [(str(point),) for point in OVER]
    assert svar(kopi, "Otte punkter", "Sum") == ("6 af 32, grænse 5",)
    assert svar(kopi, "Ord til forældrene", "") == (screening_actions.ord_til_foraeldre(screening),)
    assert [a.titel for a in kopi.afsnit].count("Ord til forældrene") == 1
    assert "Ansigtsudtryk" not in {ln.etiket for a in kopi.afsnit for ln in a.linjer}
    assert "Stille.\n\nSov dårligt." in alt(kopi)
    assert "ikke en diagnose" in alt(kopi)


def test_only_sundhedsplejen_gives_screenings(by: By, screening: Screening) -> None:
    noegle = f"adbb.screening:{screening.pk}"
    assert noegler(by.ledende_sundhedsplejerske, by.gro, by) == [noegle]
    TilknytningFactory(kommune=by.kommune, enhed=by.egern, barn=by.gro, fra=by.nu)
    # Even where the matter itself was opened to somebody, the role decides.
    TilknytningFactory(
        kommune=by.kommune,
        enhed=by.egern,
        barn=by.gro,
        fra=by.nu,
        grundlag=Grundlag.SPARRING,
        anledning=screening.forloeb.anledning,
    )
    for user in (by.paedagog, by.leder, by.sundhedsplejerske2, by.socialraadgiver, by.administrator):
        assert noegler(user, by.gro, by) == []
        with pytest.raises(LookupError):
            bilag.frys(user, by.gro, noegle, by.nu)


def test_who_may_not_read_gets_nothing(by: By, vurdering: Vurdering, handling: Handling) -> None:
    alle = [f"opsporing.handling:{handling.pk}", f"trivsel.faelles:{vurdering.pk}"]
    assert sorted(noegler(by.paedagog, by.barn, by)) == alle
    assert sorted(noegler(by.leder, by.barn, by)) == alle
    for navn, user in by.bruger.items():
        if navn in {"paedagog", "paedagog2", "leder"}:
            continue
        assert noegler(user, by.barn, by) == [], navn
        for noegle in alle:
            with pytest.raises(LookupError):
                bilag.frys(user, by.barn, noegle, by.nu)
    for user in (by.naboby.leder, by.naboby.paedagog):
        assert noegler(user, by.barn, by) == []


@pytest.mark.parametrize(
    "noegle",
    ["", ":", "trivsel.faelles", "trivsel.faelles:", "trivsel.faelles:x", "trivsel.faelles:-1", "trivsel.faelles:²",
     "trivsel.faelles:99999999999999999999", "trivsel.egne:1", "x:1", "opsporing.handling:0"],
)  # fmt: skip
def test_a_key_that_leads_to_nothing(by: By, vurdering: Vurdering, noegle: str) -> None:
    with pytest.raises(LookupError, match="ikke"):
        bilag.frys(by.paedagog, by.barn, noegle, by.nu)


def test_a_key_about_another_child_leads_to_nothing(by: By, vurdering: Vurdering) -> None:
    with pytest.raises(LookupError):
        bilag.frys(by.paedagog, by.bo, f"trivsel.faelles:{vurdering.pk}", by.nu)


def test_what_is_not_concluded_cannot_be_enclosed(by: By, vurdering: Vurdering) -> None:
    Vurdering.objects.filter(pk=vurdering.pk).update(afsluttet_at=None, afsluttet_by=None)
    assert noegler(by.paedagog, by.barn, by) == []


def test_a_copy_stays_when_the_source_is_corrected(by: By, vurdering: Vurdering) -> None:
    noegle = f"trivsel.faelles:{vurdering.pk}"
    gemt = bilag.frys(by.paedagog, by.barn, noegle, by.nu)
    data, aftryk = gemt.til_data(), gemt.fingeraftryk
    ny = faelles.ret(vurdering=vurdering, grund="Vi tog fejl.", by=by.paedagog, nu=by.nu)
    # Until the correction is concluded the old one counts.
    assert noegler(by.paedagog, by.barn, by) == [noegle]
    aendringer = {
        POSITION + "social": "roed",
        BEGRUNDELSE + "social": "Vi har set mere siden.",
        "barnets_perspektiv": "Hun siger: også mig.",
    }
    faelles.gem_faelles(vurdering=ny, aendringer=aendringer, set_rev=ny.rev, by=by.paedagog, nu=by.nu)
    ny.refresh_from_db()
    ny = faelles.afslut_faelles(vurdering=ny, by=by.paedagog, nu=by.nu)
    assert noegler(by.paedagog, by.barn, by) == [f"trivsel.faelles:{ny.pk}"]
    with pytest.raises(LookupError, match="rettet"):
        bilag.frys(by.paedagog, by.barn, noegle, by.nu)
    rettet = bilag.frys(by.paedagog, by.barn, f"trivsel.faelles:{ny.pk}", by.nu)
    assert svar(rettet, "Rettet version", "Hvorfor den blev rettet") == ("Vi tog fejl.",)
    assert rettet.fingeraftryk != aftryk
    assert fra_data(data).fingeraftryk == aftryk


def test_a_copy_is_the_same_under_a_new_version_of_the_form(by: By, vurdering: Vurdering) -> None:
    noegle = f"trivsel.faelles:{vurdering.pk}"
    foer = bilag.frys(by.paedagog, by.barn, noegle, by.nu)
    skema = Skema.objects.get(kode="trivsel-vuggestue", kommune=None)
    toml = vurdering.skemaversion.toml.replace('titel = "', 'titel = "Nyt: ')
    version = skemaer.opret_kommuneversion(skema=skema, kommune=by.kommune, toml=toml, by=by.administrator, nu=by.nu)
    skemaer.publicer(version=version, by=by.administrator, nu=by.nu)
    assert bilag.frys(by.paedagog, by.barn, noegle, by.nu).fingeraftryk == foer.fingeraftryk


def test_when_the_child_has_moved_the_copy_stays_and_nobody_makes_a_new_one(by: By, handling: Handling) -> None:
    noegle = f"opsporing.handling:{handling.pk}"
    gemt = bilag.frys(by.leder, by.barn, noegle, by.nu)
    data = gemt.til_data()
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=by.nu)
    siden = by.nu + timedelta(minutes=1)
    for user in (by.leder, by.paedagog, by.leder2, by.paedagog_eg):
        assert bilag.valgmuligheder(user, by.barn, siden) == []
    assert fra_data(data) == gemt


def test_what_is_open_from_the_archive_is_not_hers_to_give(by: By, vurdering: Vurdering, handling: Handling) -> None:
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=by.nu)
    siden = by.nu + timedelta(minutes=1)
    arkiv.aabn_arkiv(barn=by.barn, formaal="klage", tekst="Forældrene klager.", by=by.leder, nu=siden)
    assert Vurdering.objects.for_user(by.leder, siden).filter(pk=vurdering.pk).exists()
    assert bilag.valgmuligheder(by.leder, by.barn, siden) == []
    with pytest.raises(LookupError):
        bilag.frys(by.leder, by.barn, f"trivsel.faelles:{vurdering.pk}", siden)


def test_who_was_shown_one_matter_gives_that_one_only(by: By, vurdering: Vurdering) -> None:
    anden = afsluttet_vurdering(by.barn, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    TilknytningFactory(
        kommune=by.kommune,
        enhed=by.ppr_team,
        barn=by.barn,
        fra=by.nu,
        grundlag=Grundlag.SPARRING,
        anledning=anden.anledning,
    )
    assert noegler(by.ppr, by.barn, by) == [f"trivsel.faelles:{anden.pk}"]


def test_who_is_shut_out_of_a_matter_gives_nothing_of_it(by: By, vurdering: Vurdering, handling: Handling) -> None:
    Udelukkelse.objects.create(
        kommune=by.kommune, anledning=vurdering.anledning, user=by.leder, sat_at=by.nu, sat_by=by.socialraadgiver
    )
    assert noegler(by.leder, by.barn, by) == []
    assert len(noegler(by.paedagog, by.barn, by)) == 2


def test_nothing_of_a_closed_matter_stands_where_parents_read_along(
    by: By, vurdering: Vurdering, handling: Handling
) -> None:
    sag = vurdering.anledning
    Anledning.objects.filter(pk=sag.pk).update(lukket=True)
    assert noegler(by.leder, by.barn, by) == []
    TilknytningFactory(
        kommune=by.kommune, enhed=by.birken, barn=by.barn, fra=by.nu, grundlag=Grundlag.MOEDE, anledning=sag
    )
    assert len(noegler(by.leder, by.barn, by)) == 2
    assert noegler(by.leder, by.barn, by, til_foraeldre=True) == []


def test_a_spaerring_keeps_it_from_the_parents_and_not_from_authorities(
    by: By, vurdering: Vurdering, handling: Handling
) -> None:
    """The receiver of an underretning must see exactly what the parents must not."""
    foer = noegler(by.paedagog, by.barn, by)
    assert noegler(by.paedagog, by.barn, by, til_foraeldre=True) == foer
    spaer(by, vurdering.anledning)
    assert noegler(by.paedagog, by.barn, by) == foer
    assert "Vi har talt om det." in alt(bilag.frys(by.paedagog, by.barn, f"trivsel.faelles:{vurdering.pk}", by.nu))
    assert noegler(by.paedagog, by.barn, by, til_foraeldre=True) == []
    for noegle in foer:
        with pytest.raises(LookupError):
            bilag.frys(by.paedagog, by.barn, noegle, by.nu, til_foraeldre=True)


def test_what_the_parents_read_too_has_nothing_internal(by: By, vurdering: Vurdering, handling: Handling) -> None:
    noegle = f"trivsel.faelles:{vurdering.pk}"
    intern = "Vi har talt om det."  # the answer about abuse, which is kept for staff
    assert intern in alt(bilag.frys(by.paedagog, by.barn, noegle, by.nu))
    kopi = bilag.frys(by.paedagog, by.barn, noegle, by.nu, til_foraeldre=True)
    assert intern not in alt(kopi)
    assert "Pia" not in alt(kopi) and "Forslaget var" not in alt(kopi)
    assert svar(kopi, "Placering", "Samlet")[0] == "Øget opmærksomhed"
    aftale = bilag.frys(by.paedagog, by.barn, f"opsporing.handling:{handling.pk}", by.nu, til_foraeldre=True)
    assert [a.titel for a in aftale.afsnit] == ["Det er aftalt"]
    assert [ln.etiket for ln in aftale.afsnit[0].linjer] == ["Hvad", "Hvem sørger for det", "Følges op"]


def test_of_a_screening_the_parents_get_the_words_and_only_when_they_have_been_told(
    by: By, screening: Screening
) -> None:
    user, noegle = by.sundhedsplejerske, f"adbb.screening:{screening.pk}"
    assert noegler(user, by.gro, by, til_foraeldre=True) == []
    with pytest.raises(LookupError, match="forældrene"):
        bilag.frys(user, by.gro, noegle, by.nu, til_foraeldre=True)
    fortael(by, screening)
    assert noegler(user, by.gro, by, til_foraeldre=True) == [noegle]
    kopi = bilag.frys(user, by.gro, noegle, by.nu, til_foraeldre=True)
    assert [ln.tekster for a in kopi.afsnit for ln in a.linjer] == [(screening_actions.ord_til_foraeldre(screening),)]
    assert "ADBB" not in alt(kopi) and "32" not in alt(kopi)


def test_under_a_spaerring_a_screening_is_enclosed_without_words_for_the_parents(by: By, screening: Screening) -> None:
    spaer(by, screening.forloeb.anledning)
    noegle = f"adbb.screening:{screening.pk}"
    assert noegler(by.sundhedsplejerske, by.gro, by) == [noegle]
    kopi = bilag.frys(by.sundhedsplejerske, by.gro, noegle, by.nu)
    assert "Ord til forældrene" not in [a.titel for a in kopi.afsnit]


def test_no_cpr_number_of_the_child_or_its_parents_is_in_a_copy(
    by: By, vurdering: Vurdering, handling: Handling
) -> None:
    numre = [by.barn.cpr, by.mor.cpr, by.far.cpr]
    vurdering.svar |= {"talt_om": " og ".join(f"{n[:6]}-{n[6:]}" for n in numre)}
    vurdering.save(update_fields=["svar"])
    for noegle in noegler(by.paedagog, by.barn, by):
        ord_ = alt(bilag.frys(by.paedagog, by.barn, noegle, by.nu))
        assert not any(n in ord_ or n[6:] in ord_ for n in numre if n)


@pytest.mark.parametrize("til_foraeldre", [False, True])
def test_twenty_cost_no_more_questions_than_one(by: By, til_foraeldre: bool) -> None:
    informer(by.gro, by.nord, by.sundhedsplejerske)

    def flere(antal: int) -> None:
        for nr in range(antal):
            den = by.nu - timedelta(days=nr)
            v = afsluttet_vurdering(by.barn, "gul", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2], nu=den)
            handlinger.opret(
                anledning=v.anledning,
                hvad="Ro",
                ansvarlig=by.paedagog,
                opfoelgning_den=date(2026, 12, 1),
                by=by.paedagog,
                nu=by.nu,
            )
            fortael(by, afsluttet_screening(by.gro, by.nord, by.sundhedsplejerske, nu=den))

    def taael(user: User, barn: Barn) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as spurgt:
            fundet = bilag.valgmuligheder(user, barn, by.nu, til_foraeldre=til_foraeldre)
        return len(fundet), len(spurgt)

    flere(1)
    foer = [taael(by.paedagog, by.barn), taael(by.sundhedsplejerske, by.gro)]
    flere(19)
    efter = [taael(by.paedagog, by.barn), taael(by.sundhedsplejerske, by.gro)]
    assert [n for n, _ in foer] == [2, 1]
    assert [n for n, _ in efter] == [40, 20]
    assert [q for _, q in efter] == [q for _, q in foer]
    assert max(q for _, q in efter) <= 6
