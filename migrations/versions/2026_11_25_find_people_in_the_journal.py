"""Find the events whose facts name a person without reading all of the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0008_event_people"
down_revision = "0007_invited_once"
branch_labels = None
depends_on = None

INTO = "INSERT INTO event_people (user_id, event_id) SELECT DISTINCT "
NAMED = {
    "sqlite": (
        "CAST(json_extract(facts, '$.user_id') AS INTEGER), id FROM events"
        " WHERE json_type(facts, '$.user_id') = 'integer'"
    ),
    "postgresql": (
        "CAST(facts ->> 'user_id' AS INTEGER), id FROM events"
        " WHERE json_typeof(facts -> 'user_id') = 'number'"
    ),
}
MENTIONED = {
    "sqlite": (
        "CAST(m.value AS INTEGER), events.id FROM events, json_each(events.facts, '$.mentioned') m"
        " WHERE m.type = 'integer'"
    ),
    "postgresql": (
        "CAST(CAST(m AS TEXT) AS INTEGER), events.id FROM events, json_array_elements("
        "CASE WHEN json_typeof(facts -> 'mentioned') = 'array' THEN facts -> 'mentioned'"
        " ELSE CAST('[]' AS JSON) END) m WHERE json_typeof(m) = 'number'"
    ),
}


def upgrade():
    op.create_table(
        "event_people",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "event_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "event_id"),
    )
    dialect = op.get_bind().dialect.name
    op.execute(f"{INTO}{NAMED[dialect]}")
    op.execute(f"{INTO}{MENTIONED[dialect]} ON CONFLICT DO NOTHING")


def downgrade():
    op.drop_table("event_people")
