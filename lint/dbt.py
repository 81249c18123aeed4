"""What the SQL linter needs to know of dbt's cross-database macros.

sqlfluff renders the models without dbt (six times faster, and without opening the
warehouse); these stand in for the `dbt.` macros that the models call.
"""


def type_string() -> str:
    """Return a text type."""
    return "varchar"


def type_float() -> str:
    """Return a 64-bit floating-point type."""
    return "double"


def listagg(measure: str, delimiter: str, order_by: str) -> str:
    """Return an aggregate that joins texts."""
    return f"string_agg({measure}, {delimiter} {order_by})"


def generate_series(upper_bound: int) -> str:
    """Return the query of the whole numbers from 1 on."""
    return f"select generated_number from generate_series(1, {upper_bound})"
