"""Files that go with a letter: keep, look through, enclose and read them."""
