"""What every test may ask for: a database, a whole running house, a browser. Started by `script/test`."""

import contextlib
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from tests.house import databases

# A browser driven from a test leaves its event loop in the thread; the database is still used by one thread only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest_plugins = ["tests.house.browser", "tests.house.groups", "tests.house.means", "tests.house.running"]


def pytest_configure(config: pytest.Config) -> None:
    if "VIGIE_VAR" not in os.environ or os.environ.get("VIGIE_MODE") != "test":
        pytest.exit("Tests are started by script/test, which brings PostgreSQL and Redis.", returncode=3)
    config.stash[WORKER] = os.environ.get("PYTEST_XDIST_WORKER", "main")


WORKER = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_test_environment: None) -> Iterator[None]:
    """A database for this worker, used as the application role, so that a missing grant fails a test."""
    template, own = databases.migrated_template(), f"test_{request.config.stash[WORKER]}"
    databases.copy(template, own)
    connection = connections["default"]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = own
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", databases.url_of(own))
        patch.setenv("DATABASE_OWNER_URL", databases.url_of(own, owner=True))

        def as_new(case: TransactionTestCase) -> None:
            """After a test that committed: the application may not truncate, so the database is copied again."""
            connections.close_all()
            databases.copy(template, own)

        patch.setattr(TransactionTestCase, "_fixture_teardown", as_new)
        yield
    connections.close_all()
    connection.settings_dict["NAME"] = before
    databases.drop(own)


@pytest.fixture(autouse=True, scope="session")
def own_redis(request: pytest.FixtureRequest) -> None:
    """Redis database 0 is the house's; each worker has one of its own for cache and queue."""
    name = request.config.stash[WORKER]
    number = 1 + (int(name.removeprefix("gw")) % 14 if name.startswith("gw") else 14)
    address = os.environ["REDIS_URL"].rpartition("/")[0] + f"/{number}"
    with contextlib.suppress(AttributeError):
        del caches["default"]  # one that was made while modules were read would stay at the house's
    settings.CACHES["default"]["LOCATION"] = settings.CELERY_BROKER_URL = os.environ["REDIS_URL"] = address


@pytest.fixture(autouse=True)
def empty_cache(own_redis: None) -> None:
    """No test sees what another one cached or counted."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A request leaves its language in the thread; the next test starts in the house's."""
    translation.deactivate()
    yield
    translation.deactivate()
