"""The language server: what an editor's program can ask of a guide while somebody is writing it."""
