"""The view to take the rows of a workbook as questions."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.views.generic import TemplateView

from documents.question_sheets.finding import columns_of
from documents.question_sheets.sheets import Columns, rows_of, rows_without_question
from mail.queue.forms import ColumnsForm
from mail.queue.tables import take_questions
from mail.queue.views.files import EntryFileMixin
from requests_app.files.reading import FileNotOpen, check_opens
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.question_tables.reading import (
    READ_TABLE,
    ask_for_table,
    is_given_up,
    sheets_of,
)
from requests_app.refusals import Refusal
from requests_app.service_views import mark_stored

_SHOWN = 10  # questions of each sheet


class QuestionsOfFile(EntryFileMixin, TemplateView):
    """Show the columns found in a workbook; take its rows as questions."""

    def get_template_names(self):
        is_part = self.request.htmx and not self.request.htmx.boosted
        return [f"mail/queue/{'columns_body' if is_part else 'columns'}.html"]

    def dispatch_table(self):
        """Return a redirect where the file cannot be opened; None otherwise."""
        try:
            check_opens(self.row.kept, self.row.name)
        except FileNotOpen as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_success_url())
        self.table, is_new = ask_for_table(kept=self.row.kept, name=self.row.name)
        if is_new:
            start_jobs_on_commit(READ_TABLE)
        return None

    def get(self, request, *args, **kwargs):
        return self.dispatch_table() or self.show(self.make_forms())

    def post(self, request, *args, **kwargs):
        if closed := self.dispatch_table():
            return closed
        forms = self.make_forms(request.POST)
        # Each form is asked: every one shows what is wrong.
        wrong = [form for _, form in forms if not form.is_valid()]
        if wrong or "take" not in request.POST:
            return self.show(forms)
        version = request.POST.get("version", "")
        if not version.isdecimal():
            raise BadRequest
        try:
            entry = take_questions(
                entry=self.entry,
                table=self.table,
                name=self.row.name,
                columns={
                    sheet.name: self.columns_in(form)
                    for sheet, form in forms
                    if form.cleaned_data["is_used"]
                },
                version=int(version),
            )
        except Refusal as refusal:
            return self.show(forms, refusal=str(refusal))
        mark_stored(request)
        messages.success(
            request,
            f"The questions of {self.row.name} are added. The message has "
            f"{entry.question_count} questions now.",
        )
        return redirect("incoming-message", entry=entry.pk)

    def show(self, forms, *, refusal=""):
        is_read = self.table.read_at is not None
        context = self.get_context_data(
            row=self.row,
            table=self.table,
            is_given_up=not is_read and is_given_up(self.table),
            sheets=[self.shown(sheet, form) for sheet, form in forms],
            hidden=[one.name for one in sheets_of(self.table) if one.is_hidden],
            is_taken=self.entry.tables.filter(table=self.table).exists(),
            version=self.entry.version,
            refusal=refusal,
            wrong=[form for _, form in forms if form.errors],
        )
        return self.render_to_response(context | {"entry": self.entry})

    def make_forms(self, data=None):
        """Return each sheet that people see, with its form."""
        taken = self.entry.tables.filter(table=self.table).first()
        sheets = [one for one in sheets_of(self.table) if not one.is_hidden]
        return [
            (
                sheet,
                ColumnsForm(
                    data,
                    sheet=sheet,
                    prefix=f"sheet{number}",
                    initial=self.initial_for(sheet, taken),
                ),
            )
            for number, sheet in enumerate(sheets)
        ]

    def initial_for(self, sheet, taken):
        found = columns_of(sheet)
        is_used = bool(found.question)
        if taken is not None:
            is_used = sheet.name in taken.columns
            found = Columns(*taken.columns[sheet.name]) if is_used else found
        return {
            "is_used": is_used,
            "header": found.header,
            "number": found.number,
            "question": found.question,
            "answer": found.answer,
        }

    def columns_in(self, form):
        given = form.cleaned_data
        return Columns(
            given["header"], given["number"], given["question"], given["answer"]
        )

    def shown(self, sheet, form):
        """Return a sheet, its form and the questions that the form leads to."""
        if form.is_bound and not form.is_valid():
            return {"sheet": sheet, "form": form, "rows": [], "number": 0}
        given = form.cleaned_data if form.is_bound else form.initial
        columns = Columns(
            given["header"], given["number"], given["question"], given["answer"]
        )
        rows = rows_of(sheet, columns) if given["is_used"] else []
        without = rows_without_question(sheet, columns) if given["is_used"] else []
        formulas = {tuple(one) for one in sheet.formulas}
        return {
            "sheet": sheet,
            "form": form,
            "rows": rows[:_SHOWN],
            "number": len(rows),
            "without": without[:_SHOWN],
            "more_without": max(0, len(without) - _SHOWN),
            "more": max(0, len(rows) - _SHOWN),
            "formulas": sum((row.row, columns.question) in formulas for row in rows),
        }
