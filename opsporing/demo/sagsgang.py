"""What familieafdelingen does about one underretning, a step at a time, through the product's own actions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from opsporing.adgang.roller import Rolle
from opsporing.demo import besvarelse
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.modtagelse import ord_om, samling, socialraadgiver
from opsporing.demo.opbygning import BAKKEBY_KODE
from opsporing.demo.tilfaelde import andel, valg
from opsporing.demo.verden import Verden
from opsporing.models import Kommune, User
from opsporing.tid import dato
from underretning.actions import behandl, genvurdering, samtale, skridt, videre
from underretning.actions import brev as breve
from underretning.models import Brev, Brevart, Modtaget, Overgreb, Skridt, Tilbagemelding, Udfald
from underretning.models.behandling import Sendemaade
from underretning.permissions_behandling import hvorfor_intet_brev, modtager_af
from underretning.rules.samtale import Grund
from underretning.rules.tilstande import Tilstand

#: A step: days after it was received, and what is done (`GOER`), with what belongs to it after a colon.
Trin = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Sagsgang:
    """One underretning on its way. Whoever is responsible for it acts; before that, whoever is there."""

    verden: Verden
    modtaget: Modtaget
    nu: datetime

    @property
    def noegle(self) -> tuple[object, ...]:
        """What chance knows it by."""
        return besvarelse.noegle(self.modtaget.barn), dato(self.modtaget.modtaget_at)

    @property
    def by(self) -> User:
        """The one who acts, under the employment she has now."""
        hende = self.modtaget.ansvarlig
        if hende is None:
            return self._en()
        rolle = Rolle.MYNDIGHEDSLEDER if hende.username == "myndighedsleder" else Rolle.SOCIALRAADGIVER
        return self.verden.kolleger.med_rolle(rolle, self.nu, hende.username)

    def _en(self) -> User:
        return socialraadgiver(self.verden.kolleger, self.nu, *self.noegle)

    def vurder(self, hvor: str) -> None:
        """Assess it; `akut`, or `hjaelp` for a child with help running."""
        slags = "vurdering_akut" if hvor == "akut" else "vurdering_ventet" if self.modtaget.ufoedt else "vurdering"
        barn = self.modtaget.barn
        behandl.vurder(
            modtaget=self.modtaget,
            rev=self.modtaget.rev,
            akut=hvor == "akut",
            vurdering=ord_om(slags, barn, *self.noegle),
            akut_handling=ord_om("akut_handling", barn, *self.noegle) if hvor == "akut" else "",
            hjaelp_i_gang=True if hvor == "hjaelp" else None,
            by=self._en(),
            nu=self.nu,
        )

    def oplys(self, hvad: str) -> None:
        """Note the step on indsatstrappen and the causes (`3 12,14`)."""
        behandl.oplys(
            modtaget=self.modtaget, rev=self.modtaget.rev, oplysninger=_oplysninger(hvad), by=self.by, nu=self.nu
        )

    def politi(self, _: str) -> None:
        """Note that the police take part."""
        behandl.oplys(
            modtaget=self.modtaget,
            rev=self.modtaget.rev,
            oplysninger=behandl.Oplysninger(politi_eller_sundhed=True),
            by=self.by,
            nu=self.nu,
        )

    def afgoer(self, hvad: str) -> None:
        """Decide what follows, and note what is known by then (`screening 1 12,14`)."""
        udfald, _, oplysninger = hvad.partition(" ")
        behandl.afgoer(
            modtaget=self.modtaget,
            rev=self.modtaget.rev,
            udfald=udfald,
            afgoerelse=ord_om(f"afgoerelse_{udfald}", self.modtaget.barn, *self.noegle),
            oplysninger=_oplysninger(oplysninger)
            if oplysninger
            else behandl.Oplysninger(hjaelp_i_gang=bool(self.modtaget.hjaelp_i_gang)),
            by=self.by,
            nu=self.nu,
        )

    def kvitter(self, _: str) -> None:
        """Send the receipt."""
        self._skriv(Brevart.KVITTERING)

    def svar(self, _: str) -> None:
        """Tell the professional whether something was started."""
        if self.modtaget.udfald == Udfald.INGEN:
            valgt = Tilbagemelding.I_FORVEJEN if self.modtaget.hjaelp_i_gang else Tilbagemelding.IKKE_IGANGSAT
        else:
            valgt = Tilbagemelding.IGANGSAT
        self._skriv(Brevart.TILBAGEMELDING, valgt)

    def _skriv(self, art: Brevart, valgt: str = "") -> None:
        if Brev.objects.filter(modtaget=self.modtaget, art=art).exists():
            return
        if hvorfor_intet_brev(self.modtaget, art, modtager_af(self.modtaget)):
            if art == Brevart.KVITTERING and not self.modtaget.anonym:
                raise ValueError("Alle, der siger deres navn, får en kvittering.")
            return
        tilfoejelse = ""
        if valgt == Tilbagemelding.IGANGSAT and andel("tilføjelse", *self.noegle) < 0.4:
            tilfoejelse = valg(samling()["ord"]["tilfoejelse"], *self.noegle)
        brev = breve.dan_brev(
            modtaget=self.modtaget, art=art, valg=valgt, tilfoejelse=tilfoejelse, by=self.by, nu=self.nu
        )
        om_lidt = self.nu + timedelta(minutes=9)
        breve.note_sendt(brev=brev, maade=Sendemaade.DIGITAL_POST, by=self.by, nu=om_lidt)

    def tal_med_barnet(self, _: str) -> None:
        """A talk without the parents."""
        samtale.registrer_samtale(
            modtaget=self.modtaget,
            holdt_den=dato(self.nu),
            uden=True,
            hvem=ord_om("samtale_hvem", self.modtaget.barn),
            notat=ord_om("samtale", self.modtaget.barn, *self.noegle),
            by=self.by,
            nu=self.nu,
        )

    def undlad_samtale(self, _: str) -> None:
        """No talk, with the reason."""
        samtale.undlad_samtale(
            modtaget=self.modtaget,
            grund=Grund.MODENHED,
            hvorfor=ord_om("undladt", self.modtaget.barn, *self.noegle),
            by=self.by,
            nu=self.nu,
        )

    def begynd_genvurdering(self, _: str) -> None:
        """The one responsible looks at it anew together with her leader and a colleague, if there is one."""
        kolleger = self.verden.kolleger
        alle = {user.pk: user for user in (self.by, *self._de_andre())}
        leder = kolleger.med_rolle(Rolle.MYNDIGHEDSLEDER, self.nu, "myndighedsleder")
        alle[leder.pk] = leder
        genvurdering.begynd_genvurdering(modtaget=self.modtaget, deltagere=list(alle.values()), by=self.by, nu=self.nu)

    def _de_andre(self) -> list[User]:
        navne = ("socialraadgiver", "alde")
        return [self.verden.kolleger.med_rolle(Rolle.SOCIALRAADGIVER, self.nu, navn) for navn in navne]

    def afslut_genvurdering(self, passer: str) -> None:
        """They agree on whether the help is the right one (`ja`)."""
        nr = 1 if passer == "ja" else 0
        genvurdering.afslut_genvurdering(
            modtaget=self.modtaget,
            passer=passer == "ja",
            konklusion=samling()["ord"]["genvurdering"][nr],
            by=self.by,
            nu=self.nu,
        )

    def aftal_skridt(self, _: str) -> None:
        """Agree with the parents on who does what."""
        for et in samling()["skridt"]:
            skridt.aftal_skridt(
                modtaget=self.modtaget,
                tekst=et["tekst"],
                hvem=et["hvem"],
                senest_den=dato(self.nu) + timedelta(days=et["dage"]),
                by=self.by,
                nu=self.nu,
            )

    def klar_skridt(self, antal: str) -> None:
        """Tick the first ones off."""
        for et in Skridt.objects.filter(modtaget=self.modtaget).order_by("nr")[: int(antal)]:
            skridt.klar_skridt(skridt=et, by=self.by, nu=self.nu)

    def overdrag(self, til: str) -> None:
        """Hand it to a colleague, or to the one people can sign in as where that colleague has it."""
        if self.modtaget.ansvarlig is not None and self.modtaget.ansvarlig.username == til:
            til = "socialraadgiver"
        videre.overdrag(
            modtaget=self.modtaget,
            rev=self.modtaget.rev,
            til=self.verden.kolleger.med_rolle(Rolle.SOCIALRAADGIVER, self.nu, til),
            besked=ord_om("overdraget", self.modtaget.barn),
            by=self.by,
            nu=self.nu,
        )

    def oversend(self, _: str) -> None:
        """Send it to the neighbour, where the family lives now."""
        videre.oversend(
            modtaget=self.modtaget,
            rev=self.modtaget.rev,
            til=Kommune.objects.get(kode=BAKKEBY_KODE),
            sammenfatning=ord_om("oversendt", self.modtaget.barn),
            by=self.by,
            nu=self.nu,
        )

    def luk(self, _: str) -> None:
        """Nothing more is to be done."""
        behandl.luk(modtaget=self.modtaget, rev=self.modtaget.rev, by=self.by, nu=self.nu)

    def goer_faerdig(self, _: str) -> None:
        """Whatever is left of it, as it stands now: a kept demo goes on from what somebody at the screen has done."""
        if self.modtaget.status == Tilstand.VURDERET:
            self._goer_klar()
            self.afgoer(self.modtaget.udfald or valg(("ingen", "screening"), "udfald", *self.noegle))
        elif self.modtaget.status == Tilstand.AFGJORT:
            self.kvitter("")
            self.svar("")
            self._goer_klar()
            self.modtaget.refresh_from_db()
            self.luk("")

    def _goer_klar(self) -> None:
        """What the law asks for before it is decided or closed."""
        mistanke = self.modtaget.overgreb != Overgreb.NEJ and not self.modtaget.ufoedt
        if mistanke and not self.modtaget.samtaler.exists():
            self.tal_med_barnet("")
        if self.modtaget.hjaelp_i_gang and self.modtaget.status == Tilstand.VURDERET:
            begyndt = getattr(self.modtaget, "genvurdering", None)
            if begyndt is None:
                self.begynd_genvurdering("")
            if begyndt is None or begyndt.afsluttet_at is None:
                self.afslut_genvurdering("nej")
            self.modtaget.refresh_from_db()


def _oplysninger(hvad: str) -> behandl.Oplysninger:
    """Step and causes. From the third step help is running."""
    trin, _, aarsager = hvad.partition(" ")
    return behandl.Oplysninger(
        hjaelp_i_gang=int(trin) > 2, trin=int(trin), aarsager=aarsager.split(",") if aarsager else []
    )


#: What a step is called, and what it does.
GOER: dict[str, Callable[[Sagsgang, str], None]] = {
    navn: getattr(Sagsgang, navn)
    for navn in (
        *("vurder", "oplys", "politi", "afgoer", "kvitter", "svar", "tal_med_barnet", "undlad_samtale"),
        *("begynd_genvurdering", "afslut_genvurdering", "aftal_skridt", "klar_skridt", "overdrag", "oversend"),
        *("luk", "goer_faerdig"),
    )
}


def planlaeg_trin(verden: Verden, modtaget: Modtaget, trin: Sequence[Trin]) -> None:
    """Put the first of the steps on the list; each puts the next there."""
    if trin:
        om_dage, hvad = trin[0]
        dag = dato(modtaget.modtaget_at) + timedelta(days=om_dage)
        hvornaar = arbejdstid(dag, hvad, besvarelse.noegle(modtaget.barn), dato(modtaget.modtaget_at))
        hvornaar = max(hvornaar, modtaget.registreret_at + timedelta(minutes=35))
        verden.dagsorden.tilfoej(hvornaar, partial(_tag_trin, verden, modtaget.pk, tuple(trin)))


def _tag_trin(verden: Verden, pk: int, trin: Sequence[Trin], nu: datetime) -> None:
    modtaget = (
        Modtaget.objects.select_related("anledning", "enhed__kommune__profil", "barn__mor", "ansvarlig", "kommune")
        .filter(pk=pk)
        .first()
    )
    if modtaget is None or modtaget.status in (Tilstand.LUKKET, Tilstand.OVERSENDT):
        return
    navn, _, hvad = trin[0][1].partition(":")
    GOER[navn](Sagsgang(verden, modtaget, nu), hvad)
    planlaeg_trin(verden, modtaget, trin[1:])
