"""Reads one file, for a process that keeps clear of it."""

from responses.parsing.files.reading import answer_the_one_who_asked

if __name__ == "__main__":
    answer_the_one_who_asked()
