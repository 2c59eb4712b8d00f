// Parts of a page that are refreshed (htmx) carry the secret that every form carries.

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token && ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = token;
});
