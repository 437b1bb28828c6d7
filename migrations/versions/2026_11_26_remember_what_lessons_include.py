"""Remember of each lesson what it includes, to tell mended links in that from changes."""

import sqlalchemy as sa
from alembic import op

revision = "0009_taken"
down_revision = "0008_event_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("lesson_identities") as batch:
        batch.add_column(sa.Column("taken", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("lesson_identities") as batch:
        batch.drop_column("taken")
