"""Fixes: which of them are safe to make without anybody's judgement, and how they are made."""
