"""Sundhedsplejen of the benchmark: what has been seen of each infant, where it stands now, and what is soon to come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils.timezone import make_aware

from adbb.actions.forloeb import SES_FREM, besoeg_i
from adbb.models import Forloeb, Screening, Teamsag, Udfald
from adbb.rules.score import PUNKTER
from adbb.rules.vinduer import Besoeg, Vindue, vindue
from opsporing.demo.tilfaelde import terning
from opsporing.frister.actions import oejeblik
from opsporing.maaling.boern import NytBarn
from opsporing.maaling.huse import By, Distrikt
from opsporing.maaling.kopi import Kopi
from opsporing.models import Anledning, Certificering, Emne, Frist, Maade, Orientering, Skemaversion
from opsporing.tid import dato

#: The cut-off stands at five; these are under it and over it.
UNDER, OVER = (0, 0, 1, 0, 1, 0, 1, 0), (1, 1, 0, 0, 2, 1, 1, 0)
#: What a course has come to when its window is over, with how many of a hundred.
EFTER = (("under", 84), ("gentaget", 9), ("team afsluttet", 3), ("undladt", 4))
#: Where one stands while the window lasts, in turns, so that also a small municipality has of everything.
UNDERVEJS = (
    *("intet", "begyndt", "skal gentages", "under", "i teamet"),
    *("intet", "begyndt", "under", "intet", "under"),
)
#: Days before today that a child was seen for the first time, when it is to be seen again or has been.
FOERST_SET, IGEN_EFTER = (3, 19), 9


@dataclass(frozen=True, slots=True)
class Sted:
    """One course: the child, its visit and the days it can be made on."""

    nyt: NytBarn
    distrikt: Distrikt
    forloeb: Forloeb
    ramme: Vindue


class Plejen:
    """Writes the courses of one child after the other."""

    def __init__(self, by: By, kopi: Kopi) -> None:
        self.by, self.kopi = by, kopi
        self.i_dag = dato(by.nu)
        self.lod = terning("måling", "adbb")
        self.stande = cycle(UNDERVEJS)
        self.besoeg = besoeg_i(by.profil)
        self.skema, self.teamskema = (_skema(kode, by) for kode in ("adbb", "adbb-team"))
        self.beviser = {
            distrikt.enhed.pk: kopi.ny(
                Certificering,
                kommune=by.kommune,
                user=distrikt.ansat.user,
                metode="adbb",
                udstedt_den=self.i_dag - timedelta(days=900),
                udloeber_den=self.i_dag + timedelta(days=195),
                supervisor="Asta Vindfeld",
            )
            for distrikt in by.distrikter
        }

    def skriv(self, nyt: NytBarn) -> None:
        """All courses of a child; none for one sundhedsplejen does not look after."""
        if nyt.distrikt is None or nyt.barn.foedt_den is None:
            return
        for besoeg in self.besoeg:
            ramme = vindue(nyt.barn.foedt_den, besoeg)
            if ramme.fra <= self.i_dag + SES_FREM:
                self._forloeb(nyt, nyt.distrikt, besoeg, ramme)

    def _forloeb(self, nyt: NytBarn, distrikt: Distrikt, besoeg: Besoeg, ramme: Vindue) -> None:
        hvad = self._hvad(nyt, ramme)
        oprettet = _kl(ramme.fra - SES_FREM, 4)
        slut = {"under": 20, "gentaget": 34, "team afsluttet": 55, "undladt": 12}
        den = min(ramme.fra + timedelta(days=slut[hvad]), self.i_dag) if hvad in slut else None
        anledning = self.kopi.ny(
            Anledning,
            kommune=self.by.kommune,
            ejer_enhed_id=distrikt.enhed.journalenhed_id,
            barn=nyt.barn,
            kode="adbb.forloeb",
            oprettet_at=oprettet,
            afsluttet_at=_kl(den, 10) if den else None,
        )
        forloeb = self.kopi.ny(
            Forloeb,
            kommune=self.by.kommune,
            anledning=anledning,
            barn=nyt.barn,
            enhed=distrikt.enhed,
            besoeg=besoeg.kode,
            navn=besoeg.navn,
            fra=ramme.fra,
            senest=ramme.til,
            profilversion=self.by.kommune.profil,
            oprettet_at=oprettet,
            afsluttet_at=_kl(den, 10) if den else None,
            undladt_grund="Familien siger nej tak." if hvad == "undladt" else "",
        )
        self._udfyld(Sted(nyt, distrikt, forloeb, ramme), hvad, den)

    def _hvad(self, nyt: NytBarn, ramme: Vindue) -> str:
        """What the course came to, or where it stands."""
        if nyt.uorienteret:
            return "undladt" if ramme.til < self.i_dag else "intet"
        if ramme.fra > self.i_dag:
            return "intet"
        if ramme.til < self.i_dag:
            hvad: str = self.lod.choices([kode for kode, _ in EFTER], [vaegt for _, vaegt in EFTER])[0]
            return hvad
        # There must be time for what has been done.
        return next(self.stande) if ramme.fra < self.i_dag - timedelta(days=FOERST_SET[1]) else "intet"

    def _udfyld(self, sted: Sted, hvad: str, slut: date | None) -> None:
        senest = sted.ramme.til
        match hvad:
            case "intet":
                self._frist(sted, "adbb.screening", senest)
                if sted.nyt.uorienteret:
                    self._frist(sted, "adbb.orientering", senest - timedelta(days=7))
            case "undladt":
                self._frist(sted, "adbb.screening", senest, annulleret=slut)
            case "begyndt":
                self._screening(sted, 1, UNDER, self.i_dag - timedelta(days=1), None)
                self._frist(sted, "adbb.screening", senest)
            case "under":
                self._set(sted, 1, UNDER, slut or self.i_dag, Udfald.UNDER)
                self._frist(sted, "adbb.screening", senest, opfyldt=slut)
            case "gentaget":
                foerst = (slut or self.i_dag) - timedelta(days=IGEN_EFTER)
                self._over(sted, foerst)
                self._frist(sted, "adbb.gentag", foerst + timedelta(days=14), opfyldt=slut)
                self._set(sted, 2, UNDER, slut or self.i_dag, Udfald.NORMALISERET)
            case "skal gentages":
                foerst = self.i_dag - timedelta(days=self.lod.randint(*FOERST_SET))
                self._over(sted, foerst)
                self._frist(sted, "adbb.gentag", foerst + timedelta(days=14))
            case _:
                self._team(sted, slut)

    def _team(self, sted: Sted, slut: date | None) -> None:
        """Twice over; the team has met when the course has ended."""
        foerst = (slut or self.i_dag) - timedelta(days=FOERST_SET[1])
        anden = foerst + timedelta(days=IGEN_EFTER)
        self._over(sted, foerst)
        self._frist(sted, "adbb.gentag", foerst + timedelta(days=14), opfyldt=anden)
        self._set(sted, 2, OVER, anden, Udfald.OVER_ANDEN)
        self._frist(sted, "adbb.team", anden + timedelta(days=14), opfyldt=slut)
        self.kopi.ny(
            Teamsag,
            kommune=self.by.kommune,
            forloeb=sted.forloeb,
            skemaversion=self.teamskema,
            oprettet_at=_kl(anden, 10),
            svar={"begrundelse": "Vi vil støtte samspillet."} if slut else {},
            udfald=["kommunal_indsats"] if slut else [],
            afsluttet_at=_kl(slut, 10) if slut else None,
            afsluttet_by=self.by.plejens_leder.user if slut else None,
        )

    def _over(self, sted: Sted, den: date) -> None:
        """The first time over the cut-off."""
        self._set(sted, 1, OVER, den, Udfald.OVER_FOERSTE)
        self._frist(sted, "adbb.screening", sted.ramme.til, opfyldt=den)

    def _set(self, sted: Sted, nr: int, point: tuple[int, ...], den: date, udfald: Udfald) -> None:
        """A completed screening, and the talk about it: held, or in the last days perhaps still to come."""
        screening = self._screening(sted, nr, point, den, udfald)
        fortalt = den < self.i_dag - timedelta(days=5) or self.lod.random() < 0.7
        self._frist(
            sted, "adbb.resultat", den + timedelta(days=3), trin=str(screening.pk), opfyldt=den if fortalt else None
        )
        for person in sted.nyt.foraeldre if fortalt else ():
            self.kopi.ny(
                Orientering,
                kommune=self.by.kommune,
                barn=sted.nyt.barn,
                person=person,
                anledning=sted.forloeb.anledning,
                trin=str(screening.pk),
                enhed_id=sted.distrikt.enhed.journalenhed_id,
                emne=Emne.RESULTAT,
                maade=Maade.MUNDTLIGT,
                givet_den=den,
                givet_by=sted.distrikt.ansat.user,
                registreret_at=_kl(den, 10),
            )

    def _screening(self, sted: Sted, nr: int, point: tuple[int, ...], den: date, udfald: Udfald | None) -> Screening:
        """A screening; without an outcome it has only been begun, with half of the items."""
        by, hvem = self.by, sted.distrikt.ansat.user
        punkter = dict(zip(PUNKTER, point, strict=True))
        svar = {kode: str(p) for kode, p in list(punkter.items())[: None if udfald else 4]}
        svar["observeret_den"] = den.isoformat()
        kolonner = {
            "observeret_den": den,
            "alder_mdr": sted.nyt.barn.alder_mdr(den),
            "sum": sum(point),
            "over": sum(point) >= by.profil.adbb_graense,
            "udfald": udfald,
            "afsluttet_at": _kl(den, 10),
            "afsluttet_by": hvem,
            "certificering": self.beviser[sted.distrikt.enhed.pk],
            **punkter,
        }
        screening: Screening = self.kopi.ny(
            Screening,
            kommune=by.kommune,
            forloeb=sted.forloeb,
            nr=nr,
            skemaversion=self.skema,
            begyndt_at=_kl(den, 9),
            begyndt_by=hvem,
            graense=by.profil.adbb_graense,
            svar=svar,
            rev=len(svar),
            felt_rev={kode: [antal, ""] for antal, kode in enumerate(svar, 1)},
            gemt_at=_kl(den, 10),
            gemt_by=hvem,
            **(kolonner if udfald else {}),
        )
        return screening

    def _frist(
        self,
        sted: Sted,
        kode: str,
        den: date,
        *,
        trin: str = "",
        opfyldt: date | None = None,
        annulleret: date | None = None,
    ) -> None:
        forfalder_at, heldag = oejeblik(den)
        self.kopi.ny(
            Frist,
            kommune=self.by.kommune,
            kode=kode,
            anledning=sted.forloeb.anledning,
            trin=trin,
            enhed=sted.distrikt.enhed,
            forfalder_at=forfalder_at,
            heldag=heldag,
            oprettet_at=sted.forloeb.oprettet_at,
            opfyldt_at=_kl(opfyldt, 10) if opfyldt else None,
            opfyldt_by=sted.distrikt.ansat.user if opfyldt else None,
            annulleret_at=_kl(annulleret, 10) if annulleret else None,
        )


def _skema(kode: str, by: By) -> Skemaversion:
    version = Skemaversion.objects.gaeldende(kode, by.kommune)
    if version is None:
        raise Skemaversion.DoesNotExist("Skemaerne er ikke indlæst: kør indlaes_skemaer først.")
    return version


def _kl(dag: date, time_: int) -> datetime:
    return make_aware(datetime.combine(dag, time(time_)))
