"""What is remembered between runs, in the project's folder ``.careguide-cache``, and when it still holds.

Whatever stands there may be deleted, damaged or foreign at any time: then it counts for nothing, and all is done anew.
``state``, ``folder`` and ``answers`` are all that runs when nothing has changed; they import next to nothing.
"""
