"""Stands for the node that dbt renders, where SQL is linted without dbt."""

from types import SimpleNamespace

config = SimpleNamespace(materialized="table")
