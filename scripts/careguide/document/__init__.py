"""The source document, which a guide is made from: its text taken apart into blocks, and where each of them stands."""
