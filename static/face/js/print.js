// A printed sheet says when it was printed, not when the page was opened.

export function start() {
  addEventListener("beforeprint", () => {
    const now = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    for (const time of document.querySelectorAll("[data-print-time]")) time.textContent = now.format(new Date());
  });
}
