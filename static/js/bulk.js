// Ticked requests of a list: say how many, tick all of the page, and keep the bar calm.

const form = document.querySelector("#chosen");
const bar = form?.querySelector("[data-bulk]");

if (bar) {
  const ticks = [...form.querySelectorAll('input[name="chosen"]')];
  const page = bar.querySelector("[data-page]");
  const all = bar.querySelector('input[name="all"]');
  const said = bar.querySelector("[data-said]");
  const about = said.textContent;

  const show = () => {
    const count = ticks.filter((tick) => tick.checked).length;
    const isAll = Boolean(all?.checked);
    page.checked = count === ticks.length;
    page.indeterminate = count > 0 && count < ticks.length;
    bar.classList.toggle("foi-bulk--on", isAll || count > 0);
    const words = isAll ? `All ${all.dataset.every}chosen` : count ? `${count} chosen` : about;
    if (said.textContent !== words) said.textContent = words;
    for (const button of bar.querySelectorAll("button")) button.disabled = !isAll && !count;
  };

  page.closest("label").hidden = false;
  page.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = page.checked;
    show();
  });
  form.addEventListener("change", show);
  // The back button may bring ticks back.
  window.addEventListener("pageshow", show);
  show();
}
