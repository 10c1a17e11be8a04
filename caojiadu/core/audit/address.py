"""Where a request came from."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


@lru_cache(maxsize=10_000)
def normal_address(text: str) -> str | None:
    """Return an address as PostgreSQL spells it, or None for what is none."""
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def client_address(request: HttpRequest) -> str | None:
    """Return the client's address; forwarded headers count only as far as our own proxies wrote them."""
    proxies = settings.TRUSTED_PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(forwarded) >= proxies and (found := normal_address(forwarded[-proxies])):
        return found
    return normal_address(request.META.get("REMOTE_ADDR", ""))
