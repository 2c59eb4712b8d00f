// Parts of a page that are refreshed (htmx) carry the secret that every form carries.

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token && ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = token;
});

// A page that nobody looks at asks for nothing: one that refreshes itself waits until its tab is shown again.
document.addEventListener("htmx:before:request", (event) => {
  if (document.hidden && "X-Poll" in (event.detail.ctx.request.headers ?? {})) event.preventDefault();
});
