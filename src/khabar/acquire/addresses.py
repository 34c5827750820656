"""Which addresses of the network may be asked: public ones, and those that the user allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from khabar.errors import KhabarError

_WEB = re.compile(r"https?://", re.IGNORECASE)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def is_web(path: str) -> bool:
    """Whether what a user named is an address of the web and no path."""
    return _WEB.match(path) is not None


@dataclass(frozen=True, slots=True)
class Allowance:
    """Networks that may be asked although they are not public: an intranet, a test's own server."""

    networks: tuple[Network, ...] = ()

    def permits(self, said: str) -> bool:
        """Whether a connection to this numeric address may be opened."""
        try:
            address = ip_address(said)
        except ValueError:
            return False
        if any(address in network for network in self.networks):
            return True
        return all(map(_is_public, (address, *_inside(address))))


def allowance_of(said: Iterable[str]) -> Allowance:
    """The allowance for networks written as "10.0.0.0/8" or "127.0.0.1".

    Raises:
        KhabarError: one is no network.
    """
    return Allowance(tuple(map(_network, said)))


def _network(said: str) -> Network:
    try:
        return ip_network(said.strip(), strict=False)
    except ValueError as error:
        raise KhabarError(
            f"{said!r} is no network that could be allowed. Write it as 10.0.0.0/8."
        ) from error


def _is_public(address: Address) -> bool:
    return address.is_global and not (
        address.is_multicast or (address.is_reserved and isinstance(address, IPv4Address))
    )


def _inside(address: Address) -> Iterator[Address]:
    """The addresses that an address of the new kind wraps: they are where a packet would end."""
    if not isinstance(address, IPv6Address):
        return
    yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))
    if address in _NAT64 or address in _COMPATIBLE:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
