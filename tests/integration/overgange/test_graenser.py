"""What everybody sees of one overgang, moment by moment: before, at and after the hand-over, and when a yes is taken
back. The matrix asks who may open an address; here it is asked what the former place wrote that must not be found.
"""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opsporing.boern import actions as boern
from opsporing.models import Anledning, Handling, Log, Samtykke, User
from overgange import kopi as kopier
from overgange.actions import besoeg as besoeg_actions
from overgange.actions import modtager as modtager_actions
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.models import Besoeg, Besoegsstatus, Overgang, Overlevering
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.overgange.planlagt import START, midnat

Som = Callable[[Any], Client]
#: What stays at the place that wrote it, whatever the parents say or because they said no.
BLIVER = ("hemmelig familie", "hemmeligt indtil start", "hemmelig aftale", "hemmeligt referat")
GIVET, TRUKKET = "Farvel i vinduet.", "Jeg vil have min traktor med."
AFGIVERS = ("overgang", "skema", "forhaandsvis", "overlever", "udskriv")
BESOEGETS = ("besoeg", "besoeg_afslut")
SIDER = ("i_dag", "paamindelser", "boern", "stue", "leder", "leder_aftaler", "leder_forsinket")


def _skriv(by: By, overgang: Overgang) -> Besoeg:
    """All the sender writes about Alma: form, visit with minutes, a vurdering with an agreement."""
    svar = {
        "barnets_ord": TRUKKET,
        "hvad_hjaelper": GIVET,
        "familien": BLIVER[0],
        "indtil_start": BLIVER[1],
    }
    skema_actions.gem_skema(overgang=overgang, aendringer=svar, set_rev=99, by=by.paedagog, nu=by.nu)
    vurdering = afsluttet_vurdering(by.alma, enhed=by.egern, vurderere=[by.paedagog], nu=by.nu)
    Handling.objects.create(
        kommune=by.kommune,
        anledning=vurdering.anledning,
        barn=by.alma,
        enhed=by.egern,
        hvad=BLIVER[2],
        ansvarlig=by.paedagog,
        aftalt_den=by.nu.date(),
        opfoelgning_den=by.nu.date() + timedelta(days=30),
        oprettet_at=by.nu,
        oprettet_by=by.paedagog,
    )
    besoeg = overgang.besoeg.get()
    deltager = besoeg_actions.Deltager(besoeg_actions.Side.MODTAGER, user=by.paedagog_eg)
    aftale = besoeg_actions.Aftale(by.nu, 60, "institution", by.leder2, [deltager])
    besoeg_actions.planlaeg_besoeg(besoeg=besoeg, aftale=aftale, by=by.paedagog, nu=by.nu)
    referat = {"foraeldrene": BLIVER[3], "starten_aftale": "To timer."}
    besoeg_actions.gem_besoeg(besoeg=besoeg, aendringer=referat, set_rev=99, by=by.paedagog, nu=by.nu)
    holdt = besoeg_actions.Udfald(Besoegsstatus.HOLDT, by.nu.date(), frozenset())
    besoeg_actions.afslut_besoeg(besoeg=besoeg, udfald=holdt, by=by.paedagog, nu=by.nu)
    return besoeg


def _giv(by: By, overgang: Overgang) -> Overlevering:
    """Both say yes to all but the family and the minutes."""
    kopi = kopier.byg(overgang, skema_actions.skema_for(overgang), by.paedagog, by.nu)
    svar = {d.om.kode: d.om.kode not in {"familie", "besoeg", "trivsel"} for d in kopi.spoerges}
    for person in (by.mor, by.far):
        actions.svar_samtykke(overgang=overgang, person=person, svar=svar, by=by.paedagog, nu=by.nu)
    return actions.overlever(overgang=overgang, set_aftryk=None, by=by.paedagog, nu=by.nu)


class _Gang:
    """One walk through the pages as everybody, at the moment the clock stands at."""

    def __init__(self, by: By, overgang: Overgang, besoeg: Besoeg, log_ind: Som) -> None:
        self.by, self.overgang, self.besoeg, self.log_ind = by, overgang, besoeg, log_ind

    def gaa(self, moment: str, givet: Overlevering | None, *, laeses: set[str], alle: bool = True) -> None:
        """`laeses` are the words the receiver finds now; nobody else but the sender finds anything (`alle` asks)."""
        by = self.by
        afgivere, modtagere = {by.paedagog, by.paedagog2, by.leder}, {by.paedagog_eg, by.leder2}
        een_af_hver = {user.ansat.rolle: user for user in by.bruger.values()}.values()
        for user in {*afgivere, *een_af_hver, by.naboby.leder, *modtagere} if alle else {by.paedagog_eg}:
            klient = self.log_ind(user)
            afgiver, modtager = user in afgivere, user in modtagere and bool(laeses)
            self._adresser(klient, user, f"{moment}: {user.navn}", givet, afgiver=afgiver, modtager=modtager)
            if user in modtagere:
                self._vist(klient, f"{moment}: {user.navn}", givet, laeses)

    def _adresser(
        self, klient: Client, user: User, hvem: str, givet: Overlevering | None, *, afgiver: bool, modtager: bool
    ) -> None:
        lukket = (403, 404)
        navne = AFGIVERS + BESOEGETS if modtager else ("overgang", "besoeg")
        for navn in navne:
            pk = self.besoeg.pk if navn in BESOEGETS else self.overgang.pk
            status = klient.get(reverse(f"overgange:{navn}", args=[pk])).status_code
            assert status == 200 if afgiver else status in lukket, f"{hvem} {navn} {status}"
        if givet is not None:
            status = klient.get(reverse("overgange:overlevering", args=[givet.pk])).status_code
            assert status == 200 if modtager else status in lukket, f"{hvem} overlevering {status}"

    def _vist(self, klient: Client, hvem: str, givet: Overlevering | None, laeses: set[str]) -> None:
        """All the receiver is shown where the two places could meet, on screen and on paper."""
        adresser = [reverse(navn) for navn in SIDER]
        adresser += [reverse(f"overgange:{navn}") for navn in ("liste", "modtagne", "tal")]
        adresser += [reverse("boern") + "?q=Alma", reverse("barn", args=[self.by.alma.pk])]
        adresser += [reverse("barn_sammenlign", args=[self.by.alma.pk])]
        vist = " ".join(klient.get(adresse, follow=True).content.decode() for adresse in adresser)
        assert ("Alma" in vist) is bool(laeses), hvem
        paa_papir = ""
        if givet is not None:
            vist += klient.get(reverse("overgange:overlevering", args=[givet.pk])).content.decode()
            svar = klient.get(reverse("overgange:overlevering_udskriv", args=[givet.pk]))
            if laeses:
                blade = PdfReader(BytesIO(svar.content)).pages
                paa_papir = " ".join("\n".join(blad.extract_text() for blad in blade).split())
        for ord_ in (GIVET, TRUKKET):
            assert (ord_ in vist) is (ord_ in laeses), f"{hvem} {ord_}"
            assert (ord_ in paa_papir) is (ord_ in laeses), f"{hvem} på papir {ord_}"
        for ord_ in BLIVER:
            assert ord_ not in vist + paa_papir, f"{hvem} {ord_}"
        sager = Anledning.objects.for_user(self._user(klient), self.nu()).filter(barn=self.by.alma)
        assert {sag.ejer_enhed for sag in sager} <= {self.by.egen}, hvem

    def _user(self, klient: Client) -> User:
        return next(u for u in self.by.bruger.values() if str(u.pk) == klient.session["_auth_user_id"])

    @staticmethod
    def nu() -> Any:
        from opsporing.tid import nu

        return nu()


def test_foer_ved_og_efter_overleveringen_og_naar_et_ja_traekkes(
    by: By, almas: Overgang, ur: Any, log_ind: Som
) -> None:
    besoeg = _skriv(by, almas)
    gang = _Gang(by, almas, besoeg, log_ind)
    gang.gaa("før", None, laeses=set(), alle=False)

    givet = _giv(by, almas)
    gang.gaa("givet, men ikke begyndt", givet, laeses=set())

    begyndt = midnat(START) + timedelta(hours=9)
    ur.move_to(begyndt)
    gang.gaa("på dagen", givet, laeses={GIVET, TRUKKET}, alle=False)

    modtager_actions.kvitter(overlevering=givet, by=by.paedagog_eg, nu=begyndt)
    modtager_actions.spoerg(overlevering=givet, tekst="Sover hun?", by=by.paedagog_eg, nu=begyndt)
    faderens = Samtykke.objects.get(anledning=almas.anledning, person=by.far, hvad__contains="stemme")
    actions.traek_samtykke(overgang=almas, samtykke=faderens, by=by.paedagog, nu=begyndt)
    gang.gaa("trukket tilbage", givet, laeses={GIVET})

    # The child leaves the new place too: what it had is closed to its staff as all the rest.
    videre = begyndt + timedelta(days=3)
    boern.flyt(barn=by.alma, fra_enhed=by.ulv, til_enhed=by.inga, by=None, nu=videre)
    ur.move_to(videre + timedelta(hours=1))
    gang.gaa("flyttet videre", givet, laeses=set(), alle=False)

    # What was done stands in the log, and not a word of what was written.
    linjer = " ".join(str(vars(en)) for en in Log.objects.filter(boern__contains=[str(by.alma.pk)]))
    assert "overgange.overlevering_set" in linjer
    for ord_ in (*BLIVER, GIVET, TRUKKET):
        assert ord_ not in linjer
