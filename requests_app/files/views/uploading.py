"""Receive uploads, and stop one that is too large."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect


class NotTooLarge(FileUploadHandler):
    """Stop an upload as soon as the file exceeds the size limit."""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > settings.MOST_BYTES_PER_FILE:
            self.request.too_large.append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


# The CSRF check reads the form, so it must run after the handler above is in place.
@method_decorator(csrf_exempt, name="dispatch")
class FileUploadMixin:
    """A page with an upload form; files are never read into memory."""

    def dispatch(self, request, *args, **kwargs):
        request.too_large = []
        request.upload_handlers.insert(0, NotTooLarge(request))
        return self.dispatch_protected(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def dispatch_protected(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "too_large": getattr(self.request, "too_large", [])}
