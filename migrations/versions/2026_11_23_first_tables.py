"""The first tables."""

import sqlalchemy as sa
from alembic import op

import lms.platform.db

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('beats',
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('beat_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_beats'))
    )
    op.create_table('cohorts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('self_paced', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('time_zone', sa.String(length=64), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=True),
    sa.Column('price_amount', sa.Integer(), nullable=True),
    sa.Column('price_currency', sa.String(length=3), nullable=True),
    sa.Column('meets', sa.String(length=120), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('price_amount IS NULL OR price_amount >= 0', name=op.f('ck_cohorts_price_not_negative')),
    sa.CheckConstraint('seats IS NULL OR seats >= 0', name=op.f('ck_cohorts_seats_not_negative')),
    sa.CheckConstraint('self_paced OR starts_on IS NOT NULL', name=op.f('ck_cohorts_dated_or_self_paced')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohorts')),
    sa.UniqueConstraint('slug', name=op.f('uq_cohorts_slug'))
    )
    with op.batch_alter_table('cohorts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohorts_course'), ['course'], unique=False)
        batch_op.create_index('uq_cohorts_one_self_paced', ['course'], unique=True, sqlite_where=sa.text('self_paced'), postgresql_where=sa.text('self_paced'))

    op.create_table('course_syncs',
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('synced_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('course', name=op.f('pk_course_syncs'))
    )
    op.create_table('events',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('subject_type', sa.String(length=64), nullable=False),
    sa.Column('subject_id', sa.String(length=128), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_name'), ['name'], unique=False)
        batch_op.create_index('ix_events_subject', ['subject_type', 'subject_id', 'id'], unique=False)

    op.create_table('jobs',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs'))
    )
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.create_index('ix_jobs_state_due_at', ['state', 'due_at'], unique=False)

    op.create_table('lesson_addresses',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=400), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_addresses')),
    sa.UniqueConstraint('course', 'address', name=op.f('uq_lesson_addresses_course_address'))
    )
    op.create_table('lesson_identities',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('removed_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_identities')),
    sa.UniqueConstraint('course', 'lesson_id', name=op.f('uq_lesson_identities_course_lesson_id'))
    )
    op.create_table('letters',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recipient', sa.String(length=320), nullable=False),
    sa.Column('subject', sa.String(length=500), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letters'))
    )
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letters_recipient'), ['recipient'], unique=False)

    op.create_table('revisions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('lessons', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revisions')),
    sa.UniqueConstraint('course', 'number', name=op.f('uq_revisions_course_number'))
    )
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revisions_course'), ['course'], unique=False)

    op.create_table('stripe_events',
    sa.Column('id', sa.String(length=255), nullable=False),
    sa.Column('type', sa.String(length=100), nullable=False),
    sa.Column('livemode', sa.Boolean(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stripe_events'))
    )
    op.create_table('tallies',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('began_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_tallies'))
    )
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('email_confirmed_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('handle', sa.String(length=30), nullable=False),
    sa.Column('about', sa.String(length=500), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('time_zone', sa.String(length=64), nullable=False),
    sa.Column('picture', sa.String(length=80), nullable=False),
    sa.Column('admin_since', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email')),
    sa.UniqueConstraint('handle', name=op.f('uq_users_handle'))
    )
    op.create_table('cohort_mentors',
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_cohort_mentors_cohort_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_cohort_mentors_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('cohort_id', 'user_id', name=op.f('pk_cohort_mentors'))
    )
    with op.batch_alter_table('cohort_mentors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_mentors_user_id'), ['user_id'], unique=False)

    op.create_table('completions',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.Column('lesson_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_completions_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'course', 'lesson_id', name=op.f('pk_completions'))
    )
    with op.batch_alter_table('completions', schema=None) as batch_op:
        batch_op.create_index('ix_completions_lately', ['user_id', 'course', 'created_at'], unique=False)
        batch_op.create_index('ix_completions_lesson', ['course', 'lesson_id'], unique=False)

    op.create_table('course_roles',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_course_roles_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'course', name=op.f('pk_course_roles'))
    )
    with op.batch_alter_table('course_roles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_roles_course'), ['course'], unique=False)

    op.create_table('deliveries',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_deliveries_event_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_deliveries_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries')),
    sa.UniqueConstraint('event_id', 'user_id', 'channel', name=op.f('uq_deliveries_event_id_user_id_channel'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deliveries_user_id'), ['user_id'], unique=False)

    op.create_table('enrollments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_enrollments_cohort_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_enrollments_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrollments')),
    sa.UniqueConstraint('cohort_id', 'user_id', name=op.f('uq_enrollments_cohort_id_user_id'))
    )
    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrollments_user_id'), ['user_id'], unique=False)

    op.create_table('orders',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('buyer_id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('description', sa.String(length=300), nullable=False),
    sa.Column('session_id', sa.String(length=255), nullable=True),
    sa.Column('session_url', sa.Text(), nullable=False),
    sa.Column('livemode', sa.Boolean(), nullable=False),
    sa.Column('expires_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('paid_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('refunded_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_orders_amount_not_negative')),
    sa.ForeignKeyConstraint(['buyer_id'], ['users.id'], name=op.f('fk_orders_buyer_id')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_orders_cohort_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders')),
    sa.UniqueConstraint('session_id', name=op.f('uq_orders_session_id'))
    )
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_orders_buyer_id'), ['buyer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_orders_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index('ix_orders_state_created_at', ['state', 'created_at'], unique=False)
        batch_op.create_index('uq_orders_one_open', ['buyer_id', 'cohort_id'], unique=True, sqlite_where=sa.text("state IN ('open', 'pending')"), postgresql_where=sa.text("state IN ('open', 'pending')"))

    op.create_table('places',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.Column('updated_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_places_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'course', name=op.f('pk_places'))
    )
    op.create_table('quiz_attempts',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=120), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=False),
    sa.Column('quiz_id', sa.String(length=120), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('is_right', sa.Boolean(), nullable=False),
    sa.Column('lesson_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_quiz_attempts_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_attempts'))
    )
    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.create_index('ix_quiz_attempts_course', ['course', 'number'], unique=False)
        batch_op.create_index('ix_quiz_attempts_of', ['user_id', 'course', 'lesson_id', 'quiz_id', 'number'], unique=True)

    op.create_table('seat_holds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=64), nullable=False),
    sa.Column('ends_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_seat_holds_cohort_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_seat_holds_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat_holds')),
    sa.UniqueConstraint('reference', name=op.f('uq_seat_holds_reference'))
    )
    with op.batch_alter_table('seat_holds', schema=None) as batch_op:
        batch_op.create_index('ix_seat_holds_cohort_id_ends_at', ['cohort_id', 'ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_holds_user_id'), ['user_id'], unique=False)

    op.create_table('threads',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('lesson_id', sa.String(length=240), nullable=True),
    sa.Column('post_count', sa.Integer(), nullable=False),
    sa.Column('last_post_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('last_author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_threads_author_id')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_threads_cohort_id')),
    sa.ForeignKeyConstraint(['last_author_id'], ['users.id'], name=op.f('fk_threads_last_author_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_threads'))
    )
    with op.batch_alter_table('threads', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_threads_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_threads_lesson', ['cohort_id', 'lesson_id'], unique=False)
        batch_op.create_index('ix_threads_list', ['cohort_id', 'last_post_at', 'id'], unique=False)

    op.create_table('user_sessions',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('user_agent', sa.String(length=200), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_sessions_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_sessions'))
    )
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_sessions_user_id'), ['user_id'], unique=False)

    op.create_table('grants',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('reference', sa.String(length=64), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('starts_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ends_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_because', sa.Text(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enrollment_id'], ['enrollments.id'], name=op.f('fk_grants_enrollment_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['users.id'], name=op.f('fk_grants_given_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grants')),
    sa.UniqueConstraint('reference', name=op.f('uq_grants_reference'))
    )
    with op.batch_alter_table('grants', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grants_enrollment_id'), ['enrollment_id'], unique=False)

    op.create_table('payments',
    sa.Column('id', sa.String(length=255), nullable=False),
    sa.Column('order_id', sa.String(length=16), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('receipt_url', sa.Text(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_payments_order_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payments'))
    )
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payments_order_id'), ['order_id'], unique=False)

    op.create_table('postings',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('order_id', sa.String(length=16), nullable=False),
    sa.Column('reference', sa.String(length=300), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_postings_order_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postings')),
    sa.UniqueConstraint('reference', name=op.f('uq_postings_reference'))
    )
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_postings_order_id'), ['order_id'], unique=False)

    op.create_table('posts',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('thread_id', sa.String(length=16), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('edited_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('edited_by_id', sa.Integer(), nullable=True),
    sa.Column('deleted_at', lms.platform.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('deleted_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_posts_author_id')),
    sa.ForeignKeyConstraint(['deleted_by_id'], ['users.id'], name=op.f('fk_posts_deleted_by_id')),
    sa.ForeignKeyConstraint(['edited_by_id'], ['users.id'], name=op.f('fk_posts_edited_by_id')),
    sa.ForeignKeyConstraint(['thread_id'], ['threads.id'], name=op.f('fk_posts_thread_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posts'))
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posts_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_posts_thread', ['thread_id', 'created_at', 'id'], unique=False)

    op.create_table('read_marks',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.String(length=16), nullable=False),
    sa.Column('read_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['threads.id'], name=op.f('fk_read_marks_thread_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_read_marks_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'thread_id', name=op.f('pk_read_marks'))
    )
    with op.batch_alter_table('read_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_read_marks_thread_id'), ['thread_id'], unique=False)

    op.create_table('ledger_entries',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('posting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account', sa.String(length=32), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_ledger_entries_posting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_entries'))
    )
    with op.batch_alter_table('ledger_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_entries_account'), ['account'], unique=False)
        batch_op.create_index(batch_op.f('ix_ledger_entries_posting_id'), ['posting_id'], unique=False)

    op.create_table('refunds',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('order_id', sa.String(length=16), nullable=False),
    sa.Column('payment_id', sa.String(length=255), nullable=False),
    sa.Column('stripe_id', sa.String(length=255), nullable=True),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', lms.platform.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_refunds_asked_by_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_refunds_order_id')),
    sa.ForeignKeyConstraint(['payment_id'], ['payments.id'], name=op.f('fk_refunds_payment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refunds')),
    sa.UniqueConstraint('stripe_id', name=op.f('uq_refunds_stripe_id'))
    )
    with op.batch_alter_table('refunds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_refunds_order_id'), ['order_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_refunds_payment_id'), ['payment_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('refunds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_refunds_payment_id'))
        batch_op.drop_index(batch_op.f('ix_refunds_order_id'))

    op.drop_table('refunds')
    with op.batch_alter_table('ledger_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_entries_posting_id'))
        batch_op.drop_index(batch_op.f('ix_ledger_entries_account'))

    op.drop_table('ledger_entries')
    with op.batch_alter_table('read_marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_read_marks_thread_id'))

    op.drop_table('read_marks')
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_index('ix_posts_thread')
        batch_op.drop_index(batch_op.f('ix_posts_author_id'))

    op.drop_table('posts')
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_postings_order_id'))

    op.drop_table('postings')
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payments_order_id'))

    op.drop_table('payments')
    with op.batch_alter_table('grants', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grants_enrollment_id'))

    op.drop_table('grants')
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_sessions_user_id'))

    op.drop_table('user_sessions')
    with op.batch_alter_table('threads', schema=None) as batch_op:
        batch_op.drop_index('ix_threads_list')
        batch_op.drop_index('ix_threads_lesson')
        batch_op.drop_index(batch_op.f('ix_threads_author_id'))

    op.drop_table('threads')
    with op.batch_alter_table('seat_holds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seat_holds_user_id'))
        batch_op.drop_index('ix_seat_holds_cohort_id_ends_at')

    op.drop_table('seat_holds')
    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.drop_index('ix_quiz_attempts_of')
        batch_op.drop_index('ix_quiz_attempts_course')

    op.drop_table('quiz_attempts')
    op.drop_table('places')
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.drop_index('uq_orders_one_open', sqlite_where=sa.text("state IN ('open', 'pending')"), postgresql_where=sa.text("state IN ('open', 'pending')"))
        batch_op.drop_index('ix_orders_state_created_at')
        batch_op.drop_index(batch_op.f('ix_orders_cohort_id'))
        batch_op.drop_index(batch_op.f('ix_orders_buyer_id'))

    op.drop_table('orders')
    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrollments_user_id'))

    op.drop_table('enrollments')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deliveries_user_id'))

    op.drop_table('deliveries')
    with op.batch_alter_table('course_roles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_roles_course'))

    op.drop_table('course_roles')
    with op.batch_alter_table('completions', schema=None) as batch_op:
        batch_op.drop_index('ix_completions_lesson')
        batch_op.drop_index('ix_completions_lately')

    op.drop_table('completions')
    with op.batch_alter_table('cohort_mentors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_mentors_user_id'))

    op.drop_table('cohort_mentors')
    op.drop_table('users')
    op.drop_table('tallies')
    op.drop_table('stripe_events')
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revisions_course'))

    op.drop_table('revisions')
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letters_recipient'))

    op.drop_table('letters')
    op.drop_table('lesson_identities')
    op.drop_table('lesson_addresses')
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.drop_index('ix_jobs_state_due_at')

    op.drop_table('jobs')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index('ix_events_subject')
        batch_op.drop_index(batch_op.f('ix_events_name'))
        batch_op.drop_index(batch_op.f('ix_events_actor_id'))

    op.drop_table('events')
    op.drop_table('course_syncs')
    with op.batch_alter_table('cohorts', schema=None) as batch_op:
        batch_op.drop_index('uq_cohorts_one_self_paced', sqlite_where=sa.text('self_paced'), postgresql_where=sa.text('self_paced'))
        batch_op.drop_index(batch_op.f('ix_cohorts_course'))

    op.drop_table('cohorts')
    op.drop_table('beats')
