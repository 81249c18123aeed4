"""Thin command line of the integration index; the numbers are made in SQL."""
