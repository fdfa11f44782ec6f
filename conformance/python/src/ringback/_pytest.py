"""The plugin of pytest: a suite in a test file is a group of tests, one for each case."""

import contextlib
import shlex

import pytest

from ._errors import RingbackError
from ._suite import Suite


def pytest_pycollect_makeitem(collector, name, obj):
    """Collects a suite whose name is that of a test."""
    if isinstance(obj, Suite) and collector.funcnamefilter(name):
        return SuiteCollector.from_parent(collector, name=name, suite=obj)
    return None


class SuiteCollector(pytest.Collector):
    """A suite; the binary runs once for those of its cases that are selected."""

    def __init__(self, suite, **options):
        super().__init__(**options)
        self.suite = suite
        self._running = contextlib.ExitStack()
        self._run = None
        #: Why there is no run.
        self._broken = None

    def collect(self):
        try:
            names, notes = self.suite.names()
        except (RingbackError, OSError) as error:
            raise self.CollectError(str(error)) from None
        for note in notes:
            self.warn(pytest.PytestWarning(note))
        for name in names:
            yield CaseItem.from_parent(self, name=name, callobj=_case)

    def result(self, item):
        """The result of a case. The first one starts the run."""
        if self._broken:
            skip(f"not run: {self._broken}")
        try:
            if self._run is None:
                self._start(item)
            return self._run.result(item.name)
        except RingbackError as error:
            message = str(error)
        # Told once, and not by every case.
        self._broken = message.splitlines()[0]
        return fail(message)

    def _start(self, item):
        name = self.suite.fixture_name
        given = item.funcargs["request"].getfixturevalue(name) if name else None
        names = [other.name for other in item.session.items if other.parent is self]
        self._run = self._running.enter_context(self.suite.run(names, given))
        if name:
            # What a fixture gives may be gone when the next test begins.
            self._run.wait()

    def teardown(self):
        self._running.close()


def _case(request):
    """Stands for the function of a test: what it asks for is there when a case runs."""


class CaseItem(pytest.Function):
    """A case. As with every test, fixtures that are used automatically are there while it runs."""

    _result = None

    def setup(self):
        super().setup()
        self._result = self.parent.result(self)
        if self._result.outcome == "skipped":
            skip(self._result.message)
        if self._result.outcome == "error":
            self._fail()

    def runtest(self):
        if self._result.outcome == "failed":
            self._fail()
        if self._result.report:
            self.add_report_section("call", "ringback", f"{self._result.message}\n{self._result.report}")

    def _fail(self):
        alone = f"test      pytest {shlex.quote(self.nodeid)}"
        fail(f"{self._result.message}\n{self._result.report}{alone}")

    def reportinfo(self):
        return self.path, self.parent.suite.line - 1, f"{self.parent.name}::{self.name}"


def skip(reason):
    """Skips a test; the reason is told of the line of its suite, and not of one here."""
    skipped = pytest.skip.Exception(reason)
    skipped._use_item_location = True
    raise skipped


def fail(text):
    """Fails a test, or makes it an error while it is set up, with a text and no traceback."""
    pytest.fail(text, pytrace=False)
