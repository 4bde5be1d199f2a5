"""The rows of the access matrix: who may use each address, and what kind of thing it is about."""

from dataclasses import dataclass
from enum import StrEnum, auto

from opsporing.adgang.roller import Rolle as R


class Maal(StrEnum):
    """What the arguments of an address point at."""

    INTET = auto()
    BARN = auto()
    VURDERING = auto()
    PLADS = auto()
    ANLEDNING = auto()
    HANDLING = auto()
    STUE = auto()
    ENHED = auto()
    BRUGER = auto()
    ANSAETTELSE = auto()
    CERTIFICERING = auto()
    KOLLEGA = auto()
    NOEGLE = auto()
    PROFILVERSION = auto()
    RUNDE = auto()
    SKEMAKODE = auto()
    SKEMAVERSION = auto()
    INDLAESNING = auto()
    INDLAESNINGSART = auto()
    TILBAGEHOLDELSE = auto()
    ORIENTERING = auto()
    TIDLIGERE_BARN = auto()
    BARN_I_KOMMUNEN = auto()
    HISTORIK = auto()
    RUNDE_HER = auto()
    FORLOEB = auto()
    SCREENING = auto()
    SPAERRING = auto()
    OVERGANG = auto()
    BESOEG = auto()
    OVERLEVERING = auto()
    UNDERRETNING = auto()
    UNDERRETNING_SENDT = auto()
    EFTERLADT = auto()
    MODTAGET = auto()
    BREV = auto()
    SKRIDT = auto()
    MODTAGETBILAG = auto()
    MOEDE = auto()
    PUNKT = auto()
    DELTAGER = auto()
    INVITATION = auto()
    BESOEGSBREV = auto()
    TEAMMEDLEM = auto()
    TEAM = auto()
    SPARRING = auto()


@dataclass(frozen=True, slots=True)
class Raekke:
    """One row: the roles that may ever, the kind of target, and the method that is tried."""

    roller: frozenset[R]
    maal: Maal = Maal.INTET
    metode: str = "GET"


ALLE = frozenset(R)
DAGLIG = frozenset({R.PAEDAGOG, R.DAGPLEJER, R.DAGPLEJEKONSULENT, R.SUNDHEDSPLEJERSKE})
LEDERE = frozenset({R.DAGTILBUDSLEDER, R.LEDENDE_SUNDHEDSPLEJERSKE})
ENHEDEN = DAGLIG | LEDERE
OVERBLIK = LEDERE | {R.DAGPLEJEKONSULENT}
INVITERET = frozenset({R.PPR, R.RAADGIVER})
MYNDIGHED = frozenset({R.SOCIALRAADGIVER, R.MYNDIGHEDSLEDER})
MED_BOERN = ENHEDEN | INVITERET | MYNDIGHED
ADMIN = frozenset({R.ADMINISTRATOR})
DATA = frozenset({R.DATABESKYTTELSE})
TAL = frozenset({R.FORVALTNING})
MYNDIGHEDENS_LEDELSE = frozenset({R.MYNDIGHEDSLEDER})
UNDERRETNINGSTAL = TAL | MYNDIGHEDENS_LEDELSE
PLEJEN = frozenset({R.SUNDHEDSPLEJERSKE})
PLEJENS_LEDELSE = frozenset({R.LEDENDE_SUNDHEDSPLEJERSKE})
SUNDHEDSPLEJEN = PLEJEN | PLEJENS_LEDELSE
I_MOEDER = MED_BOERN
MOEDELEDERE = OVERBLIK
SPOERGERE = ENHEDEN
RAADGIVERE = INVITERET

#: Open to everybody, signed in or not.
OFFENTLIGE = {
    "sundhed",
    "sundhed_job",
    "komponenter",
    "hvad_logges",
    "tilgaengelighed",
    "hjaelp",
    "demo_login",
    "account_login",
    "account_inactive",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

MATRIX: dict[str, Raekke] = {
    # Every signed-in person
    "i_dag": Raekke(ALLE),
    "paamindelser": Raekke(ALLE),
    "paamindelser_laes": Raekke(ALLE, metode="POST"),
    "konto": Raekke(ALLE),
    "session_hold": Raekke(ALLE, metode="POST"),
    "skift_enhed": Raekke(ALLE, metode="POST"),
    "log_ud_overalt": Raekke(ALLE, metode="POST"),
    "totrin_kraeves": Raekke(ALLE),
    "account_reauthenticate": Raekke(ALLE),
    "account_change_password": Raekke(ALLE),
    "account_set_password": Raekke(ALLE),
    "mfa_reauthenticate": Raekke(ALLE),
    "mfa_reauthenticate_webauthn": Raekke(ALLE),
    "mfa_index": Raekke(ALLE),
    "mfa_activate_totp": Raekke(ALLE),
    "mfa_deactivate_totp": Raekke(ALLE),
    "mfa_list_webauthn": Raekke(ALLE),
    "mfa_add_webauthn": Raekke(ALLE),
    "mfa_edit_webauthn": Raekke(ALLE, Maal.NOEGLE),
    "mfa_remove_webauthn": Raekke(ALLE, Maal.NOEGLE),
    "mfa_view_recovery_codes": Raekke(ALLE),
    "mfa_generate_recovery_codes": Raekke(ALLE),
    # Children
    "barn": Raekke(MED_BOERN, Maal.BARN),
    "boern": Raekke(ENHEDEN | MYNDIGHED),
    "barn_svangerskab": Raekke(SUNDHEDSPLEJEN, Maal.BARN),
    "barn_cpr": Raekke(ENHEDEN | MYNDIGHED, Maal.BARN, "POST"),
    "stue": Raekke(ENHEDEN),
    "stue_vis": Raekke(ENHEDEN, Maal.STUE),
    "barn_sammenlign": Raekke(ENHEDEN | INVITERET, Maal.BARN),
    # Trivselsvurdering
    "trivsel:handleguide": Raekke(ENHEDEN | INVITERET),
    "trivsel:ny": Raekke(DAGLIG, Maal.BARN, "POST"),
    "trivsel:vurdering": Raekke(ENHEDEN | INVITERET, Maal.VURDERING),
    "trivsel:udskriv": Raekke(ENHEDEN, Maal.VURDERING),
    "trivsel:ret": Raekke(ENHEDEN, Maal.VURDERING),
    "trivsel:egen": Raekke(DAGLIG, Maal.VURDERING),
    "trivsel:egen_gem": Raekke(DAGLIG, Maal.VURDERING, "POST"),
    "trivsel:egen_loes": Raekke(DAGLIG, Maal.VURDERING, "POST"),
    "trivsel:egen_genaabn": Raekke(DAGLIG, Maal.VURDERING, "POST"),
    "trivsel:egen_fritag": Raekke(LEDERE, Maal.PLADS),
    "trivsel:faelles": Raekke(ENHEDEN, Maal.VURDERING),
    "trivsel:faelles_stilling": Raekke(ENHEDEN, Maal.VURDERING),
    "trivsel:faelles_gem": Raekke(ENHEDEN, Maal.VURDERING, "POST"),
    "trivsel:faelles_loes": Raekke(ENHEDEN, Maal.VURDERING, "POST"),
    # ADBB: sundhedsplejen alone
    "adbb:liste": Raekke(SUNDHEDSPLEJEN),
    "adbb:tal": Raekke(PLEJENS_LEDELSE),
    "adbb:certifikater": Raekke(PLEJENS_LEDELSE),
    "adbb:certificer": Raekke(PLEJENS_LEDELSE, Maal.KOLLEGA),
    "adbb:supervision": Raekke(PLEJENS_LEDELSE),
    "adbb:supervision_ny": Raekke(PLEJENS_LEDELSE),
    "adbb:mit": Raekke(SUNDHEDSPLEJEN),
    "adbb:ny": Raekke(PLEJEN, Maal.BARN, "POST"),
    "adbb:forloeb": Raekke(SUNDHEDSPLEJEN, Maal.FORLOEB),
    "adbb:undlad": Raekke(PLEJEN, Maal.FORLOEB),
    "adbb:screening": Raekke(PLEJEN, Maal.FORLOEB),
    "adbb:screening_stilling": Raekke(PLEJEN, Maal.FORLOEB),
    "adbb:screening_gem": Raekke(PLEJEN, Maal.FORLOEB, "POST"),
    "adbb:screening_loes": Raekke(PLEJEN, Maal.FORLOEB, "POST"),
    "adbb:screening_vis": Raekke(SUNDHEDSPLEJEN, Maal.SCREENING),
    "adbb:screening_ret": Raekke(PLEJEN, Maal.SCREENING),
    "adbb:ord": Raekke(PLEJEN, Maal.SCREENING),
    "adbb:ord_udskriv": Raekke(SUNDHEDSPLEJEN, Maal.SCREENING),
    "adbb:team": Raekke(SUNDHEDSPLEJEN, Maal.FORLOEB),
    "adbb:team_gem": Raekke(SUNDHEDSPLEJEN, Maal.FORLOEB, "POST"),
    "adbb:team_loes": Raekke(SUNDHEDSPLEJEN, Maal.FORLOEB, "POST"),
    # Overgange: at the place the child leaves
    "overgange:liste": Raekke(ENHEDEN),
    "overgange:ny": Raekke(ENHEDEN, Maal.BARN),
    "overgange:overgang": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:skema": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:skema_gem": Raekke(ENHEDEN, Maal.OVERGANG, "POST"),
    "overgange:skema_loes": Raekke(ENHEDEN, Maal.OVERGANG, "POST"),
    "overgange:samtykke": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:vurderinger": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:forhaandsvis": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:overlever": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:flyt": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:aflys": Raekke(ENHEDEN, Maal.OVERGANG, "POST"),
    "overgange:sagt": Raekke(ENHEDEN, Maal.OVERGANG, "POST"),
    "overgange:genaabn": Raekke(ENHEDEN, Maal.OVERGANG, "POST"),
    "overgange:udelad": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:traek": Raekke(ENHEDEN, Maal.OVERGANG),
    "overgange:svar": Raekke(ENHEDEN, Maal.OVERGANG, "POST"),
    "overgange:udskriv": Raekke(ENHEDEN, Maal.OVERGANG),
    # Overgange: the visit, and what other places have handed over
    "overgange:modtagne": Raekke(ENHEDEN),
    "overgange:overlevering": Raekke(ENHEDEN, Maal.OVERLEVERING),
    "overgange:overlevering_udskriv": Raekke(ENHEDEN, Maal.OVERLEVERING),
    "overgange:kvitter": Raekke(ENHEDEN, Maal.OVERLEVERING, "POST"),
    "overgange:stop_set": Raekke(ENHEDEN, Maal.OVERLEVERING, "POST"),
    "overgange:makuleret": Raekke(ENHEDEN, Maal.OVERLEVERING, "POST"),
    "overgange:modtaget_traek": Raekke(ENHEDEN, Maal.OVERLEVERING),
    "overgange:spoerg": Raekke(ENHEDEN, Maal.OVERLEVERING, "POST"),
    "overgange:foelg_op": Raekke(ENHEDEN, Maal.OVERLEVERING),
    "overgange:besoeg": Raekke(ENHEDEN, Maal.BESOEG),
    "overgange:besoeg_gem": Raekke(ENHEDEN, Maal.BESOEG, "POST"),
    "overgange:besoeg_loes": Raekke(ENHEDEN, Maal.BESOEG, "POST"),
    "overgange:besoeg_planlaeg": Raekke(ENHEDEN, Maal.BESOEG),
    "overgange:besoeg_afslut": Raekke(ENHEDEN, Maal.BESOEG),
    "overgange:besoeg_foelg_op": Raekke(ENHEDEN, Maal.BESOEG, "POST"),
    "overgange:besoeg_invitation": Raekke(ENHEDEN, Maal.BESOEGSBREV),
    "overgange:besoeg_kalender": Raekke(ENHEDEN, Maal.BESOEG),
    "overgange:tal": Raekke(OVERBLIK | TAL),
    "overgange:tal_udskriv": Raekke(OVERBLIK | TAL),
    "overgange:tal_hent": Raekke(OVERBLIK | TAL),
    # Received underretninger
    "underretning:indbakke": Raekke(MYNDIGHED),
    "underretning:sager": Raekke(MYNDIGHED),
    "underretning:efterladt": Raekke(MYNDIGHED, Maal.EFTERLADT),
    "underretning:registrer": Raekke(MYNDIGHED),
    "underretning:modtaget": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:bilag_vis": Raekke(MYNDIGHED, Maal.MODTAGETBILAG),
    "underretning:tag": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:vurder": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:udkast": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:oplys": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:afgoer": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:luk": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:aaben_igen": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:mistanke": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:overdrag": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:oversend": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:oversendt_udskriv": Raekke(MYNDIGHED, Maal.MODTAGET),
    # Underretninger in numbers
    # Underretning: the writer's side. A colleague's draft is no page to anybody else.
    "underretning:mine": Raekke(MED_BOERN),
    "underretning:ny": Raekke(MED_BOERN),
    "underretning:ny_om": Raekke(MED_BOERN, Maal.BARN),
    "underretning:skriv": Raekke(MED_BOERN, Maal.UNDERRETNING),
    "underretning:ramme": Raekke(MED_BOERN, Maal.UNDERRETNING),
    "underretning:skriv_gem": Raekke(MED_BOERN, Maal.UNDERRETNING, "POST"),
    "underretning:skriv_loes": Raekke(MED_BOERN, Maal.UNDERRETNING, "POST"),
    "underretning:bilag": Raekke(MED_BOERN, Maal.UNDERRETNING),
    "underretning:kasser": Raekke(MED_BOERN, Maal.UNDERRETNING),
    "underretning:tag_med": Raekke(MED_BOERN, Maal.UNDERRETNING, "POST"),
    "underretning:genoptag": Raekke(MED_BOERN, Maal.UNDERRETNING, "POST"),
    "underretning:send": Raekke(MED_BOERN, Maal.UNDERRETNING),
    "underretning:sendt": Raekke(MED_BOERN, Maal.UNDERRETNING_SENDT),
    "underretning:kvittering": Raekke(MED_BOERN, Maal.UNDERRETNING_SENDT),
    "underretning:udskriv": Raekke(MED_BOERN, Maal.UNDERRETNING_SENDT),
    "underretning:aflever": Raekke(MED_BOERN, Maal.UNDERRETNING_SENDT, "POST"),
    "underretning:tal": Raekke(UNDERRETNINGSTAL),
    "underretning:tal_udskriv": Raekke(UNDERRETNINGSTAL),
    "underretning:tal_csv": Raekke(UNDERRETNINGSTAL),
    "underretning:tal_raekker": Raekke(MYNDIGHEDENS_LEDELSE),
    # Around a received underretning
    "underretning:brev": Raekke(MYNDIGHED, Maal.BREV),
    "underretning:brev_udskriv": Raekke(MYNDIGHED, Maal.BREV),
    "underretning:brev_sendt": Raekke(MYNDIGHED, Maal.BREV, "POST"),
    "underretning:brev_undlad": Raekke(MYNDIGHED, Maal.BREV, "POST"),
    "underretning:genvurdering": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:genvurdering_begynd": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:genvurdering_afslut": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:samtale": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:samtale_registrer": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:samtale_undlad": Raekke(MYNDIGHED, Maal.MODTAGET, "POST"),
    "underretning:skridt": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:skridt_familie": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:skridt_udskriv": Raekke(MYNDIGHED, Maal.MODTAGET),
    "underretning:skridt_klar": Raekke(MYNDIGHED, Maal.SKRIDT, "POST"),
    "underretning:skridt_fortryd": Raekke(MYNDIGHED, Maal.SKRIDT, "POST"),
    "underretning:skridt_fjern": Raekke(MYNDIGHED, Maal.SKRIDT, "POST"),
    "underretning:skridt_flyt": Raekke(MYNDIGHED, Maal.SKRIDT, "POST"),
    # One item on a meeting
    "dialogmoeder:punkt": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:forbered": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:forbered_gem": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:forbered_loes": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:grundlag": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:luk": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:foraeldre": Raekke(ENHEDEN, Maal.PUNKT),
    "dialogmoeder:foraeldre_svar": Raekke(ENHEDEN, Maal.PUNKT, "POST"),
    "dialogmoeder:foraeldre_tid": Raekke(ENHEDEN, Maal.PUNKT, "POST"),
    "dialogmoeder:foraeldre_traek": Raekke(ENHEDEN, Maal.PUNKT, "POST"),
    "dialogmoeder:invitation_udskriv": Raekke(ENHEDEN, Maal.INVITATION),
    "dialogmoeder:invitation_giv": Raekke(ENHEDEN, Maal.INVITATION, "POST"),
    "dialogmoeder:foraeldre_fortryd": Raekke(ENHEDEN, Maal.PUNKT, "POST"),
    # Meetings: planned
    "dialogmoeder:liste": Raekke(I_MOEDER),
    "dialogmoeder:moede_ny": Raekke(MOEDELEDERE),
    "dialogmoeder:moede": Raekke(I_MOEDER, Maal.MOEDE),
    "dialogmoeder:moede_ret": Raekke(MOEDELEDERE, Maal.MOEDE),
    "dialogmoeder:aflys": Raekke(MOEDELEDERE, Maal.MOEDE),
    "dialogmoeder:indkald": Raekke(MOEDELEDERE, Maal.MOEDE, "POST"),
    "dialogmoeder:kommer": Raekke(I_MOEDER, Maal.MOEDE, "POST"),
    "dialogmoeder:kalender": Raekke(I_MOEDER, Maal.MOEDE),
    "dialogmoeder:deltagere": Raekke(MOEDELEDERE, Maal.MOEDE),
    "dialogmoeder:deltager_tag_af": Raekke(MOEDELEDERE, Maal.DELTAGER),
    "dialogmoeder:stedfortraeder": Raekke(I_MOEDER, Maal.DELTAGER),
    "dialogmoeder:vaelg_moede": Raekke(I_MOEDER, Maal.BARN),
    "dialogmoeder:dagsorden": Raekke(I_MOEDER, Maal.MOEDE),
    "dialogmoeder:saet_paa": Raekke(I_MOEDER, Maal.MOEDE, "POST"),
    "dialogmoeder:punkt_flyt": Raekke(MOEDELEDERE, Maal.PUNKT, "POST"),
    "dialogmoeder:punkt_ret": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:punkt_traek": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:saet_paa_igen": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:team_ny": Raekke(MOEDELEDERE),
    "dialogmoeder:team": Raekke(I_MOEDER, Maal.TEAM),
    "dialogmoeder:team_ret": Raekke(MOEDELEDERE, Maal.TEAM),
    "dialogmoeder:team_nedlaeg": Raekke(MOEDELEDERE, Maal.TEAM, "POST"),
    "dialogmoeder:medlem_tilfoej": Raekke(MOEDELEDERE, Maal.TEAM, "POST"),
    "dialogmoeder:serie": Raekke(MOEDELEDERE, Maal.TEAM),
    "dialogmoeder:medlem_afslut": Raekke(MOEDELEDERE, Maal.TEAMMEDLEM),
    # Sparring
    "dialogmoeder:sparringer": Raekke(SPOERGERE | RAADGIVERE),
    "dialogmoeder:sparring_ny": Raekke(SPOERGERE),
    "dialogmoeder:sparring": Raekke(SPOERGERE | RAADGIVERE, Maal.SPARRING),
    "dialogmoeder:svar": Raekke(RAADGIVERE, Maal.SPARRING, "POST"),
    "dialogmoeder:tag": Raekke(RAADGIVERE, Maal.SPARRING, "POST"),
    "dialogmoeder:spoerg_igen": Raekke(SPOERGERE, Maal.SPARRING, "POST"),
    "dialogmoeder:afslut_sparring": Raekke(SPOERGERE, Maal.SPARRING, "POST"),
    "dialogmoeder:traek_sparring": Raekke(SPOERGERE, Maal.SPARRING, "POST"),
    "dialogmoeder:til_dagsorden": Raekke(SPOERGERE, Maal.SPARRING),
    # Evaluations, and meetings in numbers
    "dialogmoeder:evaluer": Raekke(I_MOEDER, Maal.MOEDE),
    "dialogmoeder:tal": Raekke(MOEDELEDERE | TAL),
    "dialogmoeder:tal_udskriv": Raekke(MOEDELEDERE | TAL),
    "dialogmoeder:tal_hent": Raekke(MOEDELEDERE | TAL),
    # Handlinger
    "handling:opret": Raekke(ENHEDEN, Maal.ANLEDNING),
    "handling:vis": Raekke(MED_BOERN, Maal.HANDLING),
    "handling:ret": Raekke(ENHEDEN, Maal.HANDLING),
    "handling:foelg_op": Raekke(MED_BOERN, Maal.HANDLING),
    # The administrator
    "enheder": Raekke(ADMIN),
    "enhed_opret": Raekke(ADMIN, Maal.ENHED),
    "enhed_ret": Raekke(ADMIN, Maal.ENHED),
    "enhed_nedlaeg": Raekke(ADMIN, Maal.ENHED, "POST"),
    "enhed_genaabn": Raekke(ADMIN, Maal.ENHED, "POST"),
    "enhed_modtager": Raekke(ADMIN, Maal.ENHED, "POST"),
    "kommune": Raekke(ADMIN),
    "brugere": Raekke(ADMIN),
    "bruger_opret": Raekke(ADMIN),
    "bruger": Raekke(ADMIN, Maal.BRUGER),
    "bruger_ansaet": Raekke(ADMIN, Maal.BRUGER, "POST"),
    "bruger_certificer": Raekke(ADMIN, Maal.BRUGER, "POST"),
    "bruger_deaktiver": Raekke(ADMIN, Maal.BRUGER, "POST"),
    "bruger_genaktiver": Raekke(ADMIN, Maal.BRUGER, "POST"),
    "bruger_nulstil_totrin": Raekke(ADMIN, Maal.BRUGER, "POST"),
    "bruger_send_link": Raekke(ADMIN, Maal.BRUGER, "POST"),
    "ansaettelse_afslut": Raekke(ADMIN, Maal.ANSAETTELSE),
    "certificering_afslut": Raekke(ADMIN, Maal.CERTIFICERING, "POST"),
    "profil": Raekke(ADMIN),
    "profil_historik": Raekke(ADMIN),
    "lovgrundlag": Raekke(ADMIN),
    "profil_version": Raekke(ADMIN, Maal.PROFILVERSION),
    "runder": Raekke(ADMIN),
    "runde_ny": Raekke(ADMIN),
    "runde_ret": Raekke(ADMIN, Maal.RUNDE),
    "skemaer:liste": Raekke(ADMIN),
    "skemaer:skema": Raekke(ADMIN, Maal.SKEMAKODE),
    "skemaer:opret": Raekke(ADMIN, Maal.SKEMAKODE),
    "skemaer:vis": Raekke(ADMIN, Maal.SKEMAVERSION),
    "skemaer:toml": Raekke(ADMIN, Maal.SKEMAVERSION),
    "skemaer:ret": Raekke(ADMIN, Maal.SKEMAVERSION),
    "skemaer:publicer": Raekke(ADMIN, Maal.SKEMAVERSION, "POST"),
    "skemaer:udgaa": Raekke(ADMIN, Maal.SKEMAVERSION, "POST"),
    "skemaer:slet": Raekke(ADMIN, Maal.SKEMAVERSION, "POST"),
    # What the parents know
    "orientering:stue": Raekke(ENHEDEN, Maal.STUE),
    "orientering:breve": Raekke(ENHEDEN, Maal.STUE),
    "orientering:barn": Raekke(ENHEDEN, Maal.BARN),
    "orientering:brev": Raekke(ENHEDEN, Maal.BARN),
    "orientering:resultat": Raekke(ENHEDEN, Maal.ANLEDNING),
    "orientering:fortryd": Raekke(ENHEDEN, Maal.ORIENTERING, "POST"),
    # What the parents must not know
    "spaerringer": Raekke(MYNDIGHED),
    "spaerring": Raekke(MYNDIGHED, Maal.SPAERRING),
    "spaerring_bekraeft": Raekke(MYNDIGHED, Maal.SPAERRING, "POST"),
    "spaerring_ophaev": Raekke(MYNDIGHED, Maal.SPAERRING, "POST"),
    # The leader
    "leder": Raekke(OVERBLIK),
    "leder_forsinket": Raekke(OVERBLIK),
    "leder_faldende": Raekke(OVERBLIK),
    "leder_aftaler": Raekke(OVERBLIK),
    "leder_daekning": Raekke(OVERBLIK),
    "leder_refleksion": Raekke(OVERBLIK, Maal.RUNDE_HER),
    "leder_udskriv": Raekke(OVERBLIK),
    "arkiv": Raekke(LEDERE),
    "arkiv_barn": Raekke(LEDERE, Maal.TIDLIGERE_BARN),
    "arkiv_aabn": Raekke(LEDERE, Maal.TIDLIGERE_BARN),
    "tal": Raekke(TAL),
    "tal_csv": Raekke(TAL),
    # Files that come in
    "indlaesninger": Raekke(ADMIN),
    "indlaesning_ny": Raekke(ADMIN),
    "indlaesning_kolonner": Raekke(ADMIN),
    "indlaesning_eksempel": Raekke(ADMIN, Maal.INDLAESNINGSART),
    "indlaesning": Raekke(ADMIN, Maal.INDLAESNING),
    "indlaesning_fremdrift": Raekke(ADMIN, Maal.INDLAESNING),
    "indlaesning_svar": Raekke(ADMIN, Maal.INDLAESNING, "POST"),
    "indlaesning_udfoer": Raekke(ADMIN, Maal.INDLAESNING, "POST"),
    "indlaesning_kasser": Raekke(ADMIN, Maal.INDLAESNING, "POST"),
    # Data protection
    "log": Raekke(DATA),
    "log_find_barn": Raekke(DATA, metode="POST"),
    "log_udskriv": Raekke(DATA, Maal.BARN_I_KOMMUNEN),
    "historik": Raekke(DATA, Maal.HISTORIK),
    "opbevaring": Raekke(DATA),
    "opbevaring_slet": Raekke(DATA, metode="POST"),
    "tilbageholdelser": Raekke(DATA),
    "tilbageholdelse_ophaev": Raekke(DATA, Maal.TILBAGEHOLDELSE, "POST"),
    # Holding a meeting, and after it
    "dialogmoeder:hold": Raekke(MOEDELEDERE, Maal.MOEDE),
    "dialogmoeder:begynd": Raekke(MOEDELEDERE, Maal.MOEDE, "POST"),
    "dialogmoeder:fremmoede": Raekke(MOEDELEDERE, Maal.MOEDE, "POST"),
    "dialogmoeder:afslut": Raekke(MOEDELEDERE, Maal.MOEDE),
    "dialogmoeder:tag_fat": Raekke(MOEDELEDERE, Maal.PUNKT, "POST"),
    "dialogmoeder:behandl": Raekke(MOEDELEDERE, Maal.PUNKT, "POST"),
    "dialogmoeder:udsaet": Raekke(MOEDELEDERE, Maal.PUNKT, "POST"),
    "dialogmoeder:kald_ind": Raekke(MOEDELEDERE, Maal.PUNKT),
    "dialogmoeder:referat": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:referat_gem": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:referat_loes": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:referat_udskriv": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:ark": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:ark_vaelg": Raekke(I_MOEDER, Maal.PUNKT, "POST"),
    "dialogmoeder:aftale": Raekke(ENHEDEN, Maal.PUNKT),
    "dialogmoeder:fortaeller": Raekke(ENHEDEN, Maal.PUNKT, "POST"),
    "dialogmoeder:rettelse": Raekke(I_MOEDER, Maal.PUNKT),
    "dialogmoeder:foraeldreudgave": Raekke(ENHEDEN, Maal.PUNKT),
    "dialogmoeder:foraeldreudgave_udskriv": Raekke(ENHEDEN, Maal.PUNKT),
}
