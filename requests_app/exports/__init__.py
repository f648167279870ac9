"""Exports of requests as CSV, XLSX and ODS, made in the background."""
