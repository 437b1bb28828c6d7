"""List people by name without sorting all of them each time."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_list_people_by_name"
down_revision = "2026_11_25_keep_every_revision"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_users_by_name", "users", [sa.text("lower(name)"), "id"])


def downgrade():
    op.drop_index("ix_users_by_name", "users")
