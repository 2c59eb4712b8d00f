// A message that has been read can be put away.

export function enhance(root) {
  for (const button of root.querySelectorAll("[data-dismiss]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const list = button.closest("[data-messages]");
      button.closest("li").remove();
      if (!list.children.length) list.remove();
      document.getElementById("content")?.focus();
    });
  }
}
