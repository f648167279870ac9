"""The HTML of an answer: what may be in it, and how it reads as plain text.

Text is cleaned three times, on purpose: on save, so that the database holds nothing
harmful; on pages and in the widget of forms, because a browser runs what it is given;
and on composing, because a letter is frozen for good. Text saved under an older list,
or without the service, does no harm, and a mistake in one place is caught in the next.
Cleaning what is clean changes nothing.
"""
