"""The mime type under which a chart travels from the notebook to the book (`csto.book.figures`)."""

MIME = "application/vnd.csto.chart+json"
