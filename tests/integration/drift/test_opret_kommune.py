"""The first municipality and its first administrator, made from the command line."""

import pytest
from django.core.management import CommandError, call_command

from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse, Kommune, Log, User

pytestmark = pytest.mark.django_db

ARGUMENTS = {
    "navn": "Nyby Kommune",
    "kode": "999",
    "brugernavn": "adm",
    "person": "Ada Munk",
    "email": "Ada@nyby.example",
}


def test_the_administrator_can_begin(capsys):
    call_command("opret_kommune", **ARGUMENTS)
    user = User.objects.get(username="adm")
    assert (user.kommune.navn, user.email) == ("Nyby Kommune", "ada@nyby.example")
    assert not user.has_usable_password()
    employment = Ansaettelse.objects.get(user=user)
    assert employment.rolle == Rolle.ADMINISTRATOR
    assert Log.objects.filter(haendelse="opsporing.ansaettelse_oprettet").count() == 1
    assert "Glemt adgangskode" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kode": "9999"}, "tre cifre"),
        ({"email": "ada"}, "ikke en e-mailadresse"),
        ({"brugernavn": "ADM", "kode": "998"}, "er taget"),
        ({"brugernavn": "ada"}, "koden 999"),
    ],
)
def test_what_cannot_be_right_makes_nothing(changed, reason):
    call_command("opret_kommune", **ARGUMENTS)
    with pytest.raises(CommandError, match=reason):
        call_command("opret_kommune", **{**ARGUMENTS, **changed})
    assert Kommune.objects.count() == 1
    assert User.objects.count() == 1
