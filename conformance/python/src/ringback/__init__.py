"""Holds an HTTP API to its OpenAPI file: each case is a test.

    # test_api.py
    import ringback
    from my_app import app

    test_contract = ringback.suite("api.yaml").wsgi(app)

``pytest`` then shows every case as a test of its own. All judging is done by the binary inside this package.
"""

from ._errors import RingbackError
from ._suite import Suite, suite

__all__ = ["RingbackError", "Suite", "suite"]
