"""A guide as a book: chapters of blocks, made into EPUB, DOCX and HTML through pandoc.

``assemble.book`` turns an edition into chapters; ``pandoc_ast`` turns chapters into pandoc's document, which
``pandoc`` writes in either format; ``epub`` and ``docx`` finish what pandoc cannot do.
"""
