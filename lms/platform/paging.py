"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from lms.platform.db import db

T = TypeVar("T")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list."""

    items: Sequence[T]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def has_prev(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.number < self.pages


def scalars_page(statement: Select[T], number: int, per_page: int = PER_PAGE) -> Page[T]:
    """Page `number` (from 1; out of range: empty) of a statement that selects one thing."""
    return Page(
        db.session.scalars(cut(statement, number, per_page)).unique().all(),
        number,
        _total(statement),
        per_page,
    )


def rows_page(
    statement: Select[*tuple[Any, ...]], number: int, per_page: int = PER_PAGE
) -> Page[Any]:
    """The same for a statement that selects several things a row."""
    return Page(
        db.session.execute(cut(statement, number, per_page)).all(),
        number,
        _total(statement),
        per_page,
    )


def cut(
    statement: Select[*tuple[Any, ...]], number: int, per_page: int = PER_PAGE
) -> Select[*tuple[Any, ...]]:
    """Page `number` (from 1) of a statement."""
    return statement.limit(per_page).offset((max(number, 1) - 1) * per_page)


def _total(statement: Select[*tuple[Any, ...]]) -> int:
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    return db.session.scalar(counted) or 0
