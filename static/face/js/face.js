// The entry of signed-in pages. Each module is one idea; nothing here is needed for a page to work.

import * as dialogs from "./dialogs.js";
import * as display from "./display.js";
import * as filters from "./filters.js";
import * as form from "./form.js";
import * as guard from "./guard.js";
import * as keyboard from "./keyboard.js";
import * as messages from "./messages.js";
import * as picker from "./picker.js";
import * as print from "./print.js";
import * as session from "./session.js";
import * as tabs from "./tabs.js";

for (const once of [dialogs, display, filters, guard, keyboard, print, session, tabs]) once.start();

function enhance(root) {
  for (const part of [picker, messages, dialogs]) part.enhance(root);
  if (root !== document) form.enhance(root);
}

enhance(document);
document.addEventListener("htmx:after:swap", (event) => enhance(event.target));
