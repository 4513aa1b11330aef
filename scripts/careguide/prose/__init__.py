"""Figures in English prose: how they are read, and whether they say the same as the structured ones."""
