"""Questions in the rows of a workbook: read, and answered in the same workbook."""
