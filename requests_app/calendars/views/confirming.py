"""Ask an administrator to confirm a choice, with what follows from the choice."""

from requests_app.forms.helper import ActionHelper


class ConfirmsFirst:
    """Show what follows from a choice before the service is called.

    The form has a hidden field `confirmed`. The field carries the choice that the
    administrator has read about, so that another choice is asked about again.

    Attributes:
        confirm: The label of the button that confirms.
    """

    confirm = "Confirm the change"

    def choice(self, form):
        """Return the choice made, as text."""
        raise NotImplementedError

    def consequences(self, form):
        """Return what follows from the choice, as sentences; none: nothing to ask."""
        raise NotImplementedError

    def form_valid(self, form):
        choice = self.choice(form)
        if form.cleaned_data["confirmed"] == choice:
            return super().form_valid(form)
        told = self.consequences(form)
        if not told:
            return super().form_valid(form)
        form.data = form.data.copy()
        form.data["confirmed"] = choice
        form.helper = ActionHelper(form, button=self.confirm, is_final=True)
        context = self.get_context_data(form=form, consequences=told)
        return self.render_to_response(context)

    def refused(self, form, refusal):
        # A refused choice is read about again.
        form.data = form.data.copy()
        form.data["confirmed"] = ""
        return super().refused(form, refusal)
