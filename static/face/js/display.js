// Colours and row height change as they are chosen; the folded navigation is remembered.

const YEAR = 60 * 60 * 24 * 365;
const page = document.documentElement;

export function start() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[type=radio][name=theme], [type=radio][name=density]")) page.dataset[target.name] = target.value;
  });
  const button = document.querySelector("[data-collapse]");
  if (!button) return;
  button.hidden = false;
  sayState(button);
  button.addEventListener("click", () => {
    const folded = page.dataset.rail !== "collapsed";
    if (folded) page.dataset.rail = "collapsed";
    else delete page.dataset.rail;
    document.cookie = `vigie_rail=${folded ? "collapsed" : "open"}; path=/; max-age=${YEAR}; samesite=lax`;
    sayState(button);
  });
}

function sayState(button) {
  const folded = page.dataset.rail === "collapsed";
  button.setAttribute("aria-expanded", String(!folded));
  button.setAttribute("aria-label", folded ? button.dataset.expandWord : button.dataset.collapseWord);
}
