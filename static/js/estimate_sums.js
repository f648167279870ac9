// Work out an estimate of cost while the officer types.
//
// The figures are those of `statute/estimates.py`: the minutes of each record, times the
// records, and the hours beside. The server works the sum out again when it is saved.

const figure = (form, name) => {
  const value = Number(form.elements[name]?.value.trim().replaceAll(",", "") || 0);
  return value > 0 ? value : 0;
};

const pounds = (pence) => {
  const digits = pence % 100 ? 2 : 0;
  const said = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `£${(pence / 100).toLocaleString("en-GB", said)}`;
};

function minutesOf(form) {
  const records = figure(form, "records");
  let minutes = figure(form, "added_hours") * 60;
  for (const { name } of form.elements) {
    if (/^minutes(_|$)/.test(name)) {
      minutes += Math.floor(records * figure(form, name) + 1e-6);
    } else if (/^hours(_|$)/.test(name)) minutes += figure(form, name) * 60;
  }
  return minutes;
}

function said(form, { ratePence, limitPence }) {
  const minutes = minutesOf(form);
  if (!minutes) return "";
  const hours = (minutes / 60).toLocaleString("en-GB", { maximumFractionDigits: 2 });
  const cost = Math.floor((minutes * ratePence) / 60 + 1e-6);
  const sum = `${hours} hours at ${pounds(ratePence)} an hour come to ${pounds(cost)}.`;
  if (!limitPence) return `${sum} The Regulations set no limit on cost.`;
  const limit = `the limit of ${pounds(limitPence)}`;
  const isAbove = Math.floor(minutes + 1e-6) * ratePence > limitPence * 60;
  return isAbove
    ? `${sum} That is above ${limit}.`
    : `${sum} That is not above ${limit}, so the request cannot be refused on cost.`;
}

function begin(place) {
  for (const box of place.querySelectorAll("[data-estimate]")) {
    const form = box.closest("form");
    const ratePence = Number(box.dataset.ratePence);
    const limitPence = Number(box.dataset.limitPence);
    const sum = box.querySelector("[data-estimate-sum]");
    const show = () => {
      sum.textContent = said(form, { ratePence, limitPence });
    };
    form.addEventListener("input", show);
    show();
  }
}

begin(document);
document.addEventListener("foi:arrived", (event) => begin(event.target));
