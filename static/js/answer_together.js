// Show how many questions are chosen to be answered together.

const told = document.querySelector("[data-together]");
const form = told?.closest("form");

function count() {
  const chosen = form.querySelectorAll("input[name=questions]:checked").length;
  told.textContent =
    chosen > 1
      ? `${chosen} questions chosen`
      : chosen
        ? "1 question chosen. Choose at least one more question."
        : "Choose two or more questions to give them one answer.";
}

form?.addEventListener("change", count);
window.addEventListener("pageshow", () => form && count());
