"""The view to choose the print of letters."""

from requests_app.casework.forms.printing import ChoosePrintSizeForm
from requests_app.casework.printing import choose_print_size
from requests_app.pages.action_view import RequestActionView


class ChoosePrintSize(RequestActionView):
    form_class = ChoosePrintSizeForm
    service = staticmethod(choose_print_size)
    explanation = (
        "It counts for all letters of this request that are issued from now on, as PDF "
        "and on paper. Issued letters stay as they are."
    )
    done = "Size of print chosen."

    def get_initial(self):
        return {"print_size": self.foi_request.print_size}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
