"""Extract the words of a letter's file in order, with its headings; plain Python."""
