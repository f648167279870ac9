"""Addresses of the pages of batches."""

from django.urls import path

from responses.batches.views import (
    Batches,
    BatchFile,
    BatchPage,
    ReprintLetters,
    StopBatch,
    TryBatchAgain,
    WriteToMany,
)

urlpatterns = [
    path("batches/", Batches.as_view(), name="batches"),
    path("batches/write/", WriteToMany.as_view(), name="write-to-many"),
    path("batches/reprint/", ReprintLetters.as_view(), name="reprint-letters"),
    path("batches/<int:batch>/", BatchPage.as_view(), name="batch"),
    path("batches/<int:batch>/stop/", StopBatch.as_view(), name="stop-batch"),
    path("batches/<int:batch>/again/", TryBatchAgain.as_view(), name="try-batch-again"),
    path("batches/<int:batch>/pdf/", BatchFile.as_view(), name="batch-pdf"),
]
