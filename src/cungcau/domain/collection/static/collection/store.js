// What the phone keeps: the day's list, entries and pictures, each under its own number.
window.cungcauScale = window.cungcauScale || {};
((scale) => {
  "use strict";

  const db = new Dexie("cungcau-scale");
  db.version(1).stores({
    days: "key, point, day",
    entries: "uuid, point, state, user, made",
    photos: "uuid, about, state, user",
    notes: "key",
  });

  const number = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };

  const DAY_MS = 86400000;
  // Lists older than two days and what was sent a week ago are not needed on the phone any more.
  const tidy = async () => {
    const old = new Date(Date.now() - 7 * DAY_MS).toISOString();
    await db.entries.filter((one) => one.state === "sent" && one.made < old).delete();
    await db.photos.filter((one) => one.state === "sent" && one.made < old).delete();
    await db.days.filter((one) => one.kept < new Date(Date.now() - 2 * DAY_MS).toISOString()).delete();
  };

  const device = async () => {
    const kept = await db.notes.get("device");
    if (kept) return kept.value;
    const made = `điện thoại ${number().slice(0, 8)}`;
    await db.notes.put({ key: "device", value: made });
    return made;
  };

  // A picture no side of which is longer than 1,600 points, as JPEG: small enough for a weak line.
  const SIDE = 1600;
  const drawn = async (file, side, quality) => {
    const picture = await createImageBitmap(file);
    const by = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * by));
    canvas.height = Math.max(1, Math.round(picture.height * by));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return quality === undefined
      ? canvas.toDataURL("image/jpeg", 0.6)
      : new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
  };
  const shrink = async (file) => {
    try {
      return (await drawn(file, SIDE, 0.8)) || file;
    } catch {
      return file; // a kind of picture this browser cannot draw goes as it is; the server says what it thinks
    }
  };
  const thumb = (file) => drawn(file, 96).catch(() => "");

  Object.assign(scale, { db, number, tidy, device, shrink, thumb });
})(window.cungcauScale);
