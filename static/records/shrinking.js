// Makes a picture smaller before it is sent, and tells the SHA-256 of what the device had.

const SIDE = 1600; // pixels
const BYTES = 300_000;
const QUALITIES = [0.82, 0.72, 0.6, 0.48, 0.36];

export async function fingerprint(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The picture as a smaller JPEG; the file itself where that is no gain or the browser cannot read it.
export async function smaller(file) {
  if (!file.type.startsWith("image/") || !window.createImageBitmap) return file;
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // the server says what is wrong with it
  }
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  if (scale === 1 && file.size <= BYTES && file.type === "image/jpeg") return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  let drawn = null;
  for (const quality of QUALITIES) {
    drawn = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
    if (!drawn || drawn.size <= BYTES) break;
  }
  return drawn && drawn.size < file.size ? drawn : file;
}
