import pytest
import ringback

from notes import app

suite = ringback.suite("notes.yaml")

test_contract = suite.wsgi(app)
test_factory = suite.operation("listNotes").factory(lambda: app)
test_fixture = suite.operation("listNotes").fixture("notes")


@pytest.fixture
def notes():
    open_ = [True]

    def while_open(environ, start_response):
        assert open_, "the fixture is gone"
        return app(environ, start_response)

    yield while_open
    open_.clear()
