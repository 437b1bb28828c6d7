"""Keep every revision, remember where courses come from, and let a cohort stay at one."""

import sqlalchemy as sa
from alembic import op

import lms.platform.db

revision = '0002_revisions'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('lesson_texts',
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('pages', sa.JSON(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('course', 'lesson_id', 'hash', name=op.f('pk_lesson_texts'))
    )
    with op.batch_alter_table('revisions') as batch:
        batch.add_column(sa.Column('state', sa.String(length=64), nullable=False, server_default=''))
        batch.add_column(sa.Column('commit_id', sa.String(length=64), nullable=False, server_default=''))
        batch.add_column(sa.Column('restores', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('held', sa.String(length=64), nullable=False, server_default=''))
    with op.batch_alter_table('course_syncs') as batch:
        batch.add_column(sa.Column('origin', sa.String(length=16), nullable=False, server_default='folder'))
        batch.add_column(sa.Column('commit_id', sa.String(length=64), nullable=False, server_default=''))
        batch.add_column(sa.Column('base_id', sa.String(length=64), nullable=False, server_default=''))
        batch.add_column(sa.Column('problem', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('cohorts') as batch:
        batch.add_column(sa.Column('revision', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('cohorts') as batch:
        batch.drop_column('revision')
    with op.batch_alter_table('course_syncs') as batch:
        for name in ('problem', 'base_id', 'commit_id', 'origin'):
            batch.drop_column(name)
    with op.batch_alter_table('revisions') as batch:
        for name in ('held', 'restores', 'commit_id', 'state'):
            batch.drop_column(name)
    op.drop_table('lesson_texts')
