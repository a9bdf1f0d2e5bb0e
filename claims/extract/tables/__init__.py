"""Quantities of tables: linked by row and column instead of by nearness.

:class:`Tables` links the rows of a document one after the other. How a table is laid out is read
in ``layout``, what a header says in ``headers``, which attribute it names in ``naming``, what
stands in a cell in ``cells``, what rows are about in ``things``; ``stating`` puts these together.
"""

from claims.extract.tables.layout import cell_spans
from claims.extract.tables.rows import Tables

__all__ = ["Tables", "cell_spans"]
