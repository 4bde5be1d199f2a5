"""What the models of the app choose between, with the words for it."""

from django.db import models

from dialogmoeder.rules.adgang import Grund
from dialogmoeder.rules.slags import Fag, Slagskode
from dialogmoeder.rules.tilstande import Moedetilstand, Punkttilstand, Sparringstilstand


class Slags(models.TextChoices):
    """Which kind of meeting. The municipality has its own name for each (`Praksisprofil.moeder`)."""

    DIALOGMOEDE = Slagskode.DIALOGMOEDE.value, "dialogmøde"
    RESSOURCETEAM = Slagskode.RESSOURCETEAM.value, "ressourceteam"
    FOKUSTEAM = Slagskode.FOKUSTEAM.value, "fokusteam"
    ADBB_TEAM = Slagskode.ADBB_TEAM.value, "tværfagligt team efter ADBB"
    NETVAERKSMOEDE = Slagskode.NETVAERKSMOEDE.value, "netværksmøde"
    SPARRINGSMOEDE = Slagskode.SPARRINGSMOEDE.value, "sparringsmøde"


class Fagvalg(models.TextChoices):
    """Whose eyes somebody sees the child with."""

    FORAELDRE = Fag.FORAELDRE.value, "forældre"
    DAGTILBUD = Fag.DAGTILBUD.value, "dagtilbud"
    SUNDHEDSPLEJE = Fag.SUNDHEDSPLEJE.value, "sundhedspleje"
    PPR = Fag.PPR.value, "PPR"
    RAADGIVER = Fag.RAADGIVER.value, "rådgiver"
    ANDRE = Fag.ANDRE.value, "andre"


class Moedestatus(models.TextChoices):
    """Where a meeting is (`Moedetilstand`)."""

    PLANLAGT = Moedetilstand.PLANLAGT.value, "planlagt"
    INDKALDT = Moedetilstand.INDKALDT.value, "indkaldt"
    I_GANG = Moedetilstand.I_GANG.value, "i gang"
    AFHOLDT = Moedetilstand.AFHOLDT.value, "afholdt"
    AFLYST = Moedetilstand.AFLYST.value, "aflyst"


class Punktstatus(models.TextChoices):
    """Where an item is (`Punkttilstand`)."""

    PAA_DAGSORDEN = Punkttilstand.PAA_DAGSORDEN.value, "på dagsordenen"
    BEHANDLET = Punkttilstand.BEHANDLET.value, "talt om"
    UDSAT = Punkttilstand.UDSAT.value, "udsat til næste møde"
    TRUKKET = Punkttilstand.TRUKKET.value, "taget af"


class Sparringsstatus(models.TextChoices):
    """Where a sparring is (`Sparringstilstand`)."""

    STILLET = Sparringstilstand.STILLET.value, "venter på svar"
    BESVARET = Sparringstilstand.BESVARET.value, "besvaret"
    AFSLUTTET = Sparringstilstand.AFSLUTTET.value, "afsluttet"


class Punktart(models.TextChoices):
    """What an item is about."""

    BARN = "barn", "et barn"
    ANONYMT = "anonymt", "et barn uden navn"
    GRUPPE = "gruppe", "en gruppe eller et samspil"


class Forslag(models.TextChoices):
    """Why an item was proposed, or that somebody put it on by hand."""

    VALGT = "valgt", "sat på af en kollega"
    ROED = "roed", "vurderingens alvorligste trin"
    GUL = "gul", "vurderingens midterste trin"
    OPFOELGNING = "opfoelgning", "en opfølgning er forfalden"
    AFTALE = "aftale", "en aftale fra sidste møde"
    UDSAT = "udsat", "blev ikke nået sidst"
    SPARRING = "sparring", "en sparring"
    ADBB = "adbb", "to gange over grænsen i ADBB"


class Punktgrundlag(models.TextChoices):
    """What lets a participant have part in an item: her own unit keeps the child's journal, the parents have said yes,
    the law's room for exchange in the early, preventive cooperation (SSD), or nothing is needed as nobody is named.
    """

    EGEN = Grund.EGEN.value, "arbejder med barnet"
    SAMTYKKE = Grund.SAMTYKKE.value, "forældrenes samtykke"
    SSD = Grund.SSD.value, "lovens adgang til at dele i det tidlige samarbejde"
    ANONYMT = Grund.ANONYMT.value, "punktet er uden navn"
    FORAELDER = Grund.FORAELDER.value, "barnets forælder"


class Sparringsgrundlag(models.TextChoices):
    """What lets an adviser know whom a sparring is about."""

    ANONYMT = "anonymt", "uden navn"
    SAMTYKKE = "samtykke", "forældrenes samtykke"
    SSD = "ssd", "lovens adgang til at dele i det tidlige samarbejde"
