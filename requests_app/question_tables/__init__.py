"""Questions in the rows of a workbook, and the rows that answers go to."""
