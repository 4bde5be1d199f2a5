"""What a view is handed, for the type checker."""

from django.http import HttpRequest

from opsporing.models import User


class Request(HttpRequest):
    """A request by somebody who is signed in; the middleware lets no other reach a view that is not marked."""

    user: User
