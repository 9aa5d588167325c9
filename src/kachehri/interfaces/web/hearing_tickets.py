"""How many numbers of a hearing one device or one address may take."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MOST_A_DEVICE = 5
"""A village shares a telephone: five people may take a number with one."""
MOST_AN_ADDRESS = 60
"""Numbers an hour from one address: a hall shares one."""
HOUR = 60 * 60
KEPT = "hearing-numbers"


def may_take(request: HttpRequest) -> bool:
    """Whether this device and this address may take one more; counts it."""
    if len(request.session.get(KEPT, [])) >= MOST_A_DEVICE:
        return False
    key = f"hearing-number:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, HOUR)
    return bool(cache.incr(key) <= MOST_AN_ADDRESS)


def give(request: HttpRequest, client: UUID) -> None:
    """Remember in the session that a number was taken with this device."""
    kept = request.session.get(KEPT, [])
    if str(client) not in kept:
        request.session[KEPT] = [*kept, str(client)]
