"""A passkey as the browser would have registered it."""

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from opsporing.models import User


def adgangsnoegle(user: User, navn: str = "Min telefon") -> Authenticator:
    """One that could sign in by itself, if anybody held its secret half."""
    ident = f"noegle-{user.pk}".encode().ljust(16, b"-")
    offentlig = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flag = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(
        sha256(b"testserver"), flag, 0, AttestedCredentialData.create(bytes(16), ident, offentlig)
    )
    svar = AuthenticatorAttestationResponse(
        client_data=CollectedClientData.create("webauthn.create", bytes(16), "http://testserver"),
        attestation_object=AttestationObject.create("none", data, {}),
    )
    credential = dict(RegistrationResponse(raw_id=ident, response=svar)) | {"clientExtensionResults": {}}
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": navn, "credential": credential}
    )
