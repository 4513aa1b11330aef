"""Writing sources: new files and new notes, and the layout of those that are there."""
