"""Tells a server that is away from a mistake of ours."""

from __future__ import annotations

from enum import StrEnum

import redis.exceptions
from django.db import InterfaceError, OperationalError
from kombu.exceptions import OperationalError as BrokerError


class Outage(StrEnum):
    """What is wrong, as far as the reader can use it."""

    AWAY = "away"
    SLOW = "slow"


# Of botocore, which is loaded only where files are in an object store.
_STORE_AWAY = {"EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError"}
_CANCELLED = "57014"
_COLLISIONS = {"40001", "40P01", "55P03"}


def kind_of(error: BaseException | None) -> Outage | None:
    """What kind of outage an exception means; None if it is an ordinary fault."""
    if isinstance(error, redis.exceptions.ConnectionError | redis.exceptions.TimeoutError | BrokerError):
        return Outage.AWAY
    if isinstance(error, InterfaceError) or type(error).__name__ in _STORE_AWAY:
        return Outage.AWAY
    if not isinstance(error, OperationalError):
        return None
    code = getattr(error.__cause__, "pgcode", None)
    return Outage.SLOW if code == _CANCELLED or code in _COLLISIONS else Outage.AWAY
