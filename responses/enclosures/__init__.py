"""Store enclosures, check for hidden data, tie files to letters, and serve files."""
