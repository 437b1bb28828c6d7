"""Let a cohort say which language it speaks and when it meets, and be cancelled for a reason."""

import re
from datetime import time

import sqlalchemy as sa
from alembic import op

revision = '0003_cohort_hours'
down_revision = '0002_revisions'
branch_labels = None
depends_on = None

DAYS = (
    ('monday', 'lunedì'), ('tuesday', 'martedì'), ('wednesday', 'mercoledì'),
    ('thursday', 'giovedì'), ('friday', 'venerdì'), ('saturday', 'sabato'), ('sunday', 'domenica'),
)
HOUR = re.compile(
    r'(?P<day>[^\W\d]+),? (?P<h>\d{1,2})[:.](?P<m>\d\d) ?(?:[-–]| to | alle ) ?'
    r'(?P<until_h>\d{1,2})[:.](?P<until_m>\d\d)'
)
cohorts = sa.table(
    'cohorts', sa.column('id', sa.Integer), sa.column('meets', sa.String),
    sa.column('meets_on', sa.Integer), sa.column('meets_at', sa.Time),
    sa.column('meets_minutes', sa.Integer), sa.column('time_zone', sa.String),
)


def upgrade() -> None:
    with op.batch_alter_table('cohorts') as batch:
        batch.add_column(sa.Column('language', sa.String(length=8), nullable=False, server_default=''))
        batch.add_column(sa.Column('meets_on', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('meets_at', sa.Time(), nullable=True))
        batch.add_column(sa.Column('meets_minutes', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('cancelled_because', sa.Text(), nullable=False, server_default=''))
        batch.create_check_constraint(
            'meets_on_a_weekday', 'meets_on IS NULL OR meets_on BETWEEN 0 AND 6'
        )
    connection = op.get_bind()
    for row in connection.execute(sa.select(cohorts.c.id, cohorts.c.meets)).all():
        found = read_hour(row.meets)
        if found:
            day, at, minutes = found
            connection.execute(
                cohorts.update()
                .where(cohorts.c.id == row.id)
                .values(meets='', meets_on=day, meets_at=at, meets_minutes=minutes)
            )


def downgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(cohorts.select().where(cohorts.c.meets_on.is_not(None))).all():
        until = row.meets_at.hour * 60 + row.meets_at.minute + row.meets_minutes
        hour = f'{row.meets_at:%H:%M}–{until // 60 % 24:02}:{until % 60:02}'
        words = f'{DAYS[row.meets_on][0].capitalize()} {hour}'
        meets = f'{words}; {row.meets}'[:120] if row.meets else words
        connection.execute(cohorts.update().where(cohorts.c.id == row.id).values(meets=meets))
    with op.batch_alter_table('cohorts') as batch:
        batch.drop_constraint('meets_on_a_weekday', type_='check')
        for name in ('cancelled_because', 'meets_minutes', 'meets_at', 'meets_on', 'language'):
            batch.drop_column(name)


def read_hour(words: str) -> tuple[int, time, int] | None:
    """(weekday, time, minutes) of "Thursdays 18:30-20:00"; None for what only people understand."""
    match = HOUR.fullmatch(words.strip())
    if match is None:
        return None
    day = next((n for n, names in enumerate(DAYS) if match['day'].lower().rstrip('s') in names), None)
    begins, ends = (int(match[h]) * 60 + int(match[m]) for h, m in (('h', 'm'), ('until_h', 'until_m')))
    if day is None or not 0 <= begins < ends <= 24 * 60 or int(match['m']) > 59:
        return None
    return day, time(begins // 60, begins % 60), ends - begins
