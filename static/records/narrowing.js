// Codes that fit what was chosen elsewhere: units of a commodity, hiding places in a means of transport.
// What was chosen before stays, whether it fits or not: the server says so.

export function start(root) {
  const form = root.closest("form") ?? root;
  for (const select of root.querySelectorAll("select[data-narrowed-by]")) {
    const source = form.elements.namedItem(select.dataset.narrowedBy);
    if (!source) continue;
    narrow(select, source);
    source.addEventListener("change", () => { narrow(select, source); first(select, source); });
  }
}

// After rows were drawn again for another choice.
export function fill(form, root) {
  for (const select of root.querySelectorAll("select[data-narrowed-by]")) {
    const source = form.elements.namedItem(select.dataset.narrowedBy);
    if (source && first(select, source)) select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function narrow(select, source) {
  const offered = words(chosen(source)?.dataset.offers);
  for (const option of select.options) {
    if (!option.value) continue;
    const fits = words(option.dataset.fits);
    const fitting = (!source.value || !fits.length || fits.includes(source.value)) && (!offered.length || offered.includes(option.value));
    option.hidden = option.disabled = !fitting && !option.selected;
  }
}

// The unit in which a commodity is usually counted, if none was chosen.
function first(select, source) {
  const [usual] = words(chosen(source)?.dataset.offers);
  if (!usual || select.value) return false;
  select.value = usual;
  select.dispatchEvent(new Event("chosen"));
  return true;
}

function chosen(source) {
  return source.selectedOptions?.[0];
}

function words(text) {
  return text ? text.split(" ") : [];
}
