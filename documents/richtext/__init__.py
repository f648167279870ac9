"""Clean the HTML of an answer, and convert it to plain text and back.

Text is cleaned three times, on purpose. On save, so that the database holds nothing
harmful. On pages and in form widgets, because a browser runs any script it receives. On
composing, because an issued letter never changes. Text saved under an older list of
tags, or without the service, therefore does no harm, and the next cleaning catches a
mistake of the one before. Cleaning clean text changes nothing.
"""
