"""Curated knowledge, kept as tables: each row names where it comes from."""
