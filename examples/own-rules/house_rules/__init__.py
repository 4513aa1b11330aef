"""Rules of one publishing house."""
