"""Remember when a thread was given another title, and by whom."""

import sqlalchemy as sa
from alembic import op

import lms.platform.db

revision = '0004_thread_titles'
down_revision = '0003_cohort_hours'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('threads') as batch:
        batch.add_column(sa.Column('retitled_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('retitled_by_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f('fk_threads_retitled_by_id'), 'users', ['retitled_by_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('threads') as batch:
        batch.drop_constraint(op.f('fk_threads_retitled_by_id'), type_='foreignkey')
        batch.drop_column('retitled_by_id')
        batch.drop_column('retitled_at')
