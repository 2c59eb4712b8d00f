// The inputs of a form as pairs of name and value, and a value put back into them.

const BOOKKEEPING = new Set(["csrfmiddlewaretoken", "kept_owner", "identity", "based_on"]);

export function pairsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => !BOOKKEEPING.has(name) && typeof value === "string");
}

export function put(form, path, value) {
  const found = form.elements.namedItem(path);
  if (!found) return;
  const lines = value.split("\n");
  for (const element of found instanceof RadioNodeList ? found : [found]) {
    if (element.type === "radio" || element.type === "checkbox") element.checked = lines.includes(element.value);
    else if (element.tagName === "SELECT") choose(element, value);
    else element.value = value;
  }
}

export function choose(select, value) {
  if (value && ![...select.options].some((each) => each.value === value)) select.add(new Option(value, value));
  select.value = value;
  select.dispatchEvent(new Event("chosen")); // the picker in front of it shows it
}

export function shown(form, path, value) {
  const found = form.elements.namedItem(path);
  if (found instanceof RadioNodeList) {
    return [...found].find((each) => each.value === value)?.closest("label")?.textContent.trim() ?? value;
  }
  return [...(found?.options ?? [])].find((each) => each.value === value)?.text || value;
}
