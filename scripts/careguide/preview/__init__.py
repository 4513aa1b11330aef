"""The guide in a browser, while somebody writes it.

``proof`` turns a guide into the chapters of its book, as HTML, and writes into them where each statement stands
(``statements``) and what is found and noted there (``margin``, ``cards``); ``page`` puts the lists beside it
(``panels``). A ``LivePage`` keeps the newest page of a guide, and the last good one; ``app`` serves them, behind
``guard``; ``serve`` runs it all and follows the files.
"""
