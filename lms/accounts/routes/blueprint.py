"""The blueprint on which every address of accounts stands."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
