"""A municipality in which all the matrix asks for exists: in one's own unit, in another and in the neighbour's."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from adbb.models import Screening
from opsporing.adgang.permissions import Permission, har
from opsporing.adgang.roller import Rolle
from opsporing.arkiv import aabn_arkiv
from opsporing.boern import actions as boern
from opsporing.indlaesning import actions as indlaesning
from opsporing.models import (
    Barn,
    Emne,
    Enhed,
    Handling,
    Maade,
    Orientering,
    Person,
    Skema,
    Skemaversion,
    Spaerringsgrund,
    Tilbageholdelse,
    Tilknytning,
    User,
)
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import nu
from overgange.actions.besoeg import tilbyd
from overgange.models import Besoeg, Besoegsstatus, Overlevering
from tests import cast
from tests.cast import By
from tests.factories import overgange
from tests.factories.adbb import afsluttet_screening
from tests.factories.adgangsnoegle import adgangsnoegle
from tests.factories.modtaget import bilag as et_bilag
from tests.factories.modtaget import indkommet, vurderet
from tests.factories.underretning import begyndt, sendt
from tests.meta import scene_moeder
from tests.meta.matrix import Maal
from tests.meta.scene_boern import EGET_BARN, FREMMED_BARN
from trivsel.actions import runder
from trivsel.models import Runde, Vurdering
from underretning.actions import brev, skridt
from underretning.actions.modtag import Barnedata

USER = {
    Rolle.DAGTILBUDSLEDER: "leder",
    Rolle.PPR: "ppr",
}


@dataclass
class Scene:
    """The municipality with what was made in it, found again by kind of target, role and place."""

    by: By
    vurderinger: dict[int, Vurdering] = field(default_factory=dict)
    handlinger: dict[int, Handling] = field(default_factory=dict)
    orienteringer: dict[int, Orientering] = field(default_factory=dict)
    tidligere: dict[str, Barn] = field(default_factory=dict)
    screeninger: dict[int, Screening] = field(default_factory=dict)
    besoeg: dict[int, Besoeg] = field(default_factory=dict)
    overleveringer: dict[int, Overlevering] = field(default_factory=dict)
    runder: dict[tuple[int, str], Runde] = field(default_factory=dict)
    skrevne: dict[tuple[Maal, int], int] = field(default_factory=dict)
    andet: dict[tuple[Maal, str], tuple[Any, ...]] = field(default_factory=dict)
    sessioner: dict[int, str] = field(default_factory=dict)

    def user(self, rolle: Rolle) -> User:
        return self.by.bruger[USER.get(rolle, rolle.value)]

    def _barn(self, rolle: Rolle, sted: str) -> Barn | None:
        if sted == "anden_kommune":
            return self.by.naboby.barn
        navn = (EGET_BARN if sted == "egen" else FREMMED_BARN).get(rolle, None if sted == "egen" else "alma")
        return self.by.boern[navn] if navn else None

    def _sparring(self, rolle: Rolle, sted: str) -> tuple[Any, ...] | None:
        """Her own, or the one her team is asked; a colleague's in another house; one in the neighbour's."""
        if sted != "egen":
            return self.andet[Maal.SPARRING, sted]
        pk = self.skrevne.get((Maal.SPARRING, self.user(rolle).pk))
        return None if pk is None else (pk,)

    def args(self, maal: Maal, rolle: Rolle, sted: str) -> tuple[Any, ...] | None:
        """The arguments of an address for this role and place; None where the role has nothing of that kind."""
        if maal is Maal.INTET:
            return ()
        if maal is Maal.NOEGLE:
            # Everybody has one passkey of her own; a colleague's and a stranger's are nobody else's business.
            kollega = Rolle.FORVALTNING if rolle is not Rolle.FORVALTNING else Rolle.PPR
            ejer = {"egen": self.user(rolle), "anden_enhed": self.user(kollega), "anden_kommune": self.by.naboby.leder}
            return (Authenticator.objects.get(user=ejer[sted]).pk,)
        if maal in {Maal.UNDERRETNING, Maal.UNDERRETNING_SENDT}:
            anden = self.by.paedagog if rolle is not Rolle.PAEDAGOG else self.by.paedagog2
            ejer = {"egen": self.user(rolle), "anden_enhed": anden, "anden_kommune": self.by.naboby.paedagog}[sted]
            pk = self.skrevne.get((maal, ejer.pk))
            return None if pk is None else (pk,)
        if maal is Maal.SPARRING:
            return self._sparring(rolle, sted)
        if (maal, sted) in self.andet:
            return self.andet[maal, sted]
        if (maal, "egen") in self.andet:
            return None
        if maal is Maal.TIDLIGERE_BARN:
            sundhed = rolle == Rolle.LEDENDE_SUNDHEDSPLEJERSKE
            noegle = {"egen": "nord" if sundhed else "egern", "anden_enhed": "egern" if sundhed else "ulv"}
            return (self.tidligere[noegle.get(sted, "nabo")].pk,)
        if maal is Maal.RUNDE_HER:
            arena = {Rolle.LEDENDE_SUNDHEDSPLEJERSKE: "sundhedspleje", Rolle.DAGPLEJEKONSULENT: "dagpleje"}
            egen = arena.get(rolle, "vuggestue")
            if sted == "anden_kommune":
                return (self.runder[self.by.naboby.kommune.pk, "vuggestue"].pk,)
            valgt = egen if sted == "egen" else next(a for a in ("dagpleje", "vuggestue") if a != egen)
            return (self.runder[self.by.kommune.pk, valgt].pk,)
        barn = self._barn(rolle, sted)
        if barn is None:
            return None
        if maal in {Maal.FORLOEB, Maal.SCREENING}:
            if barn.pk not in self.screeninger:
                return None
            screening = self.screeninger[barn.pk]
            return (screening.forloeb_id,) if maal is Maal.FORLOEB else (screening.forloeb_id, screening.pk)
        if maal is Maal.ORIENTERING:
            return (self.orienteringer[barn.pk].pk,)
        if maal is Maal.BESOEGSBREV:
            hun = barn.foraeldremyndigheder.order_by("pk").first()
            return (self.besoeg[barn.pk].pk, hun.person_id) if hun else None
        vurdering = self.vurderinger[barn.pk]
        return {
            Maal.OVERGANG: (self.besoeg[barn.pk].overgang_id,),
            Maal.BESOEG: (self.besoeg[barn.pk].pk,),
            Maal.OVERLEVERING: (self.overleveringer[barn.pk].pk,),
            Maal.BARN: (barn.pk,),
            Maal.VURDERING: (vurdering.pk,),
            Maal.PLADS: (vurdering.pk, 1),
            Maal.ANLEDNING: (vurdering.anledning_id,),
            Maal.HANDLING: (self.handlinger[barn.pk].pk,),
            Maal.STUE: (vurdering.enhed_id,),
        }[maal]


def _vurderinger(scene: Scene, tid: Any) -> None:
    by = scene.by
    for barn in [*by.boern.values(), by.naboby.barn]:
        tilknytning = barn.tilknytninger.select_related("enhed__kommune__profil", "enhed__journalenhed").get()
        enhed = tilknytning.enhed
        vurderer = by.naboby.paedagog if barn == by.naboby.barn else by.paedagog
        if not barn.foraeldremyndigheder.exists():
            voksen = Person.objects.create(kommune_id=barn.kommune_id, fornavn="Vita", efternavn=barn.efternavn)
            boern.giv_foraeldremyndighed(barn=barn, person=voksen, by=None, nu=tid)
        for myndighed in barn.foraeldremyndigheder.all():
            scene.orienteringer[barn.pk] = Orientering.objects.create(
                kommune_id=barn.kommune_id,
                barn=barn,
                person=myndighed.person,
                enhed=enhed.journalenhed,
                emne=Emne.BEHANDLING,
                maade=Maade.SKRIFTLIGT,
                givet_den=tid.date(),
                givet_by=vurderer,
                registreret_at=tid,
            )
        vurdering = runder.opret_ekstra(barn=barn, enhed=enhed, by=vurderer, nu=tid)
        scene.vurderinger[barn.pk] = vurdering
        scene.handlinger[barn.pk] = Handling.objects.create(
            kommune_id=barn.kommune_id,
            anledning_id=vurdering.anledning_id,
            barn=barn,
            enhed=enhed,
            hvad="Spiser ved siden af en kendt voksen.",
            ansvarlig=vurderer,
            aftalt_den=tid.date(),
            opfoelgning_den=tid.date() + timedelta(days=42),
            oprettet_at=tid,
            oprettet_by=vurderer,
        )


def _sundhedsplejens(scene: Scene, tid: Any) -> None:
    """An ADBB course with the team's case per child, also for children sundhedsplejen does not know: nobody else may
    find one by its number.
    """
    by = scene.by
    vurderet = {by.gro: by.nord, by.ida: by.syd, by.barn: by.egern, by.naboby.barn: by.naboby.stue}
    for barn, enhed in vurderet.items():
        scene.screeninger[barn.pk] = afsluttet_screening(barn, enhed, by.sundhedsplejerske, nu=tid)
    for sted, kollega in (
        ("egen", by.sundhedsplejerske2),
        ("anden_enhed", by.paedagog),
        ("anden_kommune", by.naboby.paedagog),
    ):
        scene.andet[Maal.KOLLEGA, sted] = (kollega.pk,)


def _overgange(scene: Scene, tid: Any) -> None:
    """Each child came to its place with a hand-over, which is read, and is to leave it: an agreed visit."""
    by, nabo = scene.by, scene.by.naboby
    foer, senere = tid - timedelta(days=30), tid.date() + timedelta(days=60)
    for barn in [*by.boern.values(), nabo.barn]:
        enhed = barn.tilknytninger.select_related("enhed__journalenhed").get(anledning=None).enhed
        if barn == nabo.barn:
            fra, hun = nabo.hus, nabo.paedagog
        else:
            fra, hun = (by.nord if enhed == by.syd else by.syd), by.sundhedsplejerske
        hertil = overgange.overgang(barn, fra, enhed, foer.date(), nu=foer)
        givet = overgange.overlevering(hertil, by=hun, nu=foer)
        givet.kvitteret_at, givet.kvitteret_by = tid, hun
        givet.save(update_fields=["kvitteret_at", "kvitteret_by"])
        scene.overleveringer[barn.pk] = givet
        herfra = overgange.overgang(barn, enhed, "Skovskolen", senere, nu=tid)
        besoeg = tilbyd(overgang=herfra, nu=tid)
        besoeg.status, besoeg.planlagt_at, besoeg.sted = Besoegsstatus.AFTALT, tid + timedelta(days=9), "skole"
        besoeg.save(update_fields=["status", "planlagt_at", "sted"])
        scene.besoeg[barn.pk] = besoeg


def _administratorens(scene: Scene, tid: Any) -> None:
    by, nabo = scene.by, scene.by.naboby
    par: dict[Maal, tuple[Any, Any]] = {
        Maal.ENHED: (by.egern.pk, nabo.stue.pk),
        Maal.BRUGER: (by.paedagog2.pk, nabo.paedagog.pk),
        Maal.ANSAETTELSE: (by.paedagog2.ansaettelse.pk, nabo.paedagog.ansaettelse.pk),
    }
    certifikater = [
        organisation.certificer(
            user=user, metode="adbb", udstedt_den=date(2025, 1, 1), udloeber_den=None, by=None, nu=tid
        )
        for user in (by.sundhedsplejerske, nabo.paedagog)
    ]
    par[Maal.CERTIFICERING] = (certifikater[0].pk, certifikater[1].pk)
    rr = [
        Runde.objects.create(
            kommune=kommune,
            navn="Forårsrunden",
            arena="vuggestue",
            alder_fra_mdr=6,
            alder_til_mdr=41,
            aabner=date(2027, 4, 1),
            lukker=date(2027, 5, 31),
        )
        for kommune in (by.kommune, nabo.kommune)
    ]
    par[Maal.RUNDE] = (rr[0].pk, rr[1].pk)
    versioner = []
    faelles = Skemaversion.objects.get(skema__kode="trivsel-vuggestue", skema__kommune=None)
    for kommune in (by.kommune, nabo.kommune):
        skema = Skema.objects.create(kode="trivsel-vuggestue", kommune=kommune, navn="Vores vuggestue")
        versioner.append(
            Skemaversion.objects.create(
                skema=skema, nr=1, definition=faelles.definition, toml=faelles.toml, oprettet_at=tid
            )
        )
    par[Maal.SKEMAVERSION] = (versioner[0].pk, versioner[1].pk)
    par[Maal.PROFILVERSION] = (by.kommune.profil_id, nabo.kommune.profil_id)
    for maal, (egen, fremmed) in par.items():
        scene.andet[maal, "egen"] = (egen,)
        scene.andet[maal, "anden_kommune"] = (fremmed,)
    scene.andet[Maal.SKEMAKODE, "egen"] = ("trivsel-vuggestue",)


def _databeskyttelsens(scene: Scene, tid: Any) -> None:
    by, nabo = scene.by, scene.by.naboby
    for maal, egen, fremmed in (
        (Maal.BARN_I_KOMMUNEN, (by.barn.pk,), (nabo.barn.pk,)),
        (Maal.HISTORIK, ("opsporing.barn", by.barn.pk), ("opsporing.barn", nabo.barn.pk)),
    ):
        scene.andet[maal, "egen"] = egen
        scene.andet[maal, "anden_kommune"] = fremmed
    for sted, kommune, barn, user in (
        ("egen", by.kommune, by.barn, by.databeskyttelse),
        ("anden_kommune", nabo.kommune, nabo.barn, nabo.databeskyttelse),
    ):
        hold = Tilbageholdelse.objects.create(kommune=kommune, barn=barn, grund="aktindsigt", sat_at=tid, sat_by=user)
        scene.andet[Maal.TILBAGEHOLDELSE, sted] = (hold.pk,)


def _filer(scene: Scene, tid: Any) -> None:
    for sted, kommune, user in (
        ("egen", scene.by.kommune, scene.by.administrator),
        ("anden_kommune", scene.by.naboby.kommune, scene.by.naboby.administrator),
    ):
        fil = indlaesning.opret(
            kommune=kommune, art="boern", filnavn="boern.csv", data=b"fornavn;efternavn\n", by=user, nu=tid
        )
        scene.andet[Maal.INDLAESNING, sted] = (fil.pk,)
    scene.andet[Maal.INDLAESNINGSART, "egen"] = ("boern",)


def _lederens(scene: Scene, tid: Any) -> None:
    """Children who have left, and rounds the units took part in."""
    by, nabo = scene.by, scene.by.naboby
    for noegle, enhed in (("egern", by.egern), ("ulv", by.ulv), ("nord", by.nord), ("nabo", nabo.stue)):
        barn = boern.opret_barn(
            kommune=enhed.kommune, fornavn="Tidligere", efternavn=noegle, foedt_den=date(2021, 5, 5), by=None, nu=tid
        )
        tilknytning = boern.indskriv(barn=barn, enhed=enhed, by=None, nu=tid - timedelta(days=30))
        runder.opret_ekstra(barn=barn, enhed=enhed, by=by.paedagog, nu=tid)
        boern.udskriv(tilknytning=tilknytning, by=None, nu=tid - timedelta(days=1))
        Tilknytning.objects.filter(pk=tilknytning.pk).update(fra=tid - timedelta(days=30), til=tid - timedelta(days=1))
        scene.tidligere[noegle] = barn
    for noegle, leder in (("egern", by.leder), ("nord", by.ledende_sundhedsplejerske)):
        aabn_arkiv(
            barn=scene.tidligere[noegle], formaal="aktindsigt", tekst="Forældrene beder om indsigt.", by=leder, nu=tid
        )
    for kommune, arenaer in ((by.kommune, ("vuggestue", "dagpleje", "sundhedspleje")), (nabo.kommune, ("vuggestue",))):
        for arena in arenaer:
            runde = runder.planlaeg(
                kommune=kommune,
                navn=f"Runden i {arena}",
                arena=arena,
                alder_fra_mdr=0,
                alder_til_mdr=83,
                aabner=tid.date(),
                lukker=tid.date() + timedelta(days=30),
                by=None,
                nu=tid,
            )
            scene.runder[kommune.pk, arena] = runder.aabn_runde(runde=runde, by=None, nu=tid)


def _myndighedens(scene: Scene, tid: Any) -> None:
    """A switch in each municipality; what it covers belongs to the house."""
    nabo = scene.by.naboby
    naboens = organisation.opret_enhed(
        kommune=nabo.kommune, type="myndighed", navn="Naboens familieafdeling", foraelder=nabo.rod, by=None, nu=tid
    )
    anden = organisation.opret_enhed(
        kommune=scene.by.kommune, type="myndighed", navn="Ungeafdelingen", foraelder=scene.by.rod, by=None, nu=tid
    )
    for sted, barn, enhed in (
        ("egen", scene.by.barn, scene.by.myndighed),
        ("anden_enhed", scene.by.barn, anden),
        ("anden_kommune", nabo.barn, naboens),
    ):
        en = indkommet(barn, enhed, nu=tid, bilag=[et_bilag()])
        scene.andet[Maal.MODTAGET, sted] = (en.pk,)
        scene.andet[Maal.MODTAGETBILAG, sted] = (en.pk, 1)
    for sted, barn, by in (("egen", scene.by.barn, scene.by.leder), ("anden_kommune", nabo.barn, nabo.leder)):
        spaerring = spaerringer.saet(
            anledning=scene.vurderinger[barn.pk].anledning,
            grund=Spaerringsgrund.TVIVL,
            gennemses_om_dage=14,
            by=by,
            nu=tid,
        )
        scene.andet[Maal.SPAERRING, sted] = (spaerring.pk,)


def _underretningernes(scene: Scene, tid: Any) -> None:
    """What myndighed has received: assessed, with a letter and a step, in its own unit and in the neighbour's."""
    by, nabo = scene.by, scene.by.naboby
    naboens = Enhed.objects.get(kommune=nabo.kommune, type="myndighed")
    fremmed = organisation.opret_bruger(
        kommune=nabo.kommune, username="nabo_s", navn="Nina Skov", email="n@example.dk", password="x", by=None, nu=tid
    )
    organisation.ansaet(user=fremmed, enhed=naboens, rolle=Rolle.SOCIALRAADGIVER, by=None, nu=tid)
    for sted, barn, enhed, user in (
        ("egen", by.barn, by.myndighed, by.socialraadgiver),
        ("anden_kommune", nabo.barn, naboens, fremmed),
    ):
        en = vurderet(barn, enhed, user, nu=tid)
        brev.dan_brev(modtaget=en, art="kvittering", by=user, nu=tid)
        et = skridt.aftal_skridt(modtaget=en, tekst="Læs en bog hver aften.", by=user, nu=tid)
        scene.andet[Maal.MODTAGET, sted] = (en.pk,)
        scene.andet[Maal.BREV, sted] = (en.pk, "kvittering")
        scene.andet[Maal.SKRIDT, sted] = (en.pk, et.pk)


def _skrevne(scene: Scene, tid: Any) -> None:
    """A draft and a sent one by everybody who may write, each about a child she tells of."""
    by = scene.by
    for user in (*by.bruger.values(), by.naboby.paedagog):
        if not har(user, Permission.UNDERRETNING_SKRIV):
            continue
        ny = Barnedata(fornavn="Nanna", efternavn=user.username, foedt_den=date(2026, 9, 1))
        kladde = begyndt(user, oplyste=[ny], nu=tid)
        afsendt = sendt(user, oplyste=[ny], modtager_navn="Fjernby Kommune", nu=tid)
        scene.skrevne[Maal.UNDERRETNING, user.pk] = kladde.pk
        scene.skrevne[Maal.UNDERRETNING_SENDT, user.pk] = afsendt.pk


def _efterladte(scene: Scene, tid: Any) -> None:
    """A draft of somebody who is gone, here and in the neighbour's."""
    for sted, by in (("egen", scene.by), ("anden_kommune", scene.by.naboby)):
        enhed = by.paedagog.ansat.enhed
        gaaet = organisation.opret_bruger(
            kommune=enhed.kommune, username=f"gaaet_{sted}", navn="Gitte Gren", by=None, nu=tid
        )
        ansaettelse = organisation.ansaet(user=gaaet, enhed=enhed, rolle=Rolle.PAEDAGOG, by=None, nu=tid)
        ny = Barnedata(fornavn="Nanna", efternavn="Gren", foedt_den=date(2026, 9, 1))
        kladde = begyndt(gaaet.vaelg(ansaettelse), oplyste=[ny], nu=tid)
        organisation.afslut_ansaettelse(ansaettelse=ansaettelse, til=tid, by=None, nu=tid)
        scene.andet[Maal.EFTERLADT, sted] = (kladde.pk,)


def byg_scene() -> Scene:
    """Make it, as of the present moment."""
    tid = nu()
    scene = Scene(by=cast.byg(tid))
    indlaes(nu=tid)
    _vurderinger(scene, tid)
    _sundhedsplejens(scene, tid)
    _overgange(scene, tid)
    _administratorens(scene, tid)
    _databeskyttelsens(scene, tid)
    _skrevne(scene, tid)
    _efterladte(scene, tid)
    _filer(scene, tid)
    _lederens(scene, tid)
    _myndighedens(scene, tid)
    _underretningernes(scene, tid)
    scene_moeder.moederne(scene, tid)
    scene_moeder.sparringerne(scene, tid)
    for user in (*scene.by.bruger.values(), scene.by.naboby.leder):
        adgangsnoegle(user)
    return scene
