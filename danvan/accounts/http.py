"""The request a signed-in screen receives."""

from django.http import HttpRequest

from danvan.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is one of ours, as ``login_required`` has seen to."""

    user: User
