"""`manage.py opret_kommune`: a new municipality with its first administrator, who makes all the rest in the browser."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from opsporing import tid
from opsporing.adgang.roller import Rolle
from opsporing.models import Kommune, User
from opsporing.organisation import actions


class Command(BaseCommand):
    """Runs as the application. Before it has run nobody can sign in, so it is not a page."""

    help = "Opretter en kommune og dens første administrator, som selv vælger sin adgangskode."

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything is named, so that the command can be read aloud before it is run."""
        parser.add_argument("--navn", required=True, help="kommunens navn, for eksempel »Fjordby Kommune«")
        parser.add_argument("--kode", required=True, help="kommunekoden, tre cifre")
        parser.add_argument("--brugernavn", required=True, help="administratorens brugernavn")
        parser.add_argument("--person", required=True, help="administratorens navn")
        parser.add_argument("--email", required=True, help="administratorens e-mail i kommunen")

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing; refuses a code or a user name that is taken."""
        kode, brugernavn, email = options["kode"], options["brugernavn"], options["email"]
        if not (len(kode) == 3 and kode.isdigit()):
            raise CommandError(f"Kommunekoden er tre cifre, ikke »{kode}«.")
        try:
            validate_email(email)
        except ValidationError as fejl:
            raise CommandError(f"»{email}« er ikke en e-mailadresse.") from fejl
        if Kommune.objects.filter(kode=kode).exists():
            raise CommandError(f"Der er allerede en kommune med koden {kode}.")
        if User.objects.filter(username__iexact=brugernavn).exists():
            raise CommandError(f"Brugernavnet »{brugernavn}« er taget.")
        nu = tid.nu()
        with transaction.atomic():
            kommune, rod = actions.opret_kommune(navn=options["navn"], kode=kode, nu=nu)
            user = actions.opret_bruger(
                kommune=kommune, username=brugernavn, navn=options["person"], email=email, by=None, nu=nu
            )
            actions.ansaet(user=user, enhed=rod, rolle=Rolle.ADMINISTRATOR, by=None, nu=nu)
        self.stdout.write(
            f"{kommune.navn} er oprettet. {user.navn} vælger sin adgangskode med »Glemt adgangskode« på login-siden, "
            f"hvor linket sendes til {email}."
        )
