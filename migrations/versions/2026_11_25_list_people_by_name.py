"""List people by name without sorting all of them each time."""

import sqlalchemy as sa
from alembic import op

revision = "0006_people_by_name"
down_revision = "0005_answers"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_users_by_name", "users", [sa.text("lower(name)"), "id"])


def downgrade():
    op.drop_index("ix_users_by_name", "users")
