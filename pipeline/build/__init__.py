"""Make the marts: a checked copy of the project, dbt, tables of a build, engines."""
