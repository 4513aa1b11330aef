"""Which blocks of the source document a guide carries → words, one module per format."""
