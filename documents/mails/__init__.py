"""Incoming mails: their bytes as facts, whoever wrote them and however broken."""
