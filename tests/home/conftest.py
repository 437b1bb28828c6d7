"""The front page's figures are counted anew for each test."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def forget_figures(app: Flask) -> None:
    app.extensions.pop("figures", None)
