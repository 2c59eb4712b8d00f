// Where the tabs do not all fit, the current one is brought into view. Only the row moves, never the page.

export function start() {
  for (const tab of document.querySelectorAll('.tabs [aria-current="page"]')) {
    const row = tab.closest(".tabs");
    const hidden = tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
    if (hidden > 0) row.scrollLeft += hidden + 24;
  }
}
