"""Small files of every kind, made in code."""

import io

import openpyxl


def saved(workbook):
    file = io.BytesIO()
    workbook.properties.creator = workbook.properties.lastModifiedBy = ""
    workbook.save(file)
    return file.getvalue()


def plain_table():
    return b"Year,Number\r\n2024,12\r\n2025,14\r\n"


def workbook(rows=20):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Answer"
    sheet.append(["Year", "Number", "Kind"])
    for number in range(rows):
        sheet.append([2000 + number, number, f"kind {number}"])
    return made


def hidden_sheet(state="hidden", rows=5):
    made = workbook()
    sheet = made.create_sheet("Source")
    sheet.sheet_state = state
    for number in range(rows):
        sheet.append([f"HIDDEN-CANARY-{number:04}", number])
    return saved(made)
