"""Remember who was invited to which cohort, so that nobody is invited twice."""

import sqlalchemy as sa
from alembic import op

revision = "0007_invited_once"
down_revision = "0006_people_by_name"
branch_labels = None
depends_on = None

WERE_INVITED = """
UPDATE enrollments SET invited_at = created_at
WHERE user_id IN (SELECT id FROM users WHERE password_hash = '')
  AND (cohort_id IN (SELECT id FROM cohorts WHERE state <> 'draft')
    OR CAST(cohort_id AS VARCHAR) IN (
      SELECT subject_id FROM events WHERE name = 'cohort.moved' AND subject_type = 'cohorts'))
"""
"""A draft that was moved has been open once, and its people were written to then."""


def upgrade():
    op.add_column("enrollments", sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(WERE_INVITED)


def downgrade():
    op.drop_column("enrollments", "invited_at")
