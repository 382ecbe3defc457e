"""The steps of the audit are named by stream and number, its roots by their instant: no column that nothing seals."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("audit_entry") as table:
        table.drop_constraint("uq_audit_entry_stream_seq", type_="unique")
        table.drop_constraint("pk_audit_entry", type_="primary")
        table.drop_column("id")
        table.create_primary_key("pk_audit_entry", ["stream", "seq"])
    with op.batch_alter_table("audit_root") as table:
        table.drop_constraint("uq_audit_root_until", type_="unique")
        table.drop_constraint("pk_audit_root", type_="primary")
        table.drop_column("id")
        table.create_primary_key("pk_audit_root", ["until"])


def downgrade():
    number = "hex(randomblob(16))" if op.get_bind().dialect.name == "sqlite" else "gen_random_uuid()"
    for table_name, keys, unique in (("audit_entry", ["stream", "seq"], "stream_seq"), ("audit_root", ["until"], "until")):
        op.add_column(table_name, sa.Column("id", sa.Uuid(), nullable=True))
        op.execute(f"UPDATE {table_name} SET id = {number}")
        with op.batch_alter_table(table_name) as table:
            table.drop_constraint(f"pk_{table_name}", type_="primary")
            table.alter_column("id", existing_type=sa.Uuid(), nullable=False)
            table.create_primary_key(f"pk_{table_name}", ["id"])
            table.create_unique_constraint(f"uq_{table_name}_{unique}", keys)
