"""Pages for administrators: the index, authorities and the record of changes."""
