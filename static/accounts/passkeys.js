// Asks the browser for a passkey or security key and sends what it answers. A form marked data-passkey is
// "sign-in" (asks the server for the question first), "use" or "add" (the question stands in the page).

const NOT_ASKED = ["AbortError"];

for (const place of document.querySelectorAll("[data-passkey]")) start(place);

function start(place) {
  const form = place.matches("form") ? place : place.querySelector("form");
  if (!window.PublicKeyCredential || !window.isSecureContext) return;
  place.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "switch_language") return;
    event.preventDefault();
    const problem = place.querySelector("[data-problem]");
    problem.hidden = true;
    try {
      const answer = await ask(place.dataset.passkey, form);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      if (NOT_ASKED.includes(error.name)) return;
      problem.textContent = place.dataset.refused;
      problem.hidden = false;
    }
  });
}

async function ask(what, form) {
  if (what === "add") return made(await navigator.credentials.create(creation(form)));
  const question = what === "use" ? inPage() : await fromServer(form.action);
  const publicKey = question.request_options.publicKey;
  publicKey.challenge = bytes(publicKey.challenge);
  for (const known of publicKey.allowCredentials ?? []) known.id = bytes(known.id);
  return made(await navigator.credentials.get({ publicKey }));
}

function creation(form) {
  const { publicKey } = inPage().creation_options;
  const alone = form.elements.passwordless?.checked ?? false;
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.user.id = bytes(publicKey.user.id);
  for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
  const chosen = { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  if (alone) chosen.userVerification = "required";
  publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...chosen };
  return { publicKey };
}

function inPage() {
  return JSON.parse(document.getElementById("passkey-options").textContent);
}

async function fromServer(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no question");
  return answer.json();
}

function made(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const found = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response: { ...Object.fromEntries(found), ...(response.getTransports ? { transports: response.getTransports() } : {}) },
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
  };
}

function bytes(encoded) {
  const plain = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
