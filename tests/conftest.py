"""Fixtures for all tests. How to use them stands in each one's docstring."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import psycopg
import pytest
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings

from tests.support import proeveby
from tests.support.database import TestDatabases
from tests.support.network import only_loopback
from tools.bootstrap import BROWSERS
from tools.environment import DECIDED_HERE, product_environment

if TYPE_CHECKING:
    from tests.support.servers import Server, TestValkey

DATABASES = TestDatabases()

# The settings are read here, before pytest-django looks for them, with the database of this worker. The server itself
# is started by the first test that needs it.
os.environ.update(
    {
        **DATABASES.variables(DATABASES.name),
        # Playwright's synchronous interface runs a loop of its own, in which Django would refuse to ask the database.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "EMAIL_URL": "memorymail://",
    }
)
for _name in DECIDED_HERE:
    os.environ.pop(f"{_name}_FILE", None)
# Nothing is collected for the tests, but the folder must be there, or every page warns about it.
Path(os.environ["OPSPORING_STATIC_ROOT"]).mkdir(parents=True, exist_ok=True)
os.environ.pop("DATABASE_OWNER_URL", None)
os.environ.pop("OPSPORING_SOM_EJER", None)
django.setup()
# How long an example takes says how busy the machine is, and nothing about the product.
hypothesis_settings.register_profile("opsporing", deadline=None)
hypothesis_settings.load_profile("opsporing")
# Otherwise every test client lists all static files before its first question.
django_settings.WHITENOISE_AUTOREFRESH = True
ARBEJDSDATABASE = proeveby.Arbejdsdatabase(DATABASES)

CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
#: What Chromium need not have. It heeds only the last such list, so Playwright's own is part of it; what is new are the
#: suggestions under the address bar, a page of its own for each window that nobody opens, and a renderer in reserve.
CHROMIUM_WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,SpareRendererForSitePerProcess"
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    f"--disable-features={CHROMIUM_WITHOUT}",
]
BROWSER_TESTS = Path(__file__).parent / "browser"
LEFT_OUT: pytest.StashKey[int] = pytest.StashKey()


# Before the tests ---------------------------------------------------------------------------------------------------


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what drives a browser; without one it is left out, except under CI, where that is a failure."""
    browser = [item for item in items if BROWSER_TESTS in item.path.parents]
    for item in browser:
        item.add_marker(pytest.mark.browser)
    if browser and CHROMIUM is None:
        if os.environ.get("CI"):
            raise pytest.UsageError("Chromium is missing, and under CI the browser tests must run.")
        config.stash[LEFT_OUT] = len(browser)
        config.hook.pytest_deselected(items=browser)
        items[:] = [item for item in items if item not in browser]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector, which took a tenth of the time, need not look at it again,
    and may look less often at the rest.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what was left out."""
    if number := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"Left out: {number} browser tests, because Chromium is not installed.", yellow=True
        )


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> Iterator[None]:
    """No test speaks to another machine."""
    with only_loopback():
        yield


# The database -------------------------------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test about Prøveby gets the database that holds it, before anything of the test speaks to one."""
    ARBEJDSDATABASE.vaelg(med_proeveby=proeveby.er_oensket(item))


@pytest.fixture(scope="session")
def arbejdsdatabase(databases: TestDatabases) -> proeveby.Arbejdsdatabase:
    """What stands ready of Prøveby: `arbejdsdatabase.som_ny(server.database)` puts it in a database of one's own."""
    return ARBEJDSDATABASE


@pytest.fixture(scope="session")
def databases() -> Iterator[TestDatabases]:
    """The running server of the tests; `copy(name, template)` makes a database."""
    with DATABASES.running():
        yield DATABASES


@pytest.fixture(scope="session")
def django_db_setup(databases: TestDatabases, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """This worker's database (`tests.support.proeveby`); Django's connection goes to it as the application's role."""
    from django.db import connections
    from django.test import TransactionTestCase

    ARBEJDSDATABASE.begynd(django_db_blocker)

    def fresh_copy(self: TransactionTestCase) -> None:
        # Django would truncate, which the application's role may not. A new copy also sets back sequences, the log and
        # what the migrations put there.
        ARBEJDSDATABASE.forny()

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", fresh_copy)
    yield
    patch.undo()
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def ejer(databases: TestDatabases, django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A connection to this worker's database as the owner of the tables, for what the application may not do.

    It sees only what is committed, so use it with `transactional_db`, or for looking at rights.
    """
    with psycopg.connect(databases.owner_url(ARBEJDSDATABASE.navn), autocommit=True) as connection:
        yield connection


@pytest.fixture
def ny_database(databases: TestDatabases) -> Iterator[Callable[..., str]]:
    """`ny_database("demo")` makes a database of this test from a template (tom, skemaer or demo); returns its name.

    `databases.variables(name)` is the environment for processes on it, `connected_to(name)` (tests.support.servers)
    points Django's own connection at it.
    """
    made: list[str] = []

    def make(template: str = "tom") -> str:
        made.append(databases.copy(f"{databases.name}_n{len(made)}", template))
        return made[-1]

    yield make
    for name in made:
        databases.drop(name)


# Real processes -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def start_server(databases: TestDatabases) -> Iterator[Callable[..., "Server"]]:
    """`start_server("demo", OPSPORING_TIDSFORSKYDNING="3600")` gives the product's web processes on their own database.

    One server per template and environment, shared by the tests of this worker; see `server` for how a test uses it.
    """
    from tests.support.servers import Server

    servers: dict[tuple[str, frozenset[tuple[str, str]]], Server] = {}

    def start(template: str = "skemaer", **env: str) -> Server:
        key = (template, frozenset(env.items()))
        if key not in servers:
            one = Server(databases, template, len(servers), env)
            try:
                one.start()
            except BaseException:
                one.stop()
                raise
            servers[key] = one
        return servers[key]

    yield start
    for one in servers.values():
        one.stop()


@pytest.fixture
def server(start_server: Callable[..., "Server"], django_db_blocker: Any) -> Iterator["Server"]:
    """The product served by gunicorn at `server.url`, on a fresh database with the skemaer published.

    Django's own connection goes to the same database while the test runs, so factories and actions make what the pages
    show, committed. Do not ask for `db` in the same test.
    """
    one = start_server()
    one.reset()
    with django_db_blocker.unblock(), one.connected():
        yield one


@pytest.fixture
def demo_server(start_server: Callable[..., "Server"], django_db_blocker: Any) -> Iterator["Server"]:
    """As `server`, with the demo municipality in the database; made once and then copied."""
    one = start_server("demo")
    one.reset()
    with django_db_blocker.unblock(), one.connected():
        yield one


@pytest.fixture
def valkey() -> Iterator["TestValkey"]:
    """A broker of this test's own: `valkey.url` is REDIS_URL, and it can `stop()` and `start()`."""
    from tests.support.servers import TestValkey

    broker = TestValkey()
    broker.start()
    yield broker
    broker.remove()


@pytest.fixture
def start_celery(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`start_celery(env, "worker", "--concurrency", "1")` starts a real Celery process; its output is in `celery.log`.

    `env` is the product's environment, as `databases.variables(name) | {"REDIS_URL": valkey.url}`. What is left at the
    end of the test is killed: a worker that is asked to end takes its time, and nobody needs what it would still do.
    """
    from tests.support import servers
    from tools import process

    with ExitStack() as stack:

        def start(env: Mapping[str, str], *arguments: str) -> Any:
            child = servers.celery(product_environment(env), *arguments, log=tmp_path / "celery.log")
            stack.callback(child.wait)
            stack.callback(process.kill_group, child)
            return child

        yield start


# The browser --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium: Playwright's own cannot be counted on."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Danish tablet held upright."""
    return {
        **browser_context_args,
        "locale": "da-DK",
        "timezone_id": "Europe/Copenhagen",
        "viewport": {"width": 768, "height": 1024},
    }
