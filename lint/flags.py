"""What the SQL linter needs to know of dbt's flags."""

EMPTY = False
