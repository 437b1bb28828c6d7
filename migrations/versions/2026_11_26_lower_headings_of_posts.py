"""Set the headings of posts below the title of their page, as those written since are."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0010_headings"
down_revision = "0009_taken"
branch_labels = None
depends_on = None

HEADING = re.compile(r"(</?h)([1-5])(?=[\s>])")  # html of posts is sanitised: no `<` but of tags
posts = sa.table("posts", sa.column("id", sa.String), sa.column("html", sa.Text))


def upgrade() -> None:
    """Those with a first heading were written before it was lowered; all of theirs move down."""
    connection = op.get_bind()
    first = posts.c.html.like("%<h1>%") | posts.c.html.like("%<h1 %")
    for post_id in connection.scalars(sa.select(posts.c.id).where(first)).all():
        one = posts.c.id == post_id
        html = connection.scalar(sa.select(posts.c.html).where(one)) or ""
        connection.execute(posts.update().where(one).values(html=lowered(html)))


def downgrade() -> None:
    """They read well as they are: older code shows the stored HTML."""


def lowered(html: str) -> str:
    """The same text, each heading one step lower; the sixth is the lowest."""
    return HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", html)
