"""Let a person read long answers, and each learner tick their own boxes."""

import sqlalchemy as sa
from alembic import op

import lms.platform.db

revision = '0005_answers'
down_revision = '0004_thread_titles'
branch_labels = None
depends_on = None

WAITING = sa.text('judged_at IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('quiz_attempts') as batch_op:
        batch_op.add_column(sa.Column('judged_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('judged_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('remark', sa.Text(), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_quiz_attempts_judged_by_id'), 'users', ['judged_by_id'], ['id'])
    op.execute('UPDATE quiz_attempts SET judged_at = created_at')
    with op.batch_alter_table('quiz_attempts') as batch_op:
        batch_op.alter_column('remark', server_default=None)
        batch_op.create_index('ix_quiz_attempts_waiting', ['course', 'created_at'], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table('task_ticks',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_task_ticks_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'course', 'lesson_id', 'key', name=op.f('pk_task_ticks'))
    )


def downgrade() -> None:
    op.drop_table('task_ticks')
    with op.batch_alter_table('quiz_attempts') as batch_op:
        batch_op.drop_index('ix_quiz_attempts_waiting', sqlite_where=WAITING, postgresql_where=WAITING)
        batch_op.drop_constraint(batch_op.f('fk_quiz_attempts_judged_by_id'), type_='foreignkey')
        batch_op.drop_column('remark')
        batch_op.drop_column('judged_by_id')
        batch_op.drop_column('judged_at')
